import { Button, Input, Select } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { DataTable } from '#design-system/tables/data-table.tsx';
import type { TablePage, TableQuery } from '#design-system/tables/table-query.ts';
import { evidencePaths } from '../paths.ts';
import type { AreaSearch } from './area-search.ts';
import type { AreaLine } from './area-store.ts';
import { levelNames, levels } from './area-words.ts';

export type AreasPageProps = {
  search: AreaSearch;
  found: TablePage<AreaLine>;
  query: TableQuery;
  /** Whether nothing smaller than a district is loaded. */
  isOnlyDistricts: boolean;
};

/** The areas in the partnership's districts, by name or code. */
export function AreasPage({ search, found, query, isOnlyDistricts }: AreasPageProps) {
  const { words, level } = search;
  return (
    <WorkspacePage title="Find an area" isWide>
      <h1 class="govuk-heading-l">Find an area</h1>
      {isOnlyDistricts && (
        <p class="govuk-inset-text">
          Only districts are known yet. An analyst can load wards and smaller areas on the server;
          the guide for analysts says how.
        </p>
      )}
      <form action={evidencePaths.areas()} method="get" class="app-choices">
        <Input
          id="search"
          name="search"
          label={{ text: 'Name, or beginning of a code' }}
          value={words}
          classes="govuk-input--width-20"
        />
        <Select
          id="kind"
          name="kind"
          label={{ text: 'Kind' }}
          items={[
            { value: '', text: 'All kinds' },
            ...levels.map((one) => ({
              value: one,
              text: levelNames[one].several,
              selected: one === level,
            })),
          ]}
        />
        <Button text="Find" classes="govuk-button--secondary" />
      </form>
      <DataTable
        id="areas"
        caption={found.total === 1 ? '1 area' : `${found.total} areas`}
        columns={areaColumns}
        page={found}
        query={query}
        address={{ path: evidencePaths.areas(), query: { search: words, kind: level } }}
        empty="No area has this name or code. Check the spelling, or look for all kinds."
      />
      <p class="govuk-body">
        An LSOA holds about 1,500 people and an MSOA about 8,000. The Office for National Statistics
        draws them, so that small places can be counted alike.
      </p>
    </WorkspacePage>
  );
}

export const areaColumns: readonly Column<AreaLine>[] = [
  {
    key: 'name',
    heading: 'Area',
    sortable: true,
    value: ({ name }) => name,
    render: ({ code, name }) => (
      <a class="govuk-link" href={evidencePaths.area(code)}>
        {name}
      </a>
    ),
  },
  { key: 'kind', heading: 'Kind', value: ({ level }) => levelNames[level].one },
  {
    key: 'district',
    heading: 'District',
    sortable: true,
    value: ({ districtName }) => districtName,
  },
  { key: 'code', heading: 'Code', sortable: true, value: ({ code }) => code },
];
