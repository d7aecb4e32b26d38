import type { Helplines } from '#core/partnership/helplines.ts';

/** Who to ring, with what the partnership still has to check said beside each. */
export function HelplineList({ helplines }: { helplines: Helplines }) {
  const calm = helplines.helplines.filter(({ urgent }) => !urgent);
  return (
    <>
      <dl class="govuk-summary-list">
        {calm.map(({ id, name, when, phone, address, hours, checkedOn }) => (
          <div key={id} class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{name}</dt>
            <dd class="govuk-summary-list__value">
              {when}
              {phone !== undefined && (
                <>
                  <br />
                  <a class="govuk-link" href={`tel:${phone.replaceAll(' ', '')}`}>
                    {phone}
                  </a>
                </>
              )}
              {hours !== undefined && `, ${hours.toLowerCase()}`}
              {address !== undefined && (
                <>
                  <br />
                  <a class="govuk-link" href={address} rel="noreferrer">
                    {new URL(address).host}
                  </a>
                </>
              )}
              {checkedOn === null && <span class="govuk-hint"> Check before going live</span>}
            </dd>
          </div>
        ))}
      </dl>
      <p class="govuk-body-s">{helplines.note}</p>
    </>
  );
}
