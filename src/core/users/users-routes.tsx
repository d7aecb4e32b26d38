import type { FastifyInstance } from 'fastify';
import { reading } from '#core/actions/reading.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { usersPath } from './paths.ts';
import { listUsers } from './user-store.ts';
import { UsersPage } from './users-page.tsx';
import { needs } from '#core/sign-in/workspace-guard.ts';

const readUsers = reading('users.listed', 'user.list', async ({ tx }) => {
  const users = await listUsers(tx);
  return { seen: users, about: users.map(({ id }) => ({ kind: 'user', id })) };
});

export function usersRoutes(app: FastifyInstance, service: Service): void {
  app.get(usersPath(), needs('user.list'), async (request, reply) => {
    const users = await readUsers(service, principalOf(request), undefined);
    return reply.page(<UsersPage users={users} />);
  });
}
