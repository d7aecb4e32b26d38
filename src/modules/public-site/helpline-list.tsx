import type { Helplines } from '#core/partnership/helplines.ts';
import { PhoneLink } from './phone-link.tsx';

type Helpline = Helplines['helplines'][number];

/** Who to ring or read, with what the partnership still has to check said quietly beside each. */
export function HelplineList({ helplines }: { helplines: Helplines }) {
  const calm = helplines.helplines.filter(({ urgent }) => !urgent);
  return (
    <>
      <ul class="app-contacts">
        {calm.map((helpline) => (
          <Contact key={helpline.id} helpline={helpline} />
        ))}
      </ul>
      <p class="govuk-body-s">{helplines.note}</p>
    </>
  );
}

function Contact({ helpline }: { helpline: Helpline }) {
  const { name, when, phone, address, hours, checkedOn } = helpline;
  return (
    <li class="app-contacts__contact">
      <h3 class="app-contacts__name">{name}</h3>
      <p class="app-contacts__when">{when}</p>
      {phone !== undefined && (
        <p class="app-contacts__way">
          <PhoneLink phone={phone} />
          {hours !== undefined && <span class="app-contacts__hours">{hours}</span>}
        </p>
      )}
      {address !== undefined && (
        <p class="app-contacts__way">
          <a class="govuk-link" href={address} rel="noreferrer">
            {new URL(address).host}
          </a>
        </p>
      )}
      {checkedOn === null && <p class="app-contacts__unchecked">Not yet checked</p>}
    </li>
  );
}
