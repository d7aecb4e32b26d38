import type { ComponentChildren } from 'preact';
import type { Column } from './column.ts';

export type PlainTableProps<Row> = {
  /** Unique on the page. */
  id: string;
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** A whole sentence for when there are no rows. */
  empty: string;
  isCaptionHidden?: boolean;
  /** How the headings of a sorted table differ. */
  headingFor?: (column: Column<Row>) => TableHeading;
};

export type TableHeading = {
  content: ComponentChildren;
  sorted: 'ascending' | 'descending' | 'none' | undefined;
};

const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** A table whose first column names its rows; it scrolls in itself where the screen is small. */
export function PlainTable<Row>(props: PlainTableProps<Row>) {
  const { id, caption, columns, rows } = props;
  if (rows.length === 0) return <EmptyTable caption={caption} sentence={props.empty} />;
  const hidden = props.isCaptionHidden === true ? ' govuk-visually-hidden' : '';
  return (
    <section class="app-scroll" aria-labelledby={`${id}-caption`} tabIndex={0}>
      <table class="govuk-table app-table" id={id}>
        <caption
          class={`govuk-table__caption govuk-table__caption--s${hidden}`}
          id={`${id}-caption`}
        >
          {caption}
        </caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {columns.map((column) => (
              <Heading key={column.key} column={column} heading={props.headingFor?.(column)} />
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {rows.map((row, index) => (
            <tr class="govuk-table__row" key={index}>
              {columns.map((column, place) => (
                <Cell key={column.key} column={column} row={row} isName={place === 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function EmptyTable({ caption, sentence }: { caption: string; sentence: string }) {
  return (
    <div class="app-empty">
      <p class="govuk-body govuk-!-font-weight-bold">{caption}</p>
      <p class="govuk-body">{sentence}</p>
    </div>
  );
}

function Heading<Row>(props: { column: Column<Row>; heading: TableHeading | undefined }) {
  const { column, heading } = props;
  const numeric = column.numeric === true ? ' govuk-table__header--numeric' : '';
  return (
    <th
      scope="col"
      class={`govuk-table__header${numeric}`}
      {...(heading?.sorted === undefined ? {} : { 'aria-sort': heading.sorted })}
    >
      {heading?.content ?? column.heading}
    </th>
  );
}

function Cell<Row>({ column, row, isName }: { column: Column<Row>; row: Row; isName: boolean }) {
  const content = column.render?.(row) ?? <Value value={column.value(row)} />;
  const numeric = column.numeric === true;
  return isName ? (
    <th
      scope="row"
      class={`govuk-table__header${numeric ? ' govuk-table__header--numeric' : ''}${column.isWide === true ? ' app-table__name' : ''}`}
    >
      {content}
    </th>
  ) : (
    <td
      class={`govuk-table__cell${numeric ? ' govuk-table__cell--numeric' : ''}${column.isWide === true ? ' app-table__wide' : ''}`}
    >
      {content}
    </td>
  );
}

function Value({ value }: { value: string | number | null }) {
  if (value === null) return <span class="app-missing">not known</span>;
  return <>{typeof value === 'number' ? numbers.format(value) : value}</>;
}
