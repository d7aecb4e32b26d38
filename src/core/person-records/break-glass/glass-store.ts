import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { BrokenGlass, Finding, GlassStanding } from './broken-glass.ts';

export type Breaking = {
  id: string;
  /** As names are keyed for searches. */
  givenKey: string;
  familyKey: string;
  bornOn: string;
  agencyId: string;
  gatewayId: string;
  reason: string;
  reviewDue: Date;
};

export type Opening = {
  outcome: 'opened' | 'nothing' | 'suspended' | 'unsealed' | 'too-many' | 'refused';
  recordId: string | null;
  /** False when this person had it open already. */
  isNew: boolean;
};

/** Opens the record for an hour, if there is one that may be opened. The database decides, and counts the try. */
export async function breakGlassFor(tx: Transaction, breaking: Breaking): Promise<Opening> {
  const { id, givenKey, familyKey, bornOn, agencyId, gatewayId, reason, reviewDue } = breaking;
  const { rows } = await sql<Opening>`select outcome, record_id as "recordId", is_new as "isNew"
    from access.break_glass(${id}, ${givenKey}, ${familyKey}, ${bornOn}, ${agencyId}, ${gatewayId},
      ${reason}, ${reviewDue})`.execute(tx);
  return rows[0] ?? { outcome: 'refused', recordId: null, isNew: false };
}

/** Whom to tell of a breaking in this transaction, by e-mail address. */
export async function listPeopleToTell(tx: Transaction, id: string): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`select email from access.people_to_tell(${id})
    order by email`.execute(tx);
  return rows.map(({ email }) => email);
}

export async function getStanding(tx: Transaction): Promise<GlassStanding> {
  const { rows } = await sql<{ standing: GlassStanding }>`select
    access.glass_standing() as standing`.execute(tx);
  return rows[0]?.standing ?? 'free';
}

/** The agencies whose records could be opened for this one, and the powers that serve for it. */
export async function listGlassChoices(
  tx: Transaction,
  ownAgencyId: string,
): Promise<{
  agencies: { id: string; name: string }[];
  gateways: { id: string; name: string; allows: string }[];
}> {
  const [agencies, gateways] = await Promise.all([
    tx
      .selectFrom('agencies')
      .select(['id', 'name'])
      .where('in_profile', '=', true)
      .where('id', '<>', ownAgencyId)
      .orderBy('name')
      .execute(),
    tx
      .selectFrom('gateways')
      .select(['id', 'name', 'allows'])
      .where('in_profile', '=', true)
      .where('for_break_glass', '=', true)
      .orderBy('name')
      .execute(),
  ]);
  return { agencies, gateways };
}

/** Every breaking that the asker is told of, those to review and the newest first. */
export async function listGlasses(tx: Transaction, id?: string): Promise<BrokenGlass[]> {
  const { rows } = await sql<BrokenGlass>`
    select t.id, t.record_id as "recordId", t.user_id as "userId", t.reason, g.name as "gatewayName",
      t.broken_at as "brokenAt", t.until_at as "until", t.review_due_at as "reviewDue",
      t.reviewed_by as "reviewedBy", t.reviewed_at as "reviewedAt", t.finding,
      t.review_words as "reviewWords", t.may_review as "mayReview"
    from access.glasses_told() t
    join gateways g on g.id = t.gateway_id
    where ${id ?? null}::uuid is null or t.id = ${id ?? null}::uuid
    order by (t.finding is null) desc, t.broken_at desc, t.id
    limit 200`.execute(tx);
  return rows;
}

/** Writes down what was found. False when it is not the asker's to review, or was reviewed before. */
export async function reviewGlassAs(
  tx: Transaction,
  { id, finding, words }: { id: string; finding: Finding; words: string },
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select
    access.review_glass(${id}, ${finding}, ${words}) as done`.execute(tx);
  return rows[0]?.done === true;
}

export type Suspended = { userId: string; standing: Exclude<GlassStanding, 'free'> };

/** Who of the asker's own agency may not break the glass. */
export async function listSuspended(tx: Transaction): Promise<Suspended[]> {
  const { rows } = await sql<Suspended>`select user_id as "userId", standing
    from access.suspended_people() order by user_id`.execute(tx);
  return rows;
}

/** Lets somebody break the glass again. False when nothing stands against them that could be lifted. */
export async function restoreGlassFor(tx: Transaction, userId: string): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select access.restore_glass(${userId}) as done`.execute(tx);
  return rows[0]?.done === true;
}

/** Takes the reviews of which somebody has to be reminded now, and whom to remind of each. */
export async function takeDueReviews(tx: Transaction): Promise<{ id: string; email: string }[]> {
  const { rows } = await sql<{ id: string; email: string }>`select id, email
    from access.take_due_reviews() order by id, email`.execute(tx);
  return rows;
}
