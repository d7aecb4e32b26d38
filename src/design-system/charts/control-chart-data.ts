export type ControlPoint = {
  /** Where it stands in time, in words: "Mar 2025". No two are the same. */
  label: string;
  /** Null where nothing is known: the line breaks there. */
  value: number | null;
  /** Outside what chance would do: drawn as a diamond. */
  signal?: boolean;
};

export type ControlChartData = {
  points: readonly ControlPoint[];
  unit: string;
  centre?: number | undefined;
  lower?: number | undefined;
  upper?: number | undefined;
  /** The label of the last point that the limits were worked out from. */
  baselineEnd?: string | undefined;
  words?: Partial<ControlChartWords>;
};

export type ControlChartWords = {
  upper: string;
  centre: string;
  lower: string;
  baseline: string;
  signal: string;
};
