import type { ComponentChildren } from 'preact';
import { RecordFindingLink } from '#core/findings/record-finding-link.tsx';
import { Chart } from '#design-system/charts/chart.tsx';
import { TableFigure } from '#design-system/charts/table-figure.tsx';
import { KeyFigures } from '#design-system/content.tsx';
import { estimateInWords } from './estimate-words.ts';
import type { Figure } from './figure.ts';

type FigureBlockProps<Row> = Figure<Row> & {
  /** Where a finding is recorded from it, for those who may. */
  recordHref?: string | undefined;
  /** The table of a figure without a drawing, where it can be sorted or has pages. */
  shownTable?: ComponentChildren;
  children?: ComponentChildren;
};

/** A figure on a page, with everything that belongs to it. */
export function FigureBlock<Row>(props: FigureBlockProps<Row>) {
  const { estimates, drawing, children, recordHref, shownTable, ...figure } = props;
  const action = recordHref !== undefined && (
    <RecordFindingLink href={recordHref} subject={figure.heading} />
  );
  const beside = (
    <>
      {children}
      {estimates.length > 0 && (
        <KeyFigures
          figures={estimates.map((estimate) => {
            const { value, interval } = estimateInWords(estimate);
            return { label: estimate.label, value, note: `95% interval ${interval}` };
          })}
        />
      )}
    </>
  );
  return drawing === undefined ? (
    <TableFigure {...figure} shownTable={shownTable} action={action}>
      {beside}
    </TableFigure>
  ) : (
    <Chart {...figure} drawing={drawing} action={action}>
      {beside}
    </Chart>
  );
}
