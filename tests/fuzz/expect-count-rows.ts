import type { ExpectedTable } from './expect-count-table.ts';
import { countColumns } from './make-counts-file.ts';

/** A count that must come out, blank where nobody knows it. */
export type ExpectedCount = {
  source: string;
  measure: string;
  part: string;
  areaCode: string;
  month: string;
  count: number | null;
};

/** What must become of every row of a table, told from the rules alone. */
export type ExpectedCounts = {
  accepted: readonly ExpectedCount[];
  /** Rows that say what an earlier one said, by line, and the line of that one. */
  duplicates: readonly { line: number; firstLine: number }[];
  /** By line: every reason for which the row may be set aside. */
  setAside: ReadonlyMap<number, readonly string[]>;
};

export type CountRules = {
  measure: string;
  thisMonth: string;
  parts: readonly { id: string; title: string }[];
  districtCodes: readonly string[];
};

export function expectCountRows(
  { headers, rows }: ExpectedTable,
  rules: CountRules,
): ExpectedCounts {
  const setAside = new Map<number, string[]>();
  const alike = new Map<string, { line: number; count: ExpectedCount }[]>();
  for (const { line, values, isRagged } of rows) {
    const text = (column: string): string => (values[headers.indexOf(column)] ?? '').trim();
    const { count, faults } = isRagged ? { faults: ['ragged'] } : readRow(text, rules);
    if (count === undefined) {
      setAside.set(line, faults);
      continue;
    }
    const key = JSON.stringify({ ...count, count: undefined });
    alike.set(key, [...(alike.get(key) ?? []), { line, count }]);
  }
  const accepted: ExpectedCount[] = [];
  const duplicates: { line: number; firstLine: number }[] = [];
  for (const same of alike.values()) {
    const [first] = same;
    if (first && new Set(same.map(({ count }) => count.count)).size === 1) {
      accepted.push(first.count);
      for (const { line } of same.slice(1)) duplicates.push({ line, firstLine: first.line });
    } else for (const { line } of same) setAside.set(line, ['conflicting']);
  }
  return { accepted, duplicates: duplicates.toSorted((a, b) => a.line - b.line), setAside };
}

function readRow(
  text: (column: string) => string,
  rules: CountRules,
): { count?: ExpectedCount; faults: string[] } {
  const source = text(countColumns.source);
  const faults: string[] = [];
  if (source === '') faults.push('source-missing');
  if (source.startsWith('Demonstration:')) faults.push('source-invented');
  if (source.length > 200) faults.push('too-long');
  const named = text(countColumns.part).toLowerCase();
  const part = rules.parts.find(({ id, title }) => [id, title.toLowerCase()].includes(named));
  if (part === undefined) faults.push('part-unknown');
  const areaCode = text(countColumns.area).toUpperCase();
  const isCode = areaCode.length === 9 && isIn('EW', areaCode[0]) && isFigures(areaCode.slice(1));
  if (!isCode) faults.push('area-malformed');
  const isDistrict = ['E06', 'E07', 'E08', 'E09', 'W06'].includes(areaCode.slice(0, 3));
  if (isCode && isDistrict && !rules.districtCodes.includes(areaCode)) faults.push('area-unknown');
  const month = writtenMonths().get(text(countColumns.month).toLowerCase().replaceAll(/\s+/g, ' '));
  if (month === undefined) faults.push('month-malformed');
  else if (month > rules.thisMonth) faults.push('month-in-future');
  const written = text(countColumns.count);
  const isCount = written === '' || (written.length <= 9 && isFigures(written));
  if (!isCount) faults.push('count-malformed');
  if (faults.length > 0 || part === undefined || month === undefined) return { faults };
  const count = written === '' ? null : Number(written);
  const { measure } = rules;
  return { count: { source, measure, part: part.id, areaCode, month, count }, faults };
}

const isIn = (characters: string, one = ''): boolean => one !== '' && characters.includes(one);
const isFigures = (text: string): boolean =>
  Array.from(text).every((one) => isIn('0123456789', one));

const monthNames =
  'january february march april may june july august september october november december'.split(
    ' ',
  );
let months: ReadonlyMap<string, string> | undefined;

/** Every way of writing every month that the page names, in small letters. */
function writtenMonths(): ReadonlyMap<string, string> {
  if (months !== undefined) return months;
  const written = new Map<string, string>();
  const two = (number: number): string => String(number).padStart(2, '0');
  for (let year = 1900; year < 2100; year += 1) {
    for (const [at, name] of monthNames.entries()) {
      const month = `${year}-${two(at + 1)}`;
      const days = Array.from({ length: 31 }, (_, day) => `${month}-${two(day + 1)}`);
      const short = name.slice(0, 3);
      const named = [name, `${name}.`, short, `${short}.`].map((one) => `${one} ${year}`);
      const numbered = [month, `${two(at + 1)}/${year}`, `${at + 1}/${year}`];
      for (const text of [...numbered, ...days, ...named]) written.set(text, month);
    }
  }
  months = written;
  return written;
}
