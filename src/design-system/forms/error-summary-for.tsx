import { ErrorSummary } from '#design-system/govuk/components.ts';
import { hasErrors } from './field-errors.ts';
import type { FieldErrors } from './field-errors.ts';

/** The summary at the top of a page whose form was refused; nothing when all is well. */
export function ErrorSummaryFor({ errors }: { errors?: FieldErrors | undefined }) {
  if (!hasErrors(errors)) return null;
  const errorList = Object.entries(errors).map(([field, text]) => ({ text, href: `#${field}` }));
  return <ErrorSummary titleText="There is a problem" errorList={errorList} />;
}
