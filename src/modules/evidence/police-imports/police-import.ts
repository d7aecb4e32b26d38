import type { ReceiptFile, RowCounts, Withdrawal } from '../receipts/receipt.ts';

/** Where incidents come from: the police, or the demonstration's invented year. Never mixed. */
export type IncidentSource = 'police' | 'demonstration';

/** What became of every row of one import. */
export type Receipt = {
  id: string;
  source: IncidentSource;
  importedBy: string;
  importedAt: Date;
  rows: RowCounts;
  sharedCrimeIds: number;
  withoutLocation: number;
  /** Accepted rows in no district of the partnership, as the areas loaded now tell; null while none do. */
  outsideArea: number | null;
  seconds: number;
  files: readonly ReceiptFile[];
  months: readonly ReceiptMonth[];
  withdrawal: Withdrawal | null;
};

/** What an import comes with when it is made; the rest of its receipt comes about later. */
export type NewReceipt = Omit<Receipt, 'files' | 'months' | 'withdrawal' | 'outsideArea'>;

/** What the bytes of an import are known by: as they were sent, and once unpacked. */
export type ImportHashes = { sentSha256: string; contentSha256: string | null };

/** One unit of replacement: what a force reported for a month. */
export type ReceiptMonth = {
  force: string;
  month: string;
  rowsAccepted: number;
  withoutLocation: number;
  isCurrent: boolean;
  /** It held exactly the rows of the version that it replaced. */
  isUnchanged: boolean;
  /** The import that is in use for this force and month instead of this one; null when there is none. */
  instead: { id: string; importedAt: Date } | null;
};
