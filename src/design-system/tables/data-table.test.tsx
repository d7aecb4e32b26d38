import * as fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import type { Column } from './column.ts';
import { DataTable } from './data-table.tsx';
import { listPageNumbers } from './table-pagination.tsx';
import { parseTableQuery, sortAndPage } from './table-query.ts';

type Town = { name: string; count: number | null };

const columns: readonly Column<Town>[] = [
  { key: 'name', heading: 'Town', sortable: true, value: (town) => town.name },
  { key: 'count', heading: 'Count', numeric: true, sortable: true, value: (town) => town.count },
  { key: 'note', heading: 'Note', value: () => 'none' },
];
const towns: Town[] = [
  { name: 'Ashby 10', count: 3 },
  { name: 'Ashby 9', count: null },
  { name: 'Brook', count: 1200 },
];

function renderTable(query: Record<string, unknown>, rows: Town[] = towns, pageSize = 25) {
  const asked = parseTableQuery(query, columns, { pageSize });
  return renderToString(
    <DataTable
      id="towns"
      caption="Towns"
      columns={columns}
      page={sortAndPage(rows, columns, asked)}
      query={asked}
      address={{ path: '/towns', query }}
      empty="No towns have been added yet."
      csvHref="/towns.csv"
    />,
  );
}

describe('the order of a table', () => {
  const namesBy = (query: Record<string, unknown>) =>
    sortAndPage(towns, columns, parseTableQuery(query, columns)).rows.map((town) => town.name);

  test('is as it came until something is asked', () => {
    expect(namesBy({})).toEqual(['Ashby 10', 'Ashby 9', 'Brook']);
  });

  test('puts names with numbers as people count', () => {
    expect(namesBy({ sort: 'name' })).toEqual(['Ashby 9', 'Ashby 10', 'Brook']);
  });

  test.each(['ascending', 'descending'])('keeps what is not known last, %s', (direction) => {
    expect(namesBy({ sort: 'count', direction }).at(-1)).toBe('Ashby 9');
  });

  test('cannot be asked by a column that is not there or not sortable', () => {
    for (const sort of ['note', 'constructor', ['name'], 7])
      expect(parseTableQuery({ sort }, columns).sort).toBeUndefined();
  });
});

describe('the pages of a table', () => {
  test('hold every row exactly once, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: fc.string(), count: fc.option(fc.integer()) }), {
          maxLength: 60,
        }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom('name', 'count', undefined),
        (rows, pageSize, sort) => {
          const query = { sort, direction: 'descending' as const, page: 1, pageSize };
          const { pages } = sortAndPage(rows, columns, query);
          const seen = Array.from(
            { length: pages },
            (_, index) => sortAndPage(rows, columns, { ...query, page: index + 1 }).rows,
          ).flat();
          expect(seen).toHaveLength(rows.length);
          expect(new Set(seen)).toEqual(new Set(rows));
        },
      ),
    );
  });

  test.each(['0', '-1', '1e9', '99999999999', 'two', ['1']])('read page=%s as page 1', (page) => {
    expect(parseTableQuery({ page }, columns).page).toBe(1);
  });

  test('end at the last one when a later one is asked for', () => {
    const asked = parseTableQuery({ page: '99' }, columns, { pageSize: 2 });
    expect(sortAndPage(towns, columns, asked)).toMatchObject({ page: 2, pages: 2 });
  });

  test('are listed with gaps left out', () => {
    expect(listPageNumbers(6, 20)).toEqual([1, undefined, 5, 6, 7, undefined, 20]);
    expect(listPageNumbers(1, 2)).toEqual([1, 2]);
  });
});

describe('a table on the page', () => {
  test('says how it is sorted and links to the other way round', () => {
    const html = renderTable({ sort: 'count', direction: 'ascending', area: 'north', page: '2' });
    expect(html).toContain('aria-sort="ascending"');
    expect(html).toContain('href="/towns?sort=count&amp;direction=descending&amp;area=north"');
  });

  test('keeps the filters when the page is turned', () => {
    const html = renderTable({ area: ['north', 'south & east'] }, towns, 2);
    expect(html).toContain('/towns?area=north&amp;area=south+%26+east&amp;page=2');
    expect(html).toContain('Showing 1 to 2 of 3');
  });

  test('never shows a missing number as zero', () => {
    const html = renderTable({});
    expect(html).toContain('>not known<');
    expect(html).not.toContain('>0<');
    expect(html).toContain('>1,200<');
  });

  test('says in a sentence that it is empty', () => {
    const html = renderTable({}, []);
    expect(html).toContain('No towns have been added yet.');
    expect(html).not.toContain('<table');
    expect(html).not.toContain('.csv');
  });
});
