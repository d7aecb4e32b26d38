import { fileRefusal, type FileRefusal, type FileRefusalCode } from './file-rules.ts';

/** Thrown on the way through a file or an archive to end it: nothing of it is used. */
export class FileRefused extends Error {
  readonly refusal: FileRefusal;

  constructor(code: FileRefusalCode, detail?: string) {
    const refusal = fileRefusal(code, detail);
    super(refusal.sentence);
    this.refusal = refusal;
  }
}

/** All files of an import are refused together, because of what they hold between them. */
export class ImportRefused extends FileRefused {}
