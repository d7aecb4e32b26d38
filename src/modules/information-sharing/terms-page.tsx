import type { ComponentChildren } from 'preact';
import type { Version } from '#core/access/agreements/agreement.ts';
import type { Gateway } from '#core/access/agreements/gateway.ts';
import { categories, categoryNames, type Direction } from '#core/access/agreements/term.ts';
import { purposeNames, purposes } from '#core/access/purposes.ts';
import { capacities, regimes } from '#core/person-records/person-record.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, Checkboxes, Radios } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors } from '#platform/forms/parse-form.ts';
import { PartyCheckboxes } from './party-checkboxes.tsx';
import { sharingPaths } from './paths.ts';
import { capacityNames, regimeNames, type TermChoices } from './terms-form.ts';

export type TermsPageProps = {
  version: Version;
  direction: Direction;
  gateways: readonly Gateway[];
  choices: TermChoices;
  /** Ids of the terms that these take the place of. */
  replaces: readonly string[];
  idempotencyKey: string;
  errors?: FieldErrors | undefined;
  above?: ComponentChildren;
};

/** What some parties give, or receive: one clear form for several at once. */
export function TermsPage(props: TermsPageProps) {
  const { version, direction, gateways, choices, replaces, errors } = props;
  const { agreement, number, revision } = version;
  const isGiving = direction === 'gives';
  const verb = isGiving ? 'give' : 'receive';
  const title = `${replaces.length > 0 ? 'Change' : 'Add'} what parties ${verb}`;
  return (
    <WorkspacePage
      title={title}
      back={{ href: sharingPaths.version(agreement.id, number), text: 'Back to the draft' }}
      errors={errors}
    >
      <span class="govuk-caption-l">{agreement.title}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        What you choose here replaces what the same parties {verb} of the same for the same purpose.
        What one party gives and another receives is shared as far as both name it.
      </p>
      {props.above}
      <PostForm
        action={sharingPaths.terms(agreement.id, number)}
        idempotencyKey={props.idempotencyKey}
        hidden={{ direction, revision: String(revision), replaces: replaces.join('.') }}
      >
        <PartyCheckboxes
          legend={`Who ${verb}s?`}
          agencies={version.parties}
          chosen={choices.parties}
          errors={errors}
        />
        <Choice
          name="categories"
          legend={`What do they ${verb}?`}
          hint="Nobody sees anything of a record without seeing who it is about, so choose that too. Who told an agency something is never shared."
          options={categoryNames.map((name) => [name, categories[name]])}
          chosen={choices.categories}
          errors={errors}
        />
        <Choice
          name="purposes"
          legend="For what reason may it be looked at?"
          options={purposeNames.map((name) => [name, purposes[name]])}
          chosen={choices.purposes}
          errors={errors}
        />
        <Choice
          name="heldAs"
          legend="Of people held as what?"
          hint="Each record says in which capacity its agency holds somebody."
          options={capacityNames.map((name) => [name, capacities[name]])}
          chosen={choices.heldAs}
          errors={errors}
        />
        <Choice
          name="processing"
          legend="Recorded under which rules?"
          hint="Each record says this too. What the police record for law enforcement is kept apart from the rest."
          options={regimeNames.map((name) => [name, regimes[name]])}
          chosen={choices.processing}
          errors={errors}
        />
        {isGiving && <PowerRadios gateways={gateways} chosen={choices.gateway} errors={errors} />}
        <Button text="Save" preventDoubleClick />
      </PostForm>
    </WorkspacePage>
  );
}

type ChoiceProps = {
  name: string;
  legend: string;
  hint?: string;
  options: readonly (readonly [value: string, text: string])[];
  chosen: readonly string[];
  errors: FieldErrors | undefined;
};

function Choice({ name, legend, hint, options, chosen, errors }: ChoiceProps) {
  return (
    <Checkboxes
      idPrefix={name}
      name={name}
      fieldset={{ legend: { text: legend, classes: 'govuk-fieldset__legend--s' } }}
      {...(hint === undefined ? {} : { hint: { text: hint } })}
      classes="govuk-checkboxes--small"
      items={options.map(([value, text]) => ({ value, text, checked: chosen.includes(value) }))}
      errorMessage={errorFor(errors, name)}
    />
  );
}

function PowerRadios(props: {
  gateways: readonly Gateway[];
  chosen: string;
  errors: FieldErrors | undefined;
}) {
  return (
    <Radios
      idPrefix="gateway"
      name="gateway"
      fieldset={{
        legend: { text: 'By which legal power?', classes: 'govuk-fieldset__legend--s' },
      }}
      hint={{ html: <PowerHint /> }}
      classes="govuk-radios--small"
      items={props.gateways.map((gateway) => ({
        value: gateway.id,
        text: gateway.name,
        checked: gateway.id === props.chosen,
        ...(limitsOf(gateway) === '' ? {} : { hint: { text: limitsOf(gateway) } }),
      }))}
      errorMessage={errorFor(props.errors, 'gateway')}
    />
  );
}

function PowerHint() {
  return (
    <>
      Ask your lawyers.{' '}
      <a class="govuk-link" href={sharingPaths.gateways()} target="_blank" rel="noreferrer">
        What each allows (opens in new tab)
      </a>
    </>
  );
}

function limitsOf(gateway: Gateway): string {
  return [
    gateway.membersOnly ? 'Only between bodies of the Serious Violence Duty.' : '',
    gateway.barsPatientInformation ? 'Never for health.' : '',
    gateway.barsHealthOrSocialCare ? 'Not from a health or social care authority.' : '',
    gateway.allowsOtherUse ? '' : 'Law enforcement records for law enforcement alone.',
  ]
    .filter((limit) => limit !== '')
    .join(' ');
}
