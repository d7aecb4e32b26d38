import type { PartyStanding } from '#core/access/agreements/gateway.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { Checkboxes } from '#design-system/govuk/components.ts';
import type { FieldErrors } from '#platform/forms/parse-form.ts';

export type PartyCheckboxesProps = {
  legend: string;
  hint?: string;
  agencies: readonly PartyStanding[];
  chosen: readonly string[];
  errors?: FieldErrors | undefined;
};

/** Which agencies; each with what the legal powers make of it. */
export function PartyCheckboxes(props: PartyCheckboxesProps) {
  const { legend, hint, agencies, chosen, errors } = props;
  return (
    <Checkboxes
      idPrefix="parties"
      name="parties"
      fieldset={{ legend: { text: legend, classes: 'govuk-fieldset__legend--s' } }}
      {...(hint === undefined ? {} : { hint: { text: hint } })}
      classes="govuk-checkboxes--small"
      items={agencies.map((agency) => ({
        value: agency.id,
        text: `${agency.name}${standingInWords(agency)}`,
        checked: chosen.includes(agency.id),
      }))}
      errorMessage={errorFor(errors, 'parties')}
    />
  );
}

function standingInWords({ isInDutyGateway, isHealthOrSocialCare }: PartyStanding): string {
  if (isHealthOrSocialCare) return ' (a health or social care authority)';
  return isInDutyGateway ? '' : ' (outside the Serious Violence Duty)';
}
