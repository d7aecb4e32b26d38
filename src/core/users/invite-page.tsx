import { rolesPath } from '#core/access/paths.ts';
import type { TeamLine } from '#core/agencies/team.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, Input } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { invitationsPath, usersPath } from './paths.ts';
import { RoleChoice, TeamChoice } from './role-choice.tsx';

export type InvitePageProps = {
  idempotencyKey: string;
  agencyName: string;
  teams: readonly TeamLine[];
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
};

/** Asking a colleague of the administrator's own agency to come. */
export function InvitePage({ idempotencyKey, agencyName, teams, values, errors }: InvitePageProps) {
  return (
    <WorkspacePage
      title="Invite a colleague"
      back={{ href: usersPath(), text: 'People' }}
      errors={errors}
    >
      <span class="govuk-caption-l">{agencyName}</span>
      <h1 class="govuk-heading-l">Invite a colleague</h1>
      <p class="govuk-body">
        They get a mail with a link that works once, for 24 hours. Only invite people who work for{' '}
        {agencyName}, at their work address.
      </p>
      <PostForm action={invitationsPath()} idempotencyKey={idempotencyKey}>
        <Input
          id="name"
          name="name"
          label={{ text: 'Name', classes: 'govuk-label--s' }}
          value={values?.['name'] ?? ''}
          spellcheck={false}
          classes="govuk-!-width-two-thirds"
          errorMessage={errorFor(errors, 'name')}
        />
        <Input
          id="email"
          name="email"
          type="email"
          label={{ text: 'Work email address', classes: 'govuk-label--s' }}
          value={values?.['email'] ?? ''}
          spellcheck={false}
          classes="govuk-!-width-two-thirds"
          errorMessage={errorFor(errors, 'email')}
        />
        <RoleChoice chosen={values?.['role']} errors={errors} />
        <p class="govuk-body">
          <a class="govuk-link" href={rolesPath()}>
            What each role may do
          </a>
        </p>
        <TeamChoice teams={teams} chosen={values?.['team']} errors={errors} />
        <Button text="Send the invitation" preventDoubleClick />
      </PostForm>
    </WorkspacePage>
  );
}
