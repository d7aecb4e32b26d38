/** Where incidents come from: the police, or the demonstration's invented year. Never mixed. */
export type IncidentSource = 'police' | 'demonstration';

/** What became of every row of one import. */
export type Receipt = {
  id: string;
  source: IncidentSource;
  importedBy: string;
  importedAt: Date;
  rows: {
    read: number;
    accepted: number;
    duplicate: number;
    quarantined: number;
    /** Of the versions these months replaced; not part of the sum. */
    replaced: number;
  };
  sharedCrimeIds: number;
  withoutLocation: number;
  outsideArea: number;
  seconds: number;
  files: readonly ReceiptFile[];
  months: readonly ReceiptMonth[];
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

/** One unit of replacement: what a force reported for a month. */
export type ReceiptMonth = {
  force: string;
  month: string;
  rowsAccepted: number;
  withoutLocation: number;
  /** False once a later import replaced it. */
  isCurrent: boolean;
};

export type QuarantinedRow = { fileName: string; line: number; rule: string; raw: string };

/** The counts that pages read, by small area and crime type. Blank area: a row without a location. */
export type MonthlyCount = {
  force: string;
  month: string;
  areaCode: string;
  areaName: string;
  crimeType: string;
  count: number;
};
