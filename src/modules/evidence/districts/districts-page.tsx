import { ProvenanceLines, type Provenance } from '#design-system/charts/provenance-lines.tsx';
import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { DataTable } from '#design-system/tables/data-table.tsx';
import type { TablePage, TableQuery } from '#design-system/tables/table-query.ts';
import { CrimeTypeSelect } from '../crime-type-select.tsx';
import { evidencePaths } from '../paths.ts';
import { intervalRange, preciseInWords } from '../figures/number-words.ts';
import { crimeTypeSlug } from '../trends/trend-query.ts';
import type { DistrictLine } from './district-lines.ts';

export type DistrictsPageProps = {
  crimeType: string | undefined;
  newestMonth: string;
  lines: TablePage<DistrictLine>;
  columns: readonly Column<DistrictLine>[];
  query: TableQuery;
  provenance: Provenance;
  notice: string | undefined;
};

/** The districts beside each other: the newest month, what is usual, and what that says. */
export function DistrictsPage(props: DistrictsPageProps) {
  const { crimeType, newestMonth, lines, columns, query, provenance, notice } = props;
  const slug = crimeType === undefined ? undefined : crimeTypeSlug(crimeType);
  const what = crimeType ?? 'All recorded crime and anti-social behaviour';
  return (
    <WorkspacePage title={`Districts: ${what}`} isWide>
      <h1 class="govuk-heading-l">Districts</h1>
      {notice !== undefined && <p class="govuk-inset-text">{notice}</p>}
      <form action={evidencePaths.districts()} method="get" class="app-choices">
        <CrimeTypeSelect chosen={crimeType} />
        <Button text="Show" classes="govuk-button--secondary" />
      </form>
      <DataTable
        id="districts"
        caption={`${what}, ${newestMonth}`}
        columns={columns}
        page={lines}
        query={query}
        address={{ path: evidencePaths.districts(), query: { 'crime-type': slug } }}
        empty="There are no districts in the profile."
        csvHref={undefined}
      />
      <p class="govuk-body">
        A rate is for the people who live in a district, and many who visit, work or drink there do
        not. A higher rate does not mean a more dangerous place. Compare each district with its own
        past. Where intervals overlap, two districts may not differ at all.
      </p>
      <ProvenanceLines {...provenance} subject={what} />
    </WorkspacePage>
  );
}

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
