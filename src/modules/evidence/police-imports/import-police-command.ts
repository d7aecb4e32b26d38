import { randomUUID } from 'node:crypto';
import { CommandProblem, UsageProblem, type Command } from '#core/command-line/command.ts';
import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import { FileTooLarge, readLocalFile } from '#platform/files/file-store.ts';
import { replacedInWords, rowSumInWords } from '../receipts/row-words.ts';
import { ReplacementDoubtful } from '../receipts/replacement-doubtful.ts';
import { findLocalFiles, type LocalFile } from './find-local-files.ts';
import type { FileToImport } from './gather-files.ts';
import { importPoliceFiles } from './import-police-files.ts';
import type { Receipt } from './police-import.ts';
import { getReceipt } from './receipt-store.ts';
import { AllFilesRefused } from './refuse-import.ts';
import { noteUploads } from './upload-store.ts';

/** Loads police data from files on this machine. */
export const importPoliceCommand: Command = {
  name: 'import police',
  usage: 'PATH… [--replace]',
  summary:
    'Loads data.police.uk street files: .csv, .csv.gz or .zip, or folders of them. --replace lets a month be ' +
    'replaced by one with far fewer rows, or from files with rows that cannot be used.',
  options: { replace: 'flag' },
  async run({ service, principal, words, options, say }) {
    if (words.length === 0) throw new UsageProblem('Name the files or folders to load.');
    const files = await keepAll(service, principal, await findLocalFiles(words));
    try {
      const { id, alreadyImported } = await importPoliceFiles(service, principal, {
        id: randomUUID(),
        source: 'police',
        files,
        mayReplace: options['replace'] === true,
        progress: (step, done, total) => say(`${step}: ${done} of ${total}`),
      });
      const receipt = await service.database.transaction(principal, (tx) => getReceipt(tx, id));
      const json = asJson(receipt, alreadyImported);
      return { json, sentences: asSentences(receipt, alreadyImported) };
    } catch (problem) {
      if (problem instanceof AllFilesRefused) {
        throw new CommandProblem(
          `Nothing was loaded. ${problem.message} Receipt ${problem.receiptId}`,
        );
      }
      if (problem instanceof ReplacementDoubtful) {
        throw new CommandProblem(`${problem.message} If that is right, add --replace.`);
      }
      throw problem;
    }
  },
};

/** Bytes of one file: the archive of every force for three years has half of it. A browser may send less. */
const largestFile = 4 * 1024 ** 3;

/** Each is on the list of uploads before it is kept, so that a clean-up finds it whatever happens next. */
async function keepAll(
  { files, database, clock }: Service,
  principal: Principal,
  found: readonly LocalFile[],
): Promise<FileToImport[]> {
  const kept: FileToImport[] = [];
  for (const { path, name } of found) {
    try {
      const arrived = await files.receive(await readLocalFile(path), largestFile);
      await database.transaction(principal, (tx) => noteUploads(tx, [arrived.sha256], clock.now()));
      kept.push({ name, ...(await arrived.keep()) });
    } catch (problem) {
      if (!(problem instanceof FileTooLarge)) throw problem;
      throw new CommandProblem(`${path} is too large. A file may have 4 GB at most.`);
    }
  }
  return kept;
}

function asJson(receipt: Receipt, alreadyImported: boolean) {
  const refused = receipt.files.flatMap(({ name, refusal }) =>
    refusal === null ? [] : [{ name, ...refusal }],
  );
  const unchanged = receipt.months.filter(({ isUnchanged }) => isUnchanged).length;
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
    // Only when there are any: what came again as it was changes no figure.
    ...(unchanged > 0 && { unchangedMonths: unchanged }),
    // Only when there are any: whoever reads the result must not take such an import for whole.
    ...(refused.length > 0 && { refused }),
  };
}

function asSentences({ id, rows, files, months }: Receipt, alreadyImported: boolean): string[] {
  if (alreadyImported)
    return [`These files were loaded before. Nothing was changed. Receipt ${id}`];
  return [
    rowSumInWords(rows),
    ...replacedInWords(rows, months, 'month of a force'),
    ...files.flatMap(({ name, refusal }) =>
      refusal === null ? [] : [`${name} was refused. ${refusal.sentence} ${refusal.whatToDo}`],
    ),
    `Receipt ${id}`,
  ];
}
