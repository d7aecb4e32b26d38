import { amountOf } from '#modules/evidence/figures/number-words.ts';
import { listMonthsInWords, spanInWords } from '#modules/evidence/figures/period-words.ts';
import { flaggedFrom } from '#modules/evidence/hotspots/draw-map.ts';
import { groundNouns, timesInWords } from '#modules/evidence/hotspots/hotspot-words.ts';
import { monthPlus, monthsBetween } from '#platform/calendar.ts';
import { nothingBefore } from './compared-words.ts';
import { mostNext, type Rise } from './find-worse.ts';
import { mainMonthCaveat, mainMonthInWords } from './main-month.ts';
import type { WorseReport } from './read-worse.ts';
import { surenessExplained, surenessSentence } from './sureness-words.ts';

/** What the page and its findings are called. */
export function worseHeading({ place }: Pick<WorseReport, 'place'>): string {
  return `What has become worse in ${place.name}, in every crime type`;
}

/** How many have become worse, which is the surest, and how sure that is. */
export function worseSentence(report: WorseReport): string {
  const { found, areas, crimeTypes, level } = report;
  if (found === null) return nothingBefore(report);
  const asked = `All ${amountOf(crimeTypes.length, 'crime type')} in all ${amountOf(areas, groundNouns[level])} were compared`;
  const [first] = found.worse;
  if (first === undefined) {
    return `${asked}. No rise can be told from chance, which does not mean that nothing has become worse.`;
  }
  const many = found.worse.length;
  const rises = many === 1 ? '1 rise is' : `${amountOf(many, 'rise')} are`;
  return `${asked}: ${rises} more than chance explains. The surest is ${shortRise(first, report)}. Of the rises that this list names, on average at most 1 in 20 is a false alarm.`;
}

/** "Shoplifting in Anytown 005A (0 before, 30 now, 29 of the 30 in August 2025)". */
export function shortRise(rise: Rise, report: Pick<WorseReport, 'periods'>): string {
  const { crimeType, before, now } = rise;
  const { periods } = report;
  const isEven = periods.before.length === periods.now.length;
  const counts = isEven
    ? `${before.toLocaleString('en-GB')} before, ${now.toLocaleString('en-GB')} now`
    : `${aMonth(before, periods.before)} a month before, ${aMonth(now, periods.now)} now`;
  const inOne = mainMonthInWords(rise, report);
  return `${crimeType} in ${nameWithPlace(rise)}: ${counts}${inOne === undefined ? '' : `, ${inOne}`}`;
}

/** "Anytown 011E (Abbey ward)": almost nobody knows a small area by its name. */
export function nameWithPlace({ name, where }: Pick<Rise, 'name' | 'where'>): string {
  return where === null ? name : `${name} (${where})`;
}

/** How those that come nearest were picked. */
export function nextSentence({ found }: WorseReport): string {
  if (found === null || found.next.length === 0) {
    return 'No other rise comes near. Every other area and crime type changed about as much as chance alone would make it.';
  }
  const many =
    found.next.length === 1 ? 'This is the rise' : `These are the ${found.next.length} rises`;
  return `${many} that come nearest to the line, the nearest first. Each may be chance. Watch them; do not report one as a fact.`;
}

/** The rule by which rises are shown as the next. */
export const nextRule = `Picked by the chance of so large a rise where nothing has changed, the smallest first: at most ${mostNext}, each with a chance below 1 in 20 had nothing else been asked, or as many as are needed to name three in all.`;

/** A sentence about one rise that can be read out at a Board, with how sure it is. */
export function boardSentence(rise: Rise, report: Pick<WorseReport, 'periods'>): string {
  const { crimeType, before, now, q } = rise;
  const { periods } = report;
  const side = periods.before.length === periods.now.length ? total : monthly;
  const counts = `${crimeType} in ${nameWithPlace(rise)} went from ${side(before, periods.before)} to ${side(now, periods.now)}${timesSentence(rise)}.`;
  const inOne = mainMonthInWords(rise, report);
  const main = inOne === undefined ? '' : ` It is mostly one month: ${inOne}.`;
  return `${counts}${main} ${surenessSentence(q)}`;
}

function total(count: number, months: readonly string[]): string {
  return `${count.toLocaleString('en-GB')} (${spanInWords(months)})`;
}

/** Of periods that are not equally long only what happened in a month can be compared. */
function monthly(count: number, months: readonly string[]): string {
  const counted = `${count.toLocaleString('en-GB')} in ${amountOf(months.length, 'month')}`;
  return `${aMonth(count, months)} a month (${counted}, ${spanInWords(months)})`;
}

function aMonth(count: number, months: readonly string[]): string {
  return (count / months.length).toFixed(1);
}

function timesSentence({ ratio, lower, upper }: Rise): string {
  if (ratio === null || upper === null) {
    return lower > 1
      ? `, at least ${timesInWords(lower)} times as many a month (95% interval)`
      : '';
  }
  return `, ${timesInWords(ratio)} times as many a month (95% interval ${timesInWords(lower)} to ${timesInWords(upper)})`;
}

/** What a reader must know of the table, and of a finding from it. */
export function worseCaveats(report: WorseReport): string[] {
  const { found, periods, query, current, place, level, areas, crimeTypes } = report;
  const missing = [
    ...missingOf(periods.before, monthPlus(query.to, -query.months), query.months),
    ...missingOf(periods.now, query.to, query.months),
  ];
  const isWholeYear = query.months % 12 === 0 && missing.length === 0;
  return [
    `${(found?.tested ?? 0).toLocaleString('en-GB')} comparisons (${areas.toLocaleString('en-GB')} ${groundNouns[level]}s, ${amountOf(crimeTypes.length, 'crime type')}), each of an area with its own past. The test gives the exact chance of so large a difference where nothing has changed. All are corrected together for there being so many (the method of Benjamini and Hochberg, at ${flaggedFrom}).`,
    surenessExplained,
    mainMonthCaveat,
    'The interval is for one rise looked at alone; which list it stands in allows for having looked at all of them. So a rise can stand under “may be chance” though its interval leaves out “as many”.',
    'Incidents are taken as independent. One event, one offender or one new way of recording that brings several makes a rise look surer than it is. Ask what happened before acting.',
    'A map of one crime type asks fewer questions and may name other areas. Decide which to use before looking, not by which names more.',
    ...(isWholeYear ? [] : ['Seasons are not allowed for: a rise may be one of the time of year.']),
    ...(missing.length === 0
      ? []
      : [
          `Not loaded: ${listMonthsInWords(missing, monthsBetween(report.wanted.from, query.to))}. A missing month is not a zero; months are compared with months.`,
        ]),
    ...(query.placeCode === undefined
      ? []
      : [`Compared within ${place.name} alone, which asks fewer questions than the whole.`]),
    ...(level === 'hexagon'
      ? [
          'No boundaries are loaded for these incidents, so each is counted in the hexagon of about 5 km² where its published point lies.',
        ]
      : []),
    `Only what ${current.force} reported is counted, and only where its place is known. More recorded crime may be more crime, or more of it reported or recorded.`,
    'Much of “violence and sexual offences” happens in homes. A table of areas says where help is needed, not who needs it.',
  ];
}

function missingOf(loaded: readonly string[], to: string, length: number): string[] {
  return monthsBetween(monthPlus(to, 1 - length), to).filter((month) => !loaded.includes(month));
}
