import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { CommandProblem, UsageProblem, type Command } from '#core/command-line/command.ts';
import { FileTooLarge, readLocalFile, type FileStore } from '#platform/files/file-store.ts';
import { removeUnnamedFiles } from '../receipts/remove-unnamed-files.ts';
import { replacedInWords, rowSumInWords } from '../receipts/row-words.ts';
import { ReplacementDoubtful } from '../receipts/replacement-doubtful.ts';
import { blanksInWords } from './count-import-line.ts';
import type { CountReceipt } from './count-import.ts';
import { getCountReceipt } from './count-receipt-store.ts';
import { CountFileRefused, importCounts, MappingDoesNotFit } from './import-counts.ts';
import { findMapping, listMappings } from './mapping-store.ts';
import { countFileLimit } from '../count-files/read-count-file.ts';

/** Loads a partner's monthly counts from a file on this machine. */
export const importCountsCommand: Command = {
  name: 'import counts',
  usage: 'FILE --mapping NAME [--replace]',
  summary:
    'Loads a partner’s monthly counts (.csv or .xlsx) by a mapping that was saved on the page.',
  options: { mapping: 'value', replace: 'flag' },
  async run({ service, principal, words, options }) {
    const [path, ...more] = words;
    const name = options['mapping'];
    if (path === undefined || more.length > 0) throw new UsageProblem('Name one file to load.');
    if (typeof name !== 'string')
      throw new UsageProblem('Name the mapping to read it with: --mapping NAME');
    const mapping = await service.database.transaction(principal, async (tx) => {
      const found = await findMapping(tx, name);
      if (found !== undefined) return found;
      const known = (await listMappings(tx)).map((one) => `“${one.name}”`).join(', ');
      const which = known === '' ? 'None is saved yet.' : `There are: ${known}.`;
      throw new CommandProblem(`There is no mapping “${name}”. ${which}`);
    });
    const file = await keep(path, service.files);
    try {
      const { id, alreadyImported } = await importCounts(service, principal, {
        id: randomUUID(),
        origin: 'partners',
        file,
        mapping,
        mayReplace: options['replace'] === true,
      });
      const receipt = await service.database.transaction(principal, (tx) =>
        getCountReceipt(tx, id),
      );
      const json = asJson(receipt, alreadyImported);
      return { json, sentences: asSentences(receipt, alreadyImported) };
    } catch (problem) {
      await removeUnnamedFiles(service, principal, [file.sha256]);
      if (problem instanceof ReplacementDoubtful)
        throw new CommandProblem(`${problem.message} If that is right, add --replace.`);
      if (problem instanceof CountFileRefused || problem instanceof MappingDoesNotFit)
        throw new CommandProblem(problem.message);
      throw problem;
    }
  },
};

async function keep(path: string, store: FileStore) {
  try {
    return {
      name: basename(path),
      ...(await store.keep(await readLocalFile(path), countFileLimit)),
    };
  } catch (problem) {
    if (problem instanceof FileTooLarge) throw new CommandProblem(`${path} is larger than 10 MB.`);
    if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT')
      throw new CommandProblem(`${path} does not exist.`);
    throw problem;
  }
}

function asJson(receipt: CountReceipt, alreadyImported: boolean) {
  const unique = (values: readonly string[]): string[] => [...new Set(values)].toSorted();
  return {
    id: receipt.id,
    alreadyImported,
    rows: receipt.rows,
    months: unique(receipt.units.map(({ month }) => month)),
    sources: unique(receipt.units.map(({ source }) => source)),
    blank: receipt.rowsBlank,
    notes: receipt.file.notes,
    seconds: receipt.seconds,
  };
}

function asSentences(receipt: CountReceipt, alreadyImported: boolean): string[] {
  const { id, rows, units, file } = receipt;
  if (alreadyImported) return [`This file was loaded before. Nothing was changed. Receipt ${id}`];
  return [
    rowSumInWords(rows),
    ...replacedInWords(rows, units, 'month of a measure'),
    blanksInWords(receipt),
    ...file.notes,
    `Receipt ${id}`,
  ];
}
