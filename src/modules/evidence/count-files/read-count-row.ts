import { inventedSourceMark } from '#core/partnership/count-recipe.ts';
import type { CountField } from './count-mapping.ts';
import type { CountRowRuleCode } from './count-row-rules.ts';
import type { CountOrigin, PartnerCount } from './partner-count.ts';
import { readMonth } from './read-month.ts';

/** What rows may say: the parts of the definition, the partnership's districts, months up to this one. */
export type CountExpectations = {
  origin: CountOrigin;
  /** YYYY-MM; later months have not happened. */
  thisMonth: string;
  parts: readonly { id: string; title: string }[];
  districtCodes: readonly string[];
};

type ReadRow = { ok: true; value: PartnerCount } | { ok: false; rule: CountRowRuleCode };

const longestName = 200;
const areaCode = /^[EW]\d{8}$/;
/** How ONS codes of districts, boroughs and unitary authorities begin. */
const districtLevel = /^(E06|E07|E08|E09|W06)/;
/** Nine figures are more than anybody counts, and fit the database. */
const wholeNumber = /^\d{1,9}$/;

/** Reads the texts of one row, or names the first rule that they break. */
export function readCountRow(
  text: Record<CountField, string>,
  expected: CountExpectations,
): ReadRow {
  const broken = (rule: CountRowRuleCode): ReadRow => ({ ok: false, rule });
  const { source, measure } = text;
  if (source === '') return broken('source-missing');
  if (source.startsWith(inventedSourceMark) !== (expected.origin === 'demonstration'))
    return broken('source-invented');
  if (measure === '') return broken('measure-missing');
  if (source.length > longestName || measure.length > longestName) return broken('too-long');
  const part = findPart(text.part, expected.parts);
  if (part === undefined) return broken('part-unknown');
  const code = text.area.toUpperCase();
  if (!areaCode.test(code)) return broken('area-malformed');
  if (districtLevel.test(code) && !expected.districtCodes.includes(code))
    return broken('area-unknown');
  const month = readMonth(text.month);
  if (month === undefined) return broken('month-malformed');
  if (month > expected.thisMonth) return broken('month-in-future');
  if (text.count !== '' && !wholeNumber.test(text.count)) return broken('count-malformed');
  const count = text.count === '' ? null : Number(text.count);
  return { ok: true, value: { source, measure, part, areaCode: code, month, count } };
}

/** A part by its id or its title, whatever the capitals. */
function findPart(text: string, parts: CountExpectations['parts']): string | undefined {
  const wanted = text.toLowerCase();
  return parts.find(({ id, title }) => id === wanted || title.toLowerCase() === wanted)?.id;
}
