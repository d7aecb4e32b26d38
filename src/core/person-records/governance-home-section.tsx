import type { VNode } from 'preact';
import type { Module } from '#core/module.ts';
import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import { listGlasses } from './break-glass/glass-store.ts';
import { brokenGlassPath } from './break-glass/paths.ts';
import { countToReview } from './exclusions/exclusion-store.ts';
import { exclusionsPath } from './exclusions/paths.ts';
import { countForsakenRecords } from './named-people/case-role-store.ts';

/** On the home of a governance lead: what about records of their agency waits for them. Names nobody. */
export const recordGovernanceSection: NonNullable<Module['homeSection']> = {
  permission: 'exclusion.decide',
  section: tellOfRecords,
};

async function tellOfRecords(service: Service, principal: Principal): Promise<VNode> {
  const { toReview, linked, forsaken } = await service.database.transaction(
    principal,
    async (tx) => ({
      toReview: (await listGlasses(tx)).filter(({ mayReview }) => mayReview),
      linked: await countToReview(tx),
      forsaken: await countForsakenRecords(tx),
    }),
  );
  const now = service.clock.now();
  const overdue = toReview.filter(({ reviewDue }) => reviewDue !== null && reviewDue <= now).length;
  const tasks: [string, string][] = [];
  if (toReview.length > 0) tasks.push([brokenGlassPath(), glassInWords(toReview.length, overdue)]);
  if (linked > 0)
    tasks.push([
      exclusionsPath(),
      linked === 1
        ? '1 person was kept out of a record because of a link. Say whether that is right'
        : `${linked} times somebody was kept out of a record because of a link. Say whether that is right`,
    ]);
  if (forsaken > 0)
    tasks.push([
      exclusionsPath(),
      forsaken === 1
        ? '1 restricted record is seen by nobody any more'
        : `${forsaken} restricted records are seen by nobody any more`,
    ]);
  return (
    <section aria-labelledby="records">
      <h2 class="govuk-heading-m" id="records">
        Records of your agency
      </h2>
      {tasks.length === 0 ? (
        <p class="govuk-body">Nothing waits for you.</p>
      ) : (
        <ul class="govuk-list govuk-list--spaced">
          {tasks.map(([href, text]) => (
            <li key={text} class="govuk-!-font-weight-bold">
              <a class="govuk-link" href={href}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={brokenGlassPath()}>
          Broken glass
        </a>
        {' · '}
        <a class="govuk-link" href={exclusionsPath()}>
          People kept out of records
        </a>
      </p>
    </section>
  );
}

function glassInWords(count: number, overdue: number): string {
  const waiting =
    count === 1
      ? 'Glass was broken for 1 record. Review it'
      : `Glass was broken ${count} times. Review them`;
  return overdue === 0 ? waiting : `${waiting}: ${overdue} overdue`;
}
