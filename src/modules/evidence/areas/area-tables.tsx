import type { Column } from '#design-system/tables/column.ts';
import { intervalRange, preciseInWords } from '../figures/number-words.ts';
import { evidencePaths } from '../paths.ts';
import { crimeTypeSlug } from '../trends/trend-query.ts';
import type { Area } from './area-store.ts';

/** A count, and its rate with the exact 95% interval where the residents are known. */
export type CountAndRate = {
  count: number;
  rate: { value: number; lower: number; upper: number } | null;
};

/** One crime type in the area and in the whole; undefined for all types. */
export type TypeLine = { crimeType: string | undefined; own: CountAndRate; whole: CountAndRate };

export type SmallerLine = CountAndRate & { code: string; name: string; residents: number | null };

/** The columns of an area's crime types; their names lead to their trends. */
export function typeColumns({ code }: Area, whole: string): readonly Column<TypeLine>[] {
  return [
    {
      key: 'type',
      heading: 'Crime type',
      value: ({ crimeType }) => crimeType ?? 'All types',
      render: ({ crimeType }) => (
        <a
          class="govuk-link"
          href={evidencePaths.trend({
            place: code,
            ...(crimeType !== undefined && { crimeType: crimeTypeSlug(crimeType) }),
          })}
        >
          {crimeType ?? 'All types'}
        </a>
      ),
    },
    { key: 'count', heading: 'Incidents', numeric: true, value: ({ own }) => own.count },
    { key: 'rate', heading: 'A year per 1,000', numeric: true, value: ({ own }) => rateOf(own) },
    { key: 'interval', heading: '95% interval', numeric: true, value: ({ own }) => rangeOf(own) },
    {
      key: 'whole',
      heading: `${whole}, a year per 1,000`,
      numeric: true,
      value: (line) => rateOf(line.whole),
    },
    {
      key: 'whole-interval',
      heading: `${whole}, 95% interval`,
      numeric: true,
      value: (line) => rangeOf(line.whole),
    },
  ];
}

export const smallerColumns: readonly Column<SmallerLine>[] = [
  {
    key: 'name',
    heading: 'Area',
    value: ({ name }) => name,
    render: ({ code, name }) => (
      <a class="govuk-link" href={evidencePaths.area(code)}>
        {name}
      </a>
    ),
  },
  { key: 'residents', heading: 'Residents', numeric: true, value: ({ residents }) => residents },
  { key: 'count', heading: 'Incidents', numeric: true, value: ({ count }) => count },
  { key: 'rate', heading: 'A year per 1,000', numeric: true, value: rateOf },
  { key: 'interval', heading: '95% interval', numeric: true, value: rangeOf },
];

function rateOf({ rate }: CountAndRate): string | null {
  return rate === null ? null : preciseInWords(rate.value);
}

function rangeOf({ rate }: CountAndRate): string | null {
  return rate === null ? null : intervalRange(rate);
}
