import type { ComponentChildren } from 'preact';
import { jsxTemplate } from 'preact/jsx-runtime';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import type { Drawing, Picture } from './picture.tsx';
import { ProvenanceLines } from './provenance-lines.tsx';
import type { Provenance } from './provenance-lines.tsx';

/** There is no chart without its table, its sentence and where its figures come from. */
export type ChartProps<Row> = Provenance & {
  /** Unique on the page. */
  id: string;
  heading: string;
  headingLevel?: 2 | 3 | 4;
  /** One sentence of what the chart shows. */
  sentence: string;
  drawing: Drawing;
  table: { columns: readonly Column<Row>[]; rows: readonly Row[] };
  /** Shown beneath the chart, or behind a line that opens. */
  isTableOpen?: boolean;
  /** More that the figure comes down to, between its sentence and its picture. */
  children?: ComponentChildren;
  /** What can be done with the figure, beneath its small print. */
  action?: ComponentChildren;
};

/** A figure: what it shows in a sentence, the picture, the same as a table, its provenance. */
export function Chart<Row>(props: ChartProps<Row>) {
  const { id, heading, sentence, drawing, table } = props;
  const Heading = `h${props.headingLevel ?? 2}` as const;
  return (
    <figure class="app-chart" aria-labelledby={`${id}-heading`}>
      <Heading class="govuk-heading-m app-chart__heading" id={`${id}-heading`}>
        {heading}
      </Heading>
      <p class="govuk-body app-chart__sentence">{sentence}</p>
      {props.children}
      <p class="app-chart__unit" aria-hidden="true">
        {props.units}
        {drawing.key === undefined ? null : <span class="app-chart__key">{drawing.key}</span>}
      </p>
      <SvgPicture id={`${id}-wide`} shape="wide" drawing={drawing} title={heading} />
      <SvgPicture id={`${id}-narrow`} shape="narrow" drawing={drawing} title={heading} />
      <details class="govuk-details app-chart__table" open={props.isTableOpen === true}>
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">
            The same as a table<span class="govuk-visually-hidden">: {heading}</span>
          </span>
        </summary>
        <div class="govuk-details__text">
          <PlainTable
            id={`${id}-table`}
            caption={`${heading}: ${props.units}, ${props.period}`}
            columns={table.columns}
            rows={table.rows}
            empty="There is nothing in this chart yet."
          />
        </div>
      </details>
      <ProvenanceLines {...props} subject={heading} />
    </figure>
  );
}

type SvgPictureProps = {
  id: string;
  shape: 'wide' | 'narrow';
  drawing: Drawing;
  title: string;
};

/** The stylesheet shows one of the two, so a screen reader meets one too. */
function SvgPicture({ id, shape, drawing, title }: SvgPictureProps) {
  const picture: Picture = drawing[shape];
  return (
    <svg
      class={`app-chart__picture app-chart__picture--${shape}`}
      viewBox={`0 0 ${picture.width} ${picture.height}`}
      text-anchor="middle"
      fill="currentColor"
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{drawing.description}</desc>
      {jsxTemplate([picture.markup])}
    </svg>
  );
}
