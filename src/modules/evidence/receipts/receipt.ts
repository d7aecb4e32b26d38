/** What became of the rows of an import: read is always accepted + duplicate + quarantined. */
export type RowCounts = {
  read: number;
  accepted: number;
  duplicate: number;
  quarantined: number;
  /** Of the versions that this import took out of use; not part of the sum. */
  replaced: number;
};

export type ReceiptFile = {
  name: string;
  bytes: number;
  rowsRead: number;
  /** Of the rows read; null in receipts from before this was recorded. */
  rowsDuplicate: number | null;
  rowsQuarantined: number | null;
  /** What was unusual about the file and accepted all the same. */
  notes: readonly string[];
  /** Why nothing of it was read, and what its sender should do; null when it was read. */
  refusal: { sentence: string; whatToDo: string } | null;
};

/** A row that is kept and counted nowhere, by the code of the rule it broke. */
export type QuarantinedRow = { fileName: string; line: number; rule: string; raw: string };

/** A row that was left out because it repeats one that is counted. */
export type DuplicateRow = {
  fileName: string;
  line: number;
  firstFileName: string;
  firstLine: number;
};

/** Some rows of a long list, from a place in it. */
export type ListPart = { from: number; limit: number };

/** What a rule says to people; undefined for a code that is no longer used. */
export type FindRule = (code: string) => { sentence: string; whatToDo: string } | undefined;

/** That an import was taken back, and by whom. */
export type Withdrawal = { by: string; at: Date };

/** "1,234" */
export function amountInWords(count: number): string {
  return count.toLocaleString('en-GB');
}
