import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { amountOf } from '../figures/number-words.ts';
import { amountInWords, type DuplicateRow } from './receipt.ts';

export type DuplicateRowsProps = {
  /** How many there are in all. */
  total: number;
  /** The first few; the download has all of them. Empty for an import from before they were listed. */
  rows: readonly DuplicateRow[];
  /** What makes a row one. */
  rule: string;
  csvHref: string;
};

/** The rows that were left out because they repeat another; nothing when there are none. */
export function DuplicateRows({ total, rows, rule, csvHref }: DuplicateRowsProps) {
  if (total === 0) return null;
  return (
    <section aria-labelledby="duplicate-rows">
      <h2 class="govuk-heading-m" id="duplicate-rows">
        Duplicates
      </h2>
      <p class="govuk-body">
        {rule} The first is counted, and the others are left out.{' '}
        {rows.length > 0 && (
          <a class="govuk-link" href={csvHref}>
            Download {total === 1 ? 'it' : `all ${amountInWords(total)}`} (CSV)
          </a>
        )}
      </p>
      <PlainTable
        id="duplicates"
        caption={
          rows.length < total
            ? `The first ${rows.length} of ${amountOf(total, 'duplicate')}`
            : 'Duplicates, and the rows that they repeat'
        }
        columns={columns}
        rows={rows}
        empty="Which rows they were was not recorded when this was loaded."
      />
    </section>
  );
}

const columns: readonly Column<DuplicateRow>[] = [
  { key: 'file', heading: 'File', value: ({ fileName }) => fileName },
  { key: 'line', heading: 'Line', numeric: true, value: ({ line }) => line },
  {
    key: 'first',
    heading: 'Repeats',
    value: ({ fileName, firstFileName, firstLine }) =>
      firstFileName === fileName
        ? `Line ${amountInWords(firstLine)}`
        : `Line ${amountInWords(firstLine)} of ${firstFileName}`,
  },
];
