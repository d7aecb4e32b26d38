import type { ComponentChildren } from 'preact';
import { Chart } from '#design-system/charts/chart.tsx';
import { TableFigure } from '#design-system/charts/table-figure.tsx';
import { KeyFigures } from '#design-system/content.tsx';
import type { Estimate, Figure } from './figure.ts';
import { intervalRange, preciseInWords, rounded } from './number-words.ts';

/** A figure on a page, with everything that belongs to it. */
export function FigureBlock<Row>(props: Figure<Row> & { children?: ComponentChildren }) {
  const { estimates, drawing, children, ...figure } = props;
  const beside = (
    <>
      {children}
      {estimates.length > 0 && <KeyFigures figures={estimates.map(inWords)} />}
    </>
  );
  return drawing === undefined ? (
    <TableFigure {...figure}>{beside}</TableFigure>
  ) : (
    <Chart {...figure} drawing={drawing}>
      {beside}
    </Chart>
  );
}

function inWords({ label, value, lower, upper }: Estimate) {
  const number = Number.isInteger(value) ? rounded : preciseInWords;
  return {
    label,
    value: number(value),
    note: `95% interval ${intervalRange({ lower, upper })}`,
  };
}
