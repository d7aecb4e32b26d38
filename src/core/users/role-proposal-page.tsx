import { rolesPath } from '#core/access/paths.ts';
import { roles } from '#core/access/roles.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, Radios, SummaryList } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { momentInWords } from '#platform/calendar.ts';
import type { FieldErrors } from '#platform/forms/parse-form.ts';
import { roleDecisionPath, usersPath } from './paths.ts';
import { isExpired, type RoleProposal } from './role-proposal.ts';

export type RoleProposalPageProps = {
  idempotencyKey: string;
  proposal: RoleProposal;
  now: Date;
  mayDecide: boolean;
  /** Giving them this role would take the agency's last administrator away. */
  isLast: boolean;
  errors?: FieldErrors | undefined;
};

/** A powerful role that one person proposed, before the second. */
export function RoleProposalPage(props: RoleProposalPageProps) {
  const { proposal, errors, isLast } = props;
  const { name, email, agencyName, role, roleNow, proposedByName, proposedAt, expiresAt } =
    proposal;
  return (
    <WorkspacePage
      title={`${name} as ${roles[role]}`}
      back={{ href: usersPath(), text: 'People' }}
      errors={errors}
    >
      <span class="govuk-caption-l">A role that needs a second person</span>
      <h1 class="govuk-heading-l">
        {name} as {roles[role]}
      </h1>
      <SummaryList
        rows={[
          { key: { text: 'Agency' }, value: { text: agencyName } },
          { key: { text: 'Email address' }, value: { text: email } },
          {
            key: { text: 'Role now' },
            value: { text: roleNow === undefined ? 'None: invited' : roles[roleNow] },
          },
          {
            key: { text: 'Proposed by' },
            value: { text: `${proposedByName}, ${momentInWords(proposedAt)}` },
          },
          { key: { text: 'Open until' }, value: { text: momentInWords(expiresAt) } },
        ]}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={rolesPath()}>
          What this role may do
        </a>
      </p>
      {isLast && (
        <p class="govuk-inset-text">
          {name} is the last administrator of {agencyName}. With this role they no longer are, and
          nobody there can look after its people.
        </p>
      )}
      <Decision {...props} />
    </WorkspacePage>
  );
}

function Decision({ idempotencyKey, proposal, now, mayDecide, errors }: RoleProposalPageProps) {
  if (isExpired(proposal, now)) {
    return (
      <p class="govuk-inset-text">
        Nobody decided in time, so nothing changes. It can be proposed again.
      </p>
    );
  }
  if (!mayDecide) {
    return (
      <p class="govuk-inset-text">
        This waits for somebody else: another administrator of {proposal.agencyName}, or an
        information governance lead. Who proposed it and whom it is for cannot decide.
      </p>
    );
  }
  return (
    <PostForm action={roleDecisionPath(proposal.id)} idempotencyKey={idempotencyKey}>
      <Radios
        idPrefix="decision"
        name="decision"
        fieldset={{
          legend: { text: 'Should they have this role?', classes: 'govuk-fieldset__legend--m' },
        }}
        hint={{ text: 'Ask them or their manager if you do not know them.' }}
        errorMessage={errorFor(errors, 'decision')}
        items={[
          { value: 'approved', text: 'Yes, I approve it' },
          { value: 'refused', text: 'No' },
        ]}
      />
      <Button text="Save the decision" preventDoubleClick />
    </PostForm>
  );
}
