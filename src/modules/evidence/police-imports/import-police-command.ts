import { randomUUID } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CommandProblem, UsageProblem, type Command } from '#core/command-line/command.ts';
import { FileTooLarge, readLocalFile, type FileStore } from '#platform/files/file-store.ts';
import { uploadLimit } from '#platform/http/server.ts';
import { MonthWouldShrink } from './accept-import.ts';
import { AllFilesRefused, importPoliceFiles, type FileToImport } from './import-police-files.ts';
import type { Receipt } from './police-import.ts';
import { getReceipt } from './receipt-store.ts';

/** Loads police data from files on this machine. */
export const importPoliceCommand: Command = {
  name: 'import police',
  usage: 'PATH… [--replace]',
  summary:
    'Loads data.police.uk street files: .csv or .csv.gz, or folders of them. --replace lets a month shrink.',
  options: { replace: 'flag' },
  async run({ service, principal, words, options, say }) {
    if (words.length === 0) throw new UsageProblem('Name the files or folders to load.');
    const files = await keepAll(await findFiles(words), service.files);
    try {
      const { id, alreadyImported } = await importPoliceFiles(service, principal, {
        id: randomUUID(),
        source: 'police',
        files,
        mayShrink: options['replace'] === true,
        progress: (step, done, total) => say(`${step}: ${done} of ${total}`),
      });
      const receipt = await service.database.transaction(principal, (tx) => getReceipt(tx, id));
      const json = asJson(receipt, alreadyImported);
      return { json, sentences: asSentences(receipt, alreadyImported) };
    } catch (problem) {
      if (problem instanceof AllFilesRefused) {
        throw new CommandProblem(`Nothing was loaded. ${problem.message}`);
      }
      if (problem instanceof MonthWouldShrink) {
        throw new CommandProblem(`${problem.message} If that is right, add --replace.`);
      }
      throw problem;
    }
  },
};

async function findFiles(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const kind = await stat(path).catch(() => undefined);
    if (kind === undefined) throw new CommandProblem(`${path} does not exist.`);
    if (kind.isDirectory()) {
      const inside = await readdir(path, { recursive: true });
      found.push(
        ...inside
          .filter((name) => /-street\.csv(\.gz)?$/.test(name))
          .map((name) => join(path, name)),
      );
    } else {
      found.push(path);
    }
  }
  if (found.length === 0) throw new CommandProblem('There are no “-street.csv” files in there.');
  return found.toSorted();
}

async function keepAll(paths: readonly string[], store: FileStore): Promise<FileToImport[]> {
  const kept: FileToImport[] = [];
  for (const path of paths) {
    try {
      kept.push({
        name: basename(path),
        ...(await store.keep(await readLocalFile(path), uploadLimit)),
      });
    } catch (problem) {
      if (problem instanceof FileTooLarge) throw new CommandProblem(`${path} is too large.`);
      throw problem;
    }
  }
  return kept;
}

function asJson(receipt: Receipt, alreadyImported: boolean) {
  return {
    id: receipt.id,
    alreadyImported,
    rows: receipt.rows,
    sharedCrimeIds: receipt.sharedCrimeIds,
    outsideArea: receipt.outsideArea,
    noLocation: receipt.withoutLocation,
    months: [...new Set(receipt.months.map(({ month }) => month))].toSorted(),
    forces: [...new Set(receipt.months.map(({ force }) => force))].toSorted(),
    seconds: receipt.seconds,
    refused: receipt.files.flatMap(({ name, refusal }) =>
      refusal === null ? [] : [{ name, ...refusal }],
    ),
  };
}

function asSentences({ id, rows, files }: Receipt, alreadyImported: boolean): string[] {
  if (alreadyImported)
    return [`These files were loaded before. Nothing was changed. Receipt ${id}`];
  return [
    `${rows.read} rows read = ${rows.accepted} accepted + ${rows.duplicate} duplicates + ${rows.quarantined} set aside.`,
    `${rows.replaced} rows of earlier versions were replaced.`,
    ...files.flatMap(({ name, refusal }) =>
      refusal === null ? [] : [`${name} was refused. ${refusal.sentence} ${refusal.whatToDo}`],
    ),
    `Receipt ${id}`,
  ];
}
