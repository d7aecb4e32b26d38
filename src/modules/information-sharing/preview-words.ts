import type {
  Preview,
  PreviewLine,
  SmallSafeCount,
} from '#core/access/agreements/preview-store.ts';

/**
 * "42 people in 3 agencies would gain sight of about 310 records; none would lose." A number of people from 1 to 4
 * is never said, and no sum tells it.
 */
export function previewInWords(preview: Preview): string {
  const words = changesInWords(preview);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function changesInWords(preview: Preview): string {
  const [gained, lost] = [changeInWords(preview, 'gains'), changeInWords(preview, 'loses')];
  if (gained === undefined && lost === undefined)
    return 'Nobody would gain or lose sight of a record that is held today.';
  if (lost === undefined)
    return `${gained} would gain sight of ${recordsOf(preview, 'gains')}; none would lose.`;
  const losing = `${lost} would lose sight of ${recordsOf(preview, 'loses')}`;
  if (gained === undefined) return `${losing}; none would gain.`;
  return `${gained} would gain sight of ${recordsOf(preview, 'gains')}. ${losing}.`;
}

/** A number of people as a table says it. */
export function countInWords(count: SmallSafeCount): string {
  return count === undefined ? 'fewer than 5' : count.toLocaleString('en-GB');
}

/** "42 people in 3 agencies"; undefined where nobody's sight of any record changes. */
function changeInWords({ lines }: Preview, change: PreviewLine['change']): string | undefined {
  const changed = lines.filter(
    (line) => line.change === change && line.records !== 0 && line.people !== 0,
  );
  const people = new Map(changed.map((line) => [line.receiverId, line.people]));
  if (people.size === 0) return undefined;
  const sum = sumInWords([...people.values()]);
  const who = sum === '1' ? 'person' : 'people';
  return `${sum} ${who} in ${people.size} ${people.size === 1 ? 'agency' : 'agencies'}`;
}

function sumInWords(counts: readonly SmallSafeCount[]): string {
  const known = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const hidden = counts.filter((count) => count === undefined).length;
  if (hidden === 0) return known.toLocaleString('en-GB');
  return known > 0
    ? `more than ${known.toLocaleString('en-GB')}`
    : `fewer than ${(hidden * 4 + 1).toLocaleString('en-GB')}`;
}

/** Each record once. */
function recordsOf({ totals }: Preview, change: PreviewLine['change']): string {
  const ofChange = totals.filter((total) => total.change === change);
  const sum = ofChange.reduce((known, { records }) => known + records, 0);
  return `about ${sum.toLocaleString('en-GB')} records`;
}
