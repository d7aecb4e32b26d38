import type { VNode } from 'preact';
import { governanceDocumentsPath } from '#core/governance-documents/paths.ts';
import type { Module } from '#core/module.ts';
import { countUnacknowledged } from '#core/person-records/corrections/correction-store.ts';
import { correctionsPath } from '#core/person-records/corrections/paths.ts';
import { disclosuresPath } from '#core/person-records/disclosures/paths.ts';
import { everythingHeldPath } from '#core/person-records/everything-held/paths.ts';
import type { Service } from '#core/service.ts';
import { dayOf } from '#platform/calendar.ts';
import type { Principal } from '#platform/database/principal.ts';
import { dueForReviewPath } from './paths.ts';
import { countDueRecords } from './retention-store.ts';

/** On the home of a governance lead: records to decide about, corrections to answer, and what else is theirs to read. */
export const recordCareSection: NonNullable<Module['homeSection']> = {
  permission: 'retention.decide',
  section: tellOfCare,
};

async function tellOfCare(service: Service, principal: Principal): Promise<VNode | null> {
  if (principal.kind !== 'person') return null;
  const { agencyId } = principal;
  const today = dayOf(service.clock.now());
  const { due, waiting } = await service.database.transaction(principal, async (tx) => ({
    due: await countDueRecords(tx, agencyId, today),
    waiting: await countUnacknowledged(tx, agencyId),
  }));
  const links = [
    [disclosuresPath(), 'Disclosures: to whom records were given'],
    [dueForReviewPath(), `Records due for review: ${due}`],
    [correctionsPath(), `Corrections to answer: ${waiting}`],
    [everythingHeldPath(), 'Everything held on a person'],
    [governanceDocumentsPath(), 'How data is handled: assessments and guidance'],
  ] as const;
  return (
    <section aria-labelledby="record-care">
      <h2 class="govuk-heading-m" id="record-care">
        Giving, keeping and correcting records
      </h2>
      <ul class="govuk-list govuk-list--spaced">
        {links.map(([href, text]) => (
          <li key={href}>
            <a class="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
