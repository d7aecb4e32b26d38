import type { ComponentChildren } from 'preact';
import type { Version } from '#core/access/agreements/agreement.ts';
import type { PartyStanding } from '#core/access/agreements/gateway.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors } from '#platform/forms/parse-form.ts';
import { PartyCheckboxes } from './party-checkboxes.tsx';
import { sharingPaths } from './paths.ts';

export type PartiesPageProps = {
  version: Version;
  agencies: readonly PartyStanding[];
  chosen: readonly string[];
  idempotencyKey: string;
  errors?: FieldErrors | undefined;
  above?: ComponentChildren;
};

/** Who is asked to sign. */
export function PartiesPage(props: PartiesPageProps) {
  const { version, agencies, chosen, errors } = props;
  const { agreement, number, revision } = version;
  return (
    <WorkspacePage
      title="Choose the parties"
      back={{ href: sharingPaths.version(agreement.id, number), text: 'Back to the draft' }}
      errors={errors}
    >
      <span class="govuk-caption-l">{agreement.title}</span>
      <h1 class="govuk-heading-l">Choose the parties</h1>
      <p class="govuk-body">
        Each will be asked to sign for itself. If you take a party out, what it gives and receives
        goes too. Your own agency always stays.
      </p>
      {props.above}
      <PostForm
        action={sharingPaths.parties(agreement.id, number)}
        idempotencyKey={props.idempotencyKey}
        hidden={{ revision: String(revision) }}
      >
        <PartyCheckboxes
          legend="Which agencies?"
          agencies={agencies}
          chosen={chosen}
          errors={errors}
        />
        <Button text="Save" preventDoubleClick />
      </PostForm>
    </WorkspacePage>
  );
}
