import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { dayPlus } from '#core/access/agreements/day-plus.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs, needsStepUp } from '#core/sign-in/workspace-guard.ts';
import { dayOf } from '#platform/calendar.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { NotFound } from '#platform/http/failures.ts';
import { DisclosuresPage, RecordDisclosuresPage } from './disclosures-page.tsx';
import { disclosuresCsv } from './disclosures-csv.ts';
import { disclosuresCsvPath, disclosuresPath, recordDisclosuresPath } from './paths.ts';
import {
  downloadDisclosures,
  readDisclosures,
  readDisclosuresOfRecord,
} from './read-disclosures.ts';

/** How long who downloads a ledger may keep the file. */
const fileDays = 28;

const Asked = z.object({
  direction: z.enum(['given', 'received']).catch('given'),
  agency: z
    .string()
    .regex(/^[a-z0-9-]{1,100}$/)
    .optional()
    .catch(undefined),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});

/** The ledger of disclosures, which the information governance lead reads. */
export function disclosureRoutes(app: FastifyInstance, service: Service): void {
  const mayRead = needs('disclosure.read');

  app.get(disclosuresPath(), mayRead, async (request, reply) => {
    const asked = Asked.parse(request.query ?? {});
    const seen = await readDisclosures(service, principalOf(request), asked);
    return reply.page(<DisclosuresPage {...seen} asked={asked} />);
  });

  app.get(disclosuresCsvPath(), needsStepUp('disclosure.read'), async (request, reply) => {
    const { page: _, ...asked } = Asked.parse(request.query ?? {});
    const now = service.clock.now();
    const rows = await downloadDisclosures(service, principalOf(request), { ...asked, now });
    const { name = '', agencyName = '' } = request.user ?? {};
    const mark = {
      madeFor: `${name}, ${agencyName}`,
      deleteBy: dayPlus(dayOf(now), { days: fileDays }),
    };
    return sendCsv(reply, 'disclosures', ...disclosuresCsv(rows, mark));
  });

  app.get(recordDisclosuresPath(':id'), mayRead, async (request, reply) => {
    const id = z.uuid().safeParse((request.params as { id?: unknown }).id);
    if (!id.success) throw new NotFound();
    const { page } = Asked.parse(request.query ?? {});
    const seen = await readDisclosuresOfRecord(service, principalOf(request), {
      id: id.data,
      page,
    });
    return reply.page(<RecordDisclosuresPage {...seen} />);
  });
}
