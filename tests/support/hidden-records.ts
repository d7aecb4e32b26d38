import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Visitor } from './visitor.ts';

/** A record, and many others of the same name. */
export type Hidden = { recordId: string; familyName: string };

/** Writes records of one family name past the service, to be hidden from whoever asks. */
export async function fillWithHidden(
  administrator: pg.Client,
  about: { ownerAgencyId: string; officerId: string; namesakes: number },
): Promise<Hidden> {
  const familyName = 'Quayhaven';
  const { rows } = await administrator.query<{ id: string }>(
    `insert into person_records (id, owner_agency_id, given_names, family_name, given_key, family_key, held_as,
        processing, created_by, created_at, changed_at)
      select gen_random_uuid(), $1, 'Name ' || n, $3, 'name ' || n, lower($3), 'other', 'general', $2,
        timestamptz '2026-01-01', timestamptz '2026-01-01'
      from generate_series(1, $4::integer) n
      returning id`,
    [about.ownerAgencyId, about.officerId, familyName, about.namesakes],
  );
  await administrator.query('analyze person_records');
  return { recordId: rows[0]?.id ?? '', familyName };
}

type Question = Readonly<Record<'hidden' | 'absent', () => Promise<unknown>>>;

/** What somebody asks who may see none of these records: for them, and for what never was. */
export function hiddenQuestions(
  visitor: Visitor,
  { recordId, familyName }: Hidden,
): Readonly<Record<'the page of a record' | 'a search', Question>> {
  const open = (id: string) =>
    visitor.ask({ method: 'GET', url: `/person-records/${id}?purpose=prevention` });
  const search = (name: string) =>
    visitor.ask({
      method: 'POST',
      url: '/person-records',
      payload: new URLSearchParams({ name, purpose: 'prevention' }).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
    });
  return {
    'the page of a record': {
      hidden: () => requireAnswer(open(recordId), 404, 'Page not found'),
      absent: () => requireAnswer(open(randomUUID()), 404, 'Page not found'),
    },
    'a search': {
      hidden: () => requireAnswer(search(familyName), 200, 'Nobody found'),
      absent: () => requireAnswer(search('Quayhavon'), 200, 'Nobody found'),
    },
  };
}

/** What is answered otherwise took its time for something else. */
async function requireAnswer(
  asked: ReturnType<Visitor['ask']>,
  status: number,
  words: string,
): Promise<void> {
  const { statusCode, payload } = await asked;
  if (statusCode === status && payload.includes(words)) return;
  throw new Error(`It answered ${statusCode}, without “${words}”.`);
}
