import type { Helplines } from '#core/partnership/helplines.ts';
import { UrgentHelp } from '#design-system/content.tsx';
import { PhoneLink } from './phone-link.tsx';

/** Whom to ring when somebody is in danger now. */
export function UrgentNumbers({ helplines }: { helplines: Helplines }) {
  const urgent = helplines.helplines.filter((helpline) => helpline.urgent);
  return (
    <UrgentHelp heading="In danger now?">
      {urgent.map(({ id, when, phone, name }) => (
        <p key={id} class="app-urgent__words">
          {when}{' '}
          <span class="app-urgent__call">
            Call {phone === undefined ? name : <PhoneLink phone={phone} />}.
          </span>
        </p>
      ))}
    </UrgentHelp>
  );
}
