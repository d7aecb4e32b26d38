import { actionInWords } from '#core/audit/audit-words.ts';
import { whyInWords } from '#core/audit/why-allowed.ts';
import { fieldsInWords } from '#core/person-records/corrections/correction.ts';
import { basisInWords, categoriesInWords } from '#core/person-records/disclosures/disclosure.ts';
import {
  capacities,
  detailKinds,
  nameOf,
  regimes,
  type DetailKind,
} from '#core/person-records/person-record.ts';
import { decisions } from '#core/retention/retention.ts';
import { dayInWords, momentInWords } from '#platform/calendar.ts';
import type { HeldRecord } from './everything-held.ts';

/** One thing that is held, for the page and the file alike. */
export type HeldLine = { part: string; what: string; when: Date | undefined };

/** Everything held in one record as lines, in the order of a record. */
export function linesOf(held: HeldRecord): HeldLine[] {
  return [...factsOf(held), ...partsOf(held), ...historyOf(held), ...tracesOf(held)];
}

function factsOf({ record }: HeldRecord): HeldLine[] {
  const { bornOn, heldAs, processing, changedAt } = record;
  const facts = [
    nameOf(record),
    bornOn === null ? 'Date of birth not known' : `Born on ${dayInWords(bornOn)}`,
    `Held as: ${capacities[heldAs]}`,
    regimes[processing],
  ];
  return facts.map((what) => ({ part: 'Identity', what, when: changedAt }));
}

function partsOf({ details, withheld }: HeldRecord): HeldLine[] {
  const lines = Object.entries(details).flatMap(([kind, parts]) =>
    parts.map(({ text, note }) => ({
      part: detailKinds[kind as DetailKind],
      what: note === '' ? text : `${text} (${note})`,
      when: undefined,
    })),
  );
  if (withheld === 0) return lines;
  const what = `${withheld === 1 ? '1 entry is' : `${withheld} entries are`} withheld: it would name a third person.`;
  return [...lines, { part: detailKinds.informant, what, when: undefined }];
}

function historyOf({ versions, corrections, decisions: made }: HeldRecord): HeldLine[] {
  return [
    ...versions.map((version) => ({
      part: 'What it said before',
      what: `${nameOf(version)}, ${version.bornOn ?? 'date of birth not known'}, ${version.heldAs}, ${version.processing}`,
      when: version.replacedAt,
    })),
    ...corrections.map(({ fields, what, madeAt }) => ({
      part: 'Corrections',
      what: `${fieldsInWords(fields)}: ${what ?? ''}`,
      when: madeAt,
    })),
    ...made.map(({ decision, reason, decidedAt }) => ({
      part: 'Keeping and disposal',
      what: `${decisions[decision]}: ${reason}`,
      when: decidedAt,
    })),
  ];
}

function tracesOf({ disclosures, entries, exclusions }: HeldRecord): HeldLine[] {
  return [
    ...disclosures.map((row) => ({
      part: 'Given to other agencies',
      what: `${categoriesInWords(row.categories)} to ${row.recipientName}, ${row.recipientAgencyName}: ${basisInWords(row)}`,
      when: row.at,
    })),
    {
      part: 'People kept from the record',
      what: exclusions === 1 ? '1 person' : `${exclusions} people`,
      when: undefined,
    },
    ...entries.map((entry) => ({
      part: 'Who looked',
      what: [entry.actorName, entry.agency ?? '', actionInWords(entry.action), whyInWords(entry)]
        .filter((words) => words !== '')
        .join(', '),
      when: entry.at,
    })),
  ];
}

/** "22 November 2026 at 2:05pm", or nothing where no moment is kept. */
export function whenInWords({ when }: HeldLine): string {
  return when === undefined ? '' : momentInWords(when);
}
