/** Whether counts come from partners or were invented for the demonstration. Never mixed. */
export type CountOrigin = 'partners' | 'demonstration';

/** What one source counted of one measure, in one part of the definition, area and month. */
export type PartnerCount = {
  source: string;
  measure: string;
  /** The id of a part of the definition. */
  part: string;
  areaCode: string;
  /** YYYY-MM */
  month: string;
  /** Null where it was left blank: missing, never zero. */
  count: number | null;
};

/** What is replaced as a whole: a source's measure of one month. */
export type CountUnit = Pick<PartnerCount, 'source' | 'measure' | 'month'>;

/** The same for the same unit, whatever else a row says. */
export function unitKey({ source, measure, month }: CountUnit): string {
  return JSON.stringify([source, measure, month]);
}
