import type { ImportLimits } from '../police-files/import-limits.ts';
import type { FileToImport } from './gather-files.ts';
import type { IncidentSource } from './police-import.ts';

/** What is to be imported, and how. */
export type ImportOrder = {
  /** Its receipt's id; running the same order again after a crash ends the same. */
  id: string;
  source: IncidentSource;
  files: readonly FileToImport[];
  /** Replace a month even where that is doubtful; otherwise ReplacementDoubtful is thrown. */
  mayReplace?: boolean;
  limits?: ImportLimits;
  progress?: (step: string, done: number, total: number) => void;
  signal?: AbortSignal;
};
