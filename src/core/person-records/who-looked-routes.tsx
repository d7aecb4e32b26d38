import type { FastifyInstance } from 'fastify';
import { reading } from '#core/actions/reading.ts';
import { listEntriesAbout } from '#core/audit/audit-search-store.ts';
import { auditOfRecordPath } from '#core/audit/paths.ts';
import { WhoLooked } from '#core/audit/who-looked.tsx';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { idIn } from '#platform/forms/sent-form.ts';
import { getOwnRecord } from './own-record.ts';
import { personRecordPath, whoLookedPath } from './paths.ts';
import { nameOf } from './person-record.ts';

const shown = 100;

const readWhoLooked = reading(
  'person-record.who-looked',
  'person-record.who-looked',
  async ({ tx, principal }, { id }: { id: string }) => {
    const record = await getOwnRecord(tx, principal, id);
    const about = [{ kind: 'person-record', id }];
    const entries = await listEntriesAbout(tx, { kind: 'person-record', id }, shown);
    return { seen: { record, entries }, about };
  },
);

/** Who looked at a record, for the governance lead of the agency that holds it. */
export function whoLookedRoutes(app: FastifyInstance, service: Service): void {
  app.get(whoLookedPath(':id'), needs('person-record.who-looked'), async (request, reply) => {
    const id = idIn(request.params);
    const { record, entries } = await readWhoLooked(service, principalOf(request), { id });
    return reply.page(
      <WorkspacePage
        title="Who looked?"
        back={{ href: personRecordPath(id), text: 'Back to the record' }}
        isWide
      >
        <span class="govuk-caption-l">Held by {record.ownerAgencyName}</span>
        <h1 class="govuk-heading-l">{nameOf(record)}</h1>
        <WhoLooked entries={entries} logHref={auditOfRecordPath('person-record', id)} />
      </WorkspacePage>,
    );
  });
}
