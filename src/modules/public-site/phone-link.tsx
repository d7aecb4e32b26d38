/** A number that a phone can ring. */
export function PhoneLink({ phone }: { phone: string }) {
  return (
    <a class="govuk-link app-phone" href={`tel:${phone.replaceAll(' ', '')}`}>
      {phone}
    </a>
  );
}
