import { amountOf } from '#modules/evidence/figures/number-words.ts';
import { listMonthsInWords, spanInWords } from '#modules/evidence/figures/period-words.ts';
import { flaggedFrom } from '#modules/evidence/hotspots/draw-map.ts';
import { groundNouns, timesInWords } from '#modules/evidence/hotspots/hotspot-words.ts';
import { monthPlus, monthsBetween } from '#platform/calendar.ts';
import { mostNext, type Rise } from './find-worse.ts';
import type { WorseReport } from './read-worse.ts';

/** What the page and its findings are called. */
export function worseHeading({ place }: Pick<WorseReport, 'place'>): string {
  return `What has become worse in ${place.name}, in every crime type`;
}

/** "July 2025 to September 2025, against April 2025 to June 2025". */
export function comparedPeriods({ periods }: Pick<WorseReport, 'periods'>): string {
  return `${spanInWords(periods.now)}, against ${spanInWords(periods.before)}`;
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
  return `${asked}: ${rises} more than chance explains. The surest is ${shortRise(first)}. Of rises called like this, on average at most 1 in 20 is a false alarm.`;
}

/** "Shoplifting in Warwick 005A (0 before, 30 now)". */
export function shortRise({ crimeType, name, before, now }: Rise): string {
  return `${crimeType} in ${name} (${before.toLocaleString('en-GB')} before, ${now.toLocaleString('en-GB')} now)`;
}

/** What is said where nothing is loaded to compare with, and what to load. */
export function nothingBefore({ wanted }: Pick<WorseReport, 'wanted'>): string {
  const months = spanInWords([wanted.from, wanted.to]);
  return `Nothing is loaded of ${months}, the period before, so nobody can tell what has become worse. Load those months, or compare a shorter period.`;
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
export const nextRule = `Picked by the chance of the exact test, the smallest first: at most ${mostNext}, each with a chance below 1 in 20 if nothing else had been asked, or as many as are needed to name three in all.`;

/** A sentence about one rise that can be read out at a Board, with how sure it is. */
export function boardSentence(rise: Rise, { periods }: Pick<WorseReport, 'periods'>): string {
  const { crimeType, name, before, now } = rise;
  const side = (count: number, months: readonly string[]) =>
    `${count.toLocaleString('en-GB')} (${spanInWords(months)})`;
  const counts = `${crimeType} in ${name} went from ${side(before, periods.before)} to ${side(now, periods.now)}${timesSentence(rise)}`;
  if (rise.q <= flaggedFrom) {
    return `${counts}. This is more than chance explains: of all rises called like this, on average at most 1 in 20 is a false alarm.`;
  }
  if (rise.q >= allByChance) {
    return `${counts}. It may well be chance: among so many comparisons, rises like this come by chance alone.`;
  }
  const share = falseAlarms(rise.q);
  return `${counts}. It may be chance: if we called this and every surer rise worse, ${share} of those calls would be false alarms on average, and we allow 5 in 100.`;
}

function timesSentence({ ratio, lower, upper }: Rise): string {
  if (ratio === null || upper === null) return '';
  return `, ${timesInWords(ratio)} times as many a month (95% interval ${timesInWords(lower)} to ${timesInWords(upper)})`;
}

/** From this q on, chance alone makes as many rises like it. */
const allByChance = 0.995;

/** The share of false alarms of a q in words: "about 9 in 100". */
export function falseAlarms(q: number): string {
  if (q < 0.001) return 'fewer than 1 in 1,000';
  if (q < 0.01) return `about ${Math.round(q * 1_000)} in 1,000`;
  if (q >= allByChance) return 'up to all';
  return `about ${Math.round(q * 100)} in 100`;
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
    `${(found?.tested ?? 0).toLocaleString('en-GB')} comparisons (${areas.toLocaleString('en-GB')} ${groundNouns[level]}s, ${amountOf(crimeTypes.length, 'crime type')}), each of an area with its own past by an exact test, and all corrected together (Benjamini–Hochberg at ${flaggedFrom}).`,
    'The interval is for one rise looked at alone; whether it is called allows for having looked at all of them. So a rise can stand under “may be chance” though its interval leaves out “as many”.',
    'Incidents are taken as independent. One event, one offender or one new way of recording that brings several makes a rise look surer than it is. Ask what happened before acting.',
    'A map of one crime type asks fewer questions and may call other areas. Decide which to use before looking, not by which calls more.',
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
