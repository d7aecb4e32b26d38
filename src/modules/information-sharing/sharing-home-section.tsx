import type { VNode } from 'preact';
import { listToSign } from '#core/access/agreements/agreement-store.ts';
import type { Service } from '#core/service.ts';
import { dayInWords, dayOf } from '#platform/calendar.ts';
import type { Principal } from '#platform/database/principal.ts';
import { sharingPaths } from './paths.ts';

/** On the home page of who signs for an agency: what waits for it. */
export async function sharingHomeSection(
  service: Service,
  principal: Principal,
): Promise<VNode | null> {
  if (principal.kind !== 'person') return null;
  const waiting = await service.database.transaction(principal, (tx) =>
    listToSign(tx, principal.agencyId, dayOf(service.clock.now())),
  );
  return (
    <section aria-labelledby="sharing">
      <h2 class="govuk-heading-m" id="sharing">
        Sharing agreements
      </h2>
      {waiting.length === 0 ? (
        <p class="govuk-body">
          Nothing waits for your agency’s signature.{' '}
          <a class="govuk-link" href={sharingPaths.register()}>
            See what is agreed
          </a>
          .
        </p>
      ) : (
        <ul class="govuk-list">
          {waiting.map(({ agreementId, number, title, fromOn }) => (
            <li key={agreementId}>
              <a class="govuk-link" href={sharingPaths.version(agreementId, number)}>
                {title}, version {number}
              </a>{' '}
              waits for your agency’s signature. It begins on {dayInWords(fromOn)}.
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
