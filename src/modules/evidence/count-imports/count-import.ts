import type { ReceiptFile, RowCounts, Withdrawal } from '../receipts/receipt.ts';
import type { CountMapping } from '../count-files/count-mapping.ts';
import type { CountOrigin, CountUnit } from '../count-files/partner-count.ts';

/** One unit of replacement in an import: what a source said of a measure for a month. */
export type ReceiptUnit = CountUnit & {
  rowsAccepted: number;
  /** False once a later import replaced it, or this one was withdrawn. */
  isCurrent: boolean;
  /** It said exactly what the version that it replaced said. */
  isUnchanged: boolean;
};

/** What became of every row of a file of counts. */
export type CountReceipt = {
  id: string;
  origin: CountOrigin;
  importedBy: string;
  importedAt: Date;
  rows: RowCounts;
  /** Accepted rows whose count was left blank. */
  rowsBlank: number;
  seconds: number;
  file: ReceiptFile;
  /** The mapping's name; null for the demonstration, which needs none. */
  mappingName: string | null;
  fields: CountMapping;
  /** The definition whose parts the rows name. */
  definitionLabel: string;
  units: readonly ReceiptUnit[];
  withdrawal: Withdrawal | null;
};
