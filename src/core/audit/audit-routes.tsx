import type { FastifyInstance } from 'fastify';
import { reading } from '#core/actions/reading.ts';
import { listAgencies } from '#core/agencies/agency-store.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import type { Transaction } from '#platform/database/database.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { auditCsv } from './audit-csv.ts';
import type { RecordReference } from './audit-entry.ts';
import { AuditPage } from './audit-page.tsx';
import { listEntries, listRecentActions, searchEntries } from './audit-search-store.ts';
import { findReferenceInEntries } from './audit-store.ts';
import { parseAuditSearch, recordOf, type AuditSearch } from './audit-search.ts';
import { auditCsvPath, auditPath, auditSealPath } from './paths.ts';
import { SealPage } from './seal-page.tsx';
import { getSealingState } from './sealing-state-store.ts';

const mostInAFile = 10_000;

const searchLog = reading('audit.searched', 'audit.read', async ({ tx }, search: AuditSearch) => {
  const seen = {
    found: await searchEntries(tx, search),
    agencies: await listAgencies(tx),
    actions: await listRecentActions(tx),
    seal: await getSealingState(tx),
  };
  return { seen, about: await listSearched(tx, search) };
});

const downloadLog = reading(
  'audit.downloaded',
  'audit.read',
  async ({ tx }, search: AuditSearch) => {
    const seen = await listEntries(tx, search, mostInAFile);
    return { seen, about: await listSearched(tx, search) };
  },
);

/** The pages of the audit log, which the information governance lead reads. */
export function auditRoutes(app: FastifyInstance, service: Service): void {
  const mayRead = needs('audit.read');

  app.get(auditPath(), mayRead, async (request, reply) => {
    const search = parseAuditSearch(request.query);
    const seen = await searchLog(service, principalOf(request), search);
    return reply.page(<AuditPage {...seen} search={search} now={service.clock.now()} />);
  });

  app.get(auditCsvPath(), mayRead, async (request, reply) => {
    const search = parseAuditSearch(request.query);
    const entries = await downloadLog(service, principalOf(request), search);
    return sendCsv(reply, 'audit-log', ...auditCsv(entries));
  });

  app.get(auditSealPath(), mayRead, async (request, reply) => {
    const seal = await service.database.transaction(principalOf(request), getSealingState);
    return reply.page(<SealPage seal={seal} now={service.clock.now()} />);
  });
}

/** What was searched for is what the entry of a search is about; a number that no entry has is not kept. */
async function listSearched(tx: Transaction, search: AuditSearch): Promise<RecordReference[]> {
  const record = recordOf(search);
  const isKnown = record !== undefined && (await findReferenceInEntries(tx, record)) !== undefined;
  return [
    ...(record !== undefined && isKnown ? [record] : []),
    ...(search.agency === undefined ? [] : [{ kind: 'agency', id: search.agency }]),
  ];
}
