import { KeyFigures } from '#design-system/content.tsx';
import type { CellValue, Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import type { FrozenFigure, FrozenTable } from './frozen-figure.ts';

export type FrozenFigureBlockProps = {
  /** Unique on the page. */
  id: string;
  figure: FrozenFigure;
  /** What it is to the page, above its title: such as "As you saw it". */
  caption?: string;
  isTableOpen?: boolean;
  /** Where its table is downloaded; left out while there is nothing to download. */
  csvHref?: string;
};

/** A frozen figure: what it said, its numbers and intervals, its table and where it came from. */
export function FrozenFigureBlock(props: FrozenFigureBlockProps) {
  const { id, figure, caption, isTableOpen = false, csvHref } = props;
  return (
    <figure class="app-chart" aria-labelledby={`${id}-heading`} id={id} tabIndex={-1}>
      <h2 class="govuk-heading-m app-chart__heading" id={`${id}-heading`}>
        {caption !== undefined && <span class="govuk-caption-m">{caption}: </span>}
        {figure.title}
      </h2>
      {figure.sentences.map((sentence) => (
        <p class="govuk-body app-chart__sentence" key={sentence}>
          {sentence}
        </p>
      ))}
      {figure.estimates.length > 0 && (
        <KeyFigures
          figures={figure.estimates.map(({ label, inWords }) => ({
            label,
            value: inWords.value,
            note: `95% interval ${inWords.interval}`,
          }))}
        />
      )}
      <details class="govuk-details app-chart__table" open={isTableOpen}>
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">
            The whole table<span class="govuk-visually-hidden">: {figure.title}</span>
          </span>
        </summary>
        <div class="govuk-details__text">
          <TableOf id={`${id}-table`} figure={figure} />
        </div>
      </details>
      <WhereFrom figure={figure} csvHref={csvHref} />
    </figure>
  );
}

function TableOf({ id, figure }: { id: string; figure: FrozenFigure }) {
  const { columns, rows, rowsLeftOut } = figure.table;
  return (
    <>
      <PlainTable
        id={id}
        caption={`${figure.title}: ${figure.units}, ${figure.period}`}
        columns={columns.map(asColumn)}
        rows={rows}
        empty="The figure’s table had no rows."
      />
      {rowsLeftOut > 0 && (
        <p class="govuk-body-s">
          The figure had {rowsLeftOut.toLocaleString('en-GB')} more rows, which were not kept.
        </p>
      )}
    </>
  );
}

type FrozenRow = readonly CellValue[];

function asColumn(column: FrozenTable['columns'][number], place: number): Column<FrozenRow> {
  return { key: `column-${place}`, ...column, value: (row) => row[place] ?? null };
}

function WhereFrom({ figure, csvHref }: { figure: FrozenFigure; csvHref: string | undefined }) {
  const facts = [
    ['Units', figure.units],
    ['Period', figure.period],
    [figure.sources.length === 1 ? 'Source' : 'Sources', figure.sources.join('; ')],
    ['Definition', figure.definition],
  ] as const;
  return (
    <figcaption class="app-provenance">
      <dl class="app-provenance__facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {figure.caveats.length > 0 && (
        <ul class="app-provenance__caveats">
          {figure.caveats.map((caveat) => (
            <li key={caveat}>{caveat}</li>
          ))}
        </ul>
      )}
      {csvHref !== undefined && (
        <p class="app-download">
          <a class="govuk-link" href={csvHref}>
            Download the figures as they were (CSV)
          </a>
        </p>
      )}
    </figcaption>
  );
}
