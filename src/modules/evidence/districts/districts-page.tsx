import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { DataTable } from '#design-system/tables/data-table.tsx';
import { sortAndPage, type TableQuery } from '#design-system/tables/table-query.ts';
import { CrimeTypeSelect } from '../crime-type-select.tsx';
import { FigureBlock } from '../figures/figure-block.tsx';
import type { Figure } from '../figures/figure.ts';
import { evidencePaths } from '../paths.ts';
import { crimeTypeNote } from '../trends/crime-type-notes.ts';
import { comparisonNote, districtAddressOf } from './district-figure.ts';
import type { DistrictLine } from './district-lines.ts';

export type DistrictsPageProps = {
  crimeType: string | undefined;
  newestMonth: string;
  figure: Figure<DistrictLine>;
  query: TableQuery;
  notice: string | undefined;
  /** Where a finding is recorded from the figure, for those who may. */
  recordHref: string | undefined;
};

/** The districts beside each other: the newest month, what is usual, and what that says. */
export function DistrictsPage(props: DistrictsPageProps) {
  const { crimeType, newestMonth, figure, query, notice, recordHref } = props;
  const { columns, rows } = figure.table;
  const address = districtAddressOf(crimeType);
  return (
    <WorkspacePage title={figure.heading} isWide>
      <h1 class="govuk-heading-l">Districts</h1>
      {notice !== undefined && <p class="govuk-inset-text">{notice}</p>}
      <form action={evidencePaths.districts()} method="get" class="app-choices">
        <CrimeTypeSelect chosen={crimeType} />
        <Button text="Show" classes="govuk-button--secondary" />
      </form>
      <FigureBlock
        {...figure}
        recordHref={recordHref}
        shownTable={
          <DataTable
            id="districts"
            caption={`District by district: the newest month is ${newestMonth}`}
            columns={columns}
            page={sortAndPage(rows, columns, query)}
            query={query}
            address={{
              path: evidencePaths.districts(),
              query: { 'crime-type': address.crimeType },
            }}
            empty="There are no districts in the profile."
          />
        }
      >
        {[crimeTypeNote(crimeType), comparisonNote].map(
          (note) =>
            note !== undefined && (
              <p class="govuk-body app-chart__sentence" key={note}>
                {note}
              </p>
            ),
        )}
      </FigureBlock>
    </WorkspacePage>
  );
}
