import type { ComponentChildren } from 'preact';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { ProvenanceLines, type Provenance } from './provenance-lines.tsx';

export type TableFigureProps<Row> = Provenance & {
  /** Unique on the page. */
  id: string;
  heading: string;
  /** One sentence of what the table shows. */
  sentence: string;
  table: { columns: readonly Column<Row>[]; rows: readonly Row[] };
  /** The table as it is shown, where it can be sorted or has pages. */
  shownTable?: ComponentChildren;
  children?: ComponentChildren;
  /** What can be done with the figure, beneath its small print. */
  action?: ComponentChildren;
};

/** A figure that is a table: what it shows in a sentence, the table, its provenance. */
export function TableFigure<Row>(props: TableFigureProps<Row>) {
  const { id, heading, sentence, table, children } = props;
  return (
    <figure class="app-chart" aria-labelledby={`${id}-heading`}>
      <h2 class="govuk-heading-m app-chart__heading" id={`${id}-heading`}>
        {heading}
      </h2>
      <p class="govuk-body app-chart__sentence">{sentence}</p>
      {children}
      {props.shownTable ?? (
        <PlainTable
          id={`${id}-table`}
          caption={`${heading}: ${props.units}, ${props.period}`}
          isCaptionHidden
          columns={table.columns}
          rows={table.rows}
          empty="There is nothing in this table yet."
        />
      )}
      <ProvenanceLines {...props} subject={heading} />
    </figure>
  );
}
