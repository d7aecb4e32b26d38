import { errorFor } from '#design-system/forms/field-errors.ts';
import { Checkboxes, WarningText } from '#design-system/govuk/components.ts';
import type { FieldErrors } from '#platform/forms/parse-form.ts';

/** Says that an agency would be left without anybody to look after its people, and asks to confirm it. */
export function LastAdministratorWarning(props: {
  agencyName: string;
  name: string;
  errors: FieldErrors | undefined;
}) {
  const { agencyName, name, errors } = props;
  return (
    <>
      <WarningText
        iconFallbackText="Warning"
        text={`${name} is the last administrator of ${agencyName}. Without one, nobody there can invite, move or let go a colleague until whoever runs the service adds an administrator.`}
      />
      <Checkboxes
        idPrefix="knowsLast"
        name="knowsLast"
        errorMessage={errorFor(errors, 'knowsLast')}
        items={[{ value: 'yes', text: 'I know, and it is right' }]}
      />
    </>
  );
}
