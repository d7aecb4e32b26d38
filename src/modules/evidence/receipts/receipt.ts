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
  /** What was unusual about the file and accepted all the same. */
  notes: readonly string[];
  /** Why nothing of it was read, and what its sender should do; null when it was read. */
  refusal: { sentence: string; whatToDo: string } | null;
};

/** A row that is kept and counted nowhere, by the code of the rule it broke. */
export type QuarantinedRow = { fileName: string; line: number; rule: string; raw: string };

/** What a rule says to people; undefined for a code that is no longer used. */
export type FindRule = (code: string) => { sentence: string; whatToDo: string } | undefined;

/** "1,234" */
export function amountInWords(count: number): string {
  return count.toLocaleString('en-GB');
}
