import type { Column } from '#design-system/tables/column.ts';
import { intervalRange, preciseInWords } from '../figures/number-words.ts';
import { evidencePaths } from '../paths.ts';
import { crimeTypeSlug } from '../trends/trend-query.ts';
import type { DistrictLine } from './district-lines.ts';

/** The columns of the table; the districts' names lead to their trends. */
export function districtColumns(crimeType: string | undefined): readonly Column<DistrictLine>[] {
  const slug = crimeType === undefined ? {} : { crimeType: crimeTypeSlug(crimeType) };
  return [
    {
      key: 'district',
      heading: 'District',
      sortable: true,
      value: ({ name }) => name,
      render: ({ code, name }) => (
        <a
          class="govuk-link"
          href={evidencePaths.trend(code === null ? slug : { ...slug, place: code })}
        >
          {name}
        </a>
      ),
    },
    { key: 'says', heading: 'Has it changed?', value: ({ says }) => says },
    {
      key: 'newest',
      heading: 'Newest month',
      numeric: true,
      sortable: true,
      value: ({ newest }) => newest,
    },
    {
      key: 'latest',
      heading: 'Last 12 months',
      numeric: true,
      sortable: true,
      value: ({ latest }) => latest,
    },
    {
      key: 'rate',
      heading: 'A year per 1,000 residents',
      numeric: true,
      sortable: true,
      value: ({ rate }) => rate?.value ?? null,
      render: ({ rate }) => (rate === null ? undefined : preciseInWords(rate.value)),
    },
    {
      key: 'interval',
      heading: '95% interval',
      numeric: true,
      value: ({ rate }) => (rate === null ? null : intervalRange(rate)),
    },
    { key: 'usual', heading: 'Usual range', numeric: true, value: ({ usual }) => usual },
  ];
}
