import type pg from 'pg';
import { browserOf } from '#tests/support/person.ts';
import { sessionCookieName } from '#core/sign-in/session-cookie.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import type { TestServiceWithApp } from '#tests/support/service.ts';
import { makeVisitor, type Visitor } from '#tests/support/visitor.ts';
import type { PlantedPeople } from './planted-people.ts';
import { rights, type Onlooker } from './rights.ts';

/** Somebody whose sight is swept, at a browser of their own. */
export type AtBrowser = {
  visitor: Visitor;
  /** Who is signed in, with more than a password. */
  userId: string | undefined;
  role: string | undefined;
};

/** Everybody whose sight is swept. */
export async function bringOnlookers(
  { app, service }: TestServiceWithApp,
  people: PlantedPeople,
  administrator: pg.Client,
): Promise<ReadonlyMap<Onlooker, AtBrowser>> {
  const browsers = new Map<Onlooker, AtBrowser>();
  for (const name of Object.keys(rights) as Onlooker[]) {
    const person = isPlanted(name, people) ? people[name] : undefined;
    const visitor =
      person === undefined
        ? makeVisitor(app)
        : await browserOf(app, service, person, { steppedUp: name !== 'linkedOfficer' });
    browsers.set(name, { visitor, userId: person?.userId, role: person?.role });
  }
  await signInAlmost(browsers.get('officerWithPasswordOnly')?.visitor, people.officer.userId);
  const { rows } = await administrator.query<{ id: string }>(
    `insert into users (id, email, name, agency_id, role, left_at)
      values (gen_random_uuid(), 'gone@harbourshire.example', 'The one who left', 'constabulary', 'practitioner', $1)
      returning id`,
    [service.clock.now()],
  );
  await signInAlmost(browsers.get('officerWhoLeft')?.visitor, rows[0]?.id, 'strong');
  return browsers;

  /** A session that the front door would not have left like this. */
  async function signInAlmost(
    visitor: Visitor | undefined,
    userId: string | undefined,
    strength = 'password',
  ): Promise<void> {
    const { token, hash } = makeSecretToken();
    await administrator.query(
      `insert into sessions (token_hash, user_id, created_at, last_seen_at, strength, way_in)
        values ($1, $2, $3, $3, $4, 'password')`,
      [hash, userId, service.clock.now(), strength],
    );
    visitor?.cookies.set(sessionCookieName({ isHttps: false }), token);
  }
}

function isPlanted(name: Onlooker, people: PlantedPeople): name is keyof PlantedPeople {
  return Object.hasOwn(people, name);
}
