/** What is wrong with a form: the id of the field → what the person should do. */
export type FieldErrors = Readonly<Record<string, string>>;

/** The error message option of one field, or undefined when the field is right. */
export function errorFor(errors: FieldErrors | undefined, field: string) {
  const text = errors !== undefined && Object.hasOwn(errors, field) ? errors[field] : undefined;
  return text === undefined ? undefined : { text };
}

export function hasErrors(errors: FieldErrors | undefined): errors is FieldErrors {
  return errors !== undefined && Object.keys(errors).length > 0;
}
