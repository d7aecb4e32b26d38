import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Permission } from '#core/access/permissions.ts';
import { reading } from '#core/actions/reading.ts';
import type { NavigationItem } from '#core/module.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { listSentMail, type SentMailSearch } from '#platform/mail/sent-mail-store.ts';
import { sentMailPath } from './paths.ts';
import { SentMailPage } from './sent-mail-page.tsx';

const Query = z.object({
  show: z.enum(['all', 'failed', 'waiting']).catch('all'),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});

/** Where everybody is invented, everybody may see what would have been sent. */
function permissionFor({ demonstration }: Pick<Service, 'demonstration'>): Permission {
  return demonstration === undefined ? 'mail.read' : 'workspace.enter';
}

export function sentMailNavigation(service: Pick<Service, 'demonstration'>): NavigationItem {
  return { text: 'Sent mail', href: sentMailPath(), permission: permissionFor(service) };
}

/** The page of what was sent by mail. Who looked at whose address is recorded. */
export function sentMailRoutes(app: FastifyInstance, service: Service): void {
  const permission = permissionFor(service);
  const readSentMail = reading(
    'mail.listed',
    permission,
    async ({ tx }, search: SentMailSearch) => {
      const found = await listSentMail(tx, search);
      return { seen: found, about: found.rows.map(({ id }) => ({ kind: 'mail', id })) };
    },
  );
  app.get(sentMailPath(), needs(permission), async (request, reply) => {
    const search = Query.parse(request.query ?? {});
    const found = await readSentMail(service, principalOf(request), search);
    const isDemonstration = service.demonstration !== undefined;
    return reply.page(<SentMailPage {...{ search, found, isDemonstration }} />);
  });
}
