import type { Drawing } from '#design-system/charts/picture.tsx';
import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import type { Column } from '#design-system/tables/column.ts';

/** A number with the range that chance leaves open: the exact 95% interval. */
export type Estimate = { label: string; value: number; lower: number; upper: number };

/**
 * What every number on a page of the evidence comes in: what it is about and what it says, its interval,
 * units, period, source, the definition and its version, caveats, a table and a download.
 */
export type Figure<Row> = Provenance & {
  /** Unique on the page. */
  id: string;
  heading: string;
  sentence: string;
  /** Numbers that the figure comes down to; a table may have its intervals in its rows instead. */
  estimates: readonly Estimate[];
  /** Undefined where a table says more than a picture would. */
  drawing: Drawing | undefined;
  table: { columns: readonly Column<Row>[]; rows: readonly Row[] };
};
