import { amountOf, amountWith } from '../figures/number-words.ts';
import { amountInWords as amount, type RowCounts } from './receipt.ts';

/** Every row of an import as a sum that anybody can check. */
export function rowSumInWords(rows: RowCounts): string {
  return (
    `${amountOf(rows.read, 'row')} read = ${amount(rows.accepted)} accepted + ` +
    `${amountOf(rows.duplicate, 'duplicate')} + ${amount(rows.quarantined)} set aside.`
  );
}

/** One of the months that an import brought. */
export type ComparedMonth = { month: string; isUnchanged: boolean };

/**
 * What became of the versions that an import replaced. All of their rows are counted, those that came again
 * unchanged too: they too stopped being the current version, and are current again when the import is
 * withdrawn. So the number is kept, and it is said how much of it changes nothing.
 */
export function replacedInWords(
  { replaced }: RowCounts,
  months: readonly ComparedMonth[],
  /** What each of the months is when one month stands there more than once. */
  unit: string,
): string[] {
  if (replaced === 0) return [];
  return [
    `${amountWith(replaced, 'row', { one: 'of an earlier version was', more: 'of earlier versions were' })} replaced; the old versions are kept.`,
    ...unchangedInWords(months, unit),
  ];
}

function unchangedInWords(months: readonly ComparedMonth[], unit: string): string[] {
  const same = months.filter(({ isUnchanged }) => isUnchanged).length;
  if (same === 0) return [];
  const isRepeated = new Set(months.map(({ month }) => month)).size < months.length;
  const noun = isRepeated ? unit : 'month';
  if (same < months.length) {
    const verb = same === 1 ? 'holds' : 'hold';
    return [
      `${same} of the ${amountOf(months.length, noun)} ${verb} the same rows as before, so nothing changes for ${same === 1 ? 'it' : 'them'}.`,
    ];
  }
  return [
    same === 1
      ? 'The month holds the same rows as before, so no figure has changed.'
      : `All ${amountOf(same, noun)} hold the same rows as before, so no figure has changed.`,
  ];
}

/** The state of a month that is in use and changed nothing. */
export const sameAsBefore = 'Yes, the same rows as before';
