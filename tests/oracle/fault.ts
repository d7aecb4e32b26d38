import type pg from 'pg';
import type { Extent } from './compare-world.ts';
import {
  isLedgerTable,
  listedTables,
  protectedTables,
  type ListedTable,
  type ProtectedTable,
} from './expectations.ts';

/** One slip somebody could make in what decides: a change of a live definition, by its own text. */
export type Fault = { name: string; edits: readonly Edit[]; showsIn?: Extent };

type Edit =
  | { kind: 'policy'; table: string; policy: string; part: 'qual' | 'with_check'; change: Change }
  | { kind: 'function'; name: string; change: Change }
  | { kind: 'statement'; does: string; undoes: string };

/** Gives the text with the slip in it; throws where the text is not what the fault was written for. */
export type Change = (text: string) => string;

/** Where a fault would show: lists of its table, writing to it, reasons, or the tables that show all functions. */
export function extentOf({ edits, showsIn }: Fault): Extent {
  if (showsIn !== undefined) return showsIn;
  const [edit] = edits;
  if (edit?.kind === 'function') {
    const list = listsOf[edit.name];
    if (list !== undefined) return { lists: list };
    return edit.name === 'reasons' ? 'reasons' : (askedOf[edit.name] ?? { lists: listsOfOthers });
  }
  if (edit?.kind === 'policy') {
    const { table, policy } = edit;
    if (policy === 'seen' || policy === 'own') {
      return { lists: listedTables.filter((listed) => listed === table) };
    }
    if (table === 'declared_links') return 'links';
    if (listedTables.some((listed) => listed === table && isLedgerTable(listed))) {
      return { ledgers: [policy === 'acknowledged' ? 'acknowledging' : 'writing'] };
    }
    return { writes: protectedTables.filter((listed) => listed === table) };
  }
  return 'everything';
}

/** The functions that people ask for what no table shows. */
const askedOf: Readonly<Record<string, Extent>> = {
  restrict_record: { glass: ['restricting'] },
  forsaken_records: { glass: ['restricting'] },
  take_up_record: { glass: ['restricting'] },
  break_glass: { glass: ['breaking'] },
  is_sealing_late: { glass: ['suspended'] },
  glass_standing_of: { glass: ['suspended'] },
  people_to_tell: { glass: ['breaking'] },
  glasses_told: { glass: ['reviewing'] },
  review_glass: { glass: ['reviewing'] },
  suspended_people: { glass: ['suspended'] },
  restore_glass: { glass: ['suspended'] },
  is_here: { glass: ['restricting', 'breaking', 'suspended'] },
  is_excluded: { glass: ['breaking'] },
  bases: { ledgers: ['bases'] },
  dispose_record: { ledgers: ['disposing'] },
  has_clock_jumped: { ledgers: ['disposing'] },
  tell_recipients: { ledgers: ['telling'] },
  exclude_linked: 'linking',
  names_of_staff: 'linking',
  names_of_record: 'linking',
  contact_keys: 'linking',
  address_keys: 'linking',
};

/** The shortest lists in which a slip in a function shows; of others, those of every category. */
const listsOf: Readonly<Record<string, readonly ListedTable[]>> = {
  begin_as_session: ['person_records', 'person_locations'],
  is_session_open: ['person_records'],
  begin_as_person: ['person_records', 'person_locations'],
  excluded_records: ['person_records'],
  pairs: ['person_records'],
  bound_parties: ['person_records'],
  versions_in_force: ['person_records'],
  day_of: ['person_records'],
  is_denied: ['disclosures', 'corrections', 'correction_notices'],
};
const listsOfOthers: readonly ProtectedTable[] = [
  'person_records',
  'person_contacts',
  'person_locations',
  'person_health',
  'person_informants',
];

/** Puts one piece of text in the place of another, which must be there. */
export function swap(from: string, to: string): Change {
  return (text) => {
    if (!text.includes(from)) throw new Error(`There is no “${from}” in: ${text}`);
    return text.replace(from, () => to);
  };
}

export function drop(from: string): Change {
  return swap(from, 'true');
}

/** Lets in whatever this condition lets in, whatever the rest says. */
export function orElse(condition: string): Change {
  return (text) => `(${text}) or (${condition})`;
}

export function always(): Change {
  return () => 'true';
}

export function inPolicy(
  place: `${string}.${string}`,
  change: Change,
  part: 'qual' | 'with_check' = 'qual',
): Edit {
  const [table = '', policy = ''] = place.split('.');
  return { kind: 'policy', table, policy, part, change };
}

export function inFunction(name: string, from: string, to: string): Edit {
  return { kind: 'function', name, change: swap(from, to) };
}

export function statement(does: string, undoes: string): Edit {
  return { kind: 'statement', does, undoes };
}

/** Does something while the database has the fault, and mends it again. */
export async function withFault<T>(
  superuser: pg.Client,
  { name, edits }: Fault,
  work: () => Promise<T>,
): Promise<T> {
  const undoing: string[] = [];
  try {
    for (const edit of edits) {
      const { does, undoes } = await statementsOf(superuser, edit);
      await superuser.query(does);
      undoing.unshift(undoes);
    }
    return await work();
  } catch (problem) {
    throw new Error(`With the fault “${name}”: ${String(problem)}`, { cause: problem });
  } finally {
    for (const undo of undoing) await superuser.query(undo);
  }
}

async function statementsOf(
  superuser: pg.Client,
  edit: Edit,
): Promise<{ does: string; undoes: string }> {
  if (edit.kind === 'statement') return edit;
  if (edit.kind === 'policy') {
    const { rows } = await superuser.query<{ text: string | null }>(
      `select ${edit.part} as text from pg_policies
       where schemaname = 'public' and tablename = $1 and policyname = $2`,
      [edit.table, edit.policy],
    );
    const text = onlyRow(rows, `${edit.table}.${edit.policy}`).replaceAll(/\s+/g, ' ');
    const clause = edit.part === 'qual' ? 'using' : 'with check';
    const alter = (to: string): string =>
      `alter policy ${edit.policy} on ${edit.table} ${clause} (${to})`;
    return { does: alter(edit.change(text)), undoes: alter(text) };
  }
  const { rows } = await superuser.query<{ text: string | null }>(
    `select pg_get_functiondef(oid) as text from pg_proc
     where pronamespace = 'access'::regnamespace and proname = $1`,
    [edit.name],
  );
  const text = onlyRow(rows, edit.name);
  return { does: edit.change(text), undoes: text };
}

function onlyRow(rows: readonly { text: string | null }[], name: string): string {
  const text = rows[0]?.text;
  if (rows.length !== 1 || text === undefined || text === null) {
    throw new Error(`There is no one ${name} to put a fault into.`);
  }
  return text;
}
