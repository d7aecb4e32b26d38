import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { amountInWords, type FindRule, type QuarantinedRow } from './receipt.ts';

export type RowsSetAsideProps = {
  /** How many there are in all. */
  total: number;
  /** The first few; the download has all of them. */
  rows: readonly QuarantinedRow[];
  findRule: FindRule;
  csvHref: string;
};

/** The rows that could not be used, each with why and what to do; nothing when there are none. */
export function RowsSetAside({ total, rows, findRule, csvHref }: RowsSetAsideProps) {
  if (total === 0) return null;
  return (
    <section aria-labelledby="set-aside">
      <h2 class="govuk-heading-m" id="set-aside">
        Rows set aside
      </h2>
      <p class="govuk-body">
        These rows are kept and counted nowhere. Send the list to whoever made the file.{' '}
        <a class="govuk-link" href={csvHref}>
          Download {total === 1 ? 'it' : `all ${amountInWords(total)}`} (CSV)
        </a>
      </p>
      <PlainTable
        id="quarantined"
        caption={
          rows.length < total
            ? `The first ${rows.length} of ${amountInWords(total)}`
            : 'All of them'
        }
        columns={columnsWith(findRule)}
        rows={rows}
        empty="None."
      />
    </section>
  );
}

function columnsWith(findRule: FindRule): readonly Column<QuarantinedRow>[] {
  return [
    { key: 'file', heading: 'File', value: ({ fileName }) => fileName },
    { key: 'line', heading: 'Line', numeric: true, value: ({ line }) => line },
    {
      key: 'why',
      heading: 'Why',
      isWide: true,
      value: ({ rule }) => findRule(rule)?.sentence ?? rule,
    },
    {
      key: 'do',
      heading: 'What to do',
      isWide: true,
      value: ({ rule }) => findRule(rule)?.whatToDo ?? '',
    },
  ];
}
