import type { PartnershipProfile } from '#core/partnership/profile.ts';
import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import type { Figure } from '#modules/evidence/figures/figure.ts';
import { timesInWords } from '#modules/evidence/hotspots/hotspot-words.ts';
import { evidencePaths } from '#modules/evidence/paths.ts';
import { definitionWords, sourceWords } from '#modules/evidence/provenance-words.ts';
import type { Rise } from './find-worse.ts';
import type { WorseReport } from './read-worse.ts';
import type { WorseTable } from './worse-address.ts';
import { comparedPeriods } from './compared-words.ts';
import { riseColumns } from './worse-columns.tsx';
import { worseAddressOf } from './worse-query.ts';
import {
  boardSentence,
  nameWithPlace,
  nextRule,
  nextSentence,
  worseCaveats,
  worseSentence,
} from './worse-words.ts';

const headings = { worse: 'Worse, beyond chance', next: 'Next: may be chance' } as const;

/** One of the two tables with all that belongs to it. */
export function makeWorseTable(
  profile: PartnershipProfile,
  report: WorseReport,
  table: WorseTable,
): Figure<Rise> {
  const address = worseAddressOf(report.query);
  const isWorse = table === 'worse';
  return {
    ...worseProvenance(profile, report),
    csvHref: isWorse ? evidencePaths.worseData(address) : evidencePaths.nextWorseData(address),
    id: table,
    heading: headings[table],
    sentence: isWorse ? worseSentence(report) : nextSentence(report),
    estimates: [],
    drawing: undefined,
    table: { columns: riseColumns(report), rows: report.found?.[table] ?? [] },
    // What must be known of both stands under the first; a finding or a file has it with either.
    caveats: isWorse ? worseCaveats(report) : [nextRule],
  };
}

/** One rise by itself, as a finding keeps it. */
export function makeRiseFigure(
  profile: PartnershipProfile,
  report: WorseReport,
  rise: Rise,
): Figure<Rise> {
  const { crimeType, ratio, lower, upper } = rise;
  return {
    ...worseProvenance(profile, report),
    csvHref: evidencePaths.worseData(worseAddressOf(report.query)),
    id: report.found?.worse.includes(rise) === true ? 'worse' : 'next',
    heading: `${crimeType} in ${nameWithPlace(rise)}`,
    sentence: boardSentence(rise, report),
    estimates:
      ratio === null || upper === null
        ? []
        : [{ label: 'Times as many a month', ...asSaid({ value: ratio, lower, upper }) }],
    drawing: undefined,
    table: { columns: riseColumns(report), rows: [rise] },
    caveats: worseCaveats(report),
  };
}

/** As precise as the sentence says them, so that one figure has one number. */
function asSaid(numbers: { value: number; lower: number; upper: number }) {
  const said = (number: number) => Number(timesInWords(number));
  const { value, lower, upper } = numbers;
  return { value: said(value), lower: said(lower), upper: said(upper) };
}

/** Where the figures come from. */
export function worseProvenance(
  profile: PartnershipProfile,
  report: WorseReport,
): Omit<Provenance, 'csvHref'> {
  return {
    units: 'Incidents recorded in each of the two periods',
    period: comparedPeriods(report),
    source: sourceWords(report.current),
    definition: definitionWords(profile),
    caveats: worseCaveats(report),
  };
}
