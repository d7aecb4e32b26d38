import { z } from 'zod';
import { CommandProblem, UsageProblem, type Command } from '#core/command-line/command.ts';
import { momentInWords, monthInWords } from '#platform/calendar.ts';
import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import {
  countImportJson,
  countImportSentence,
  leaveOutInvented,
} from '../count-imports/count-import-line.ts';
import { isCountImport, listCountImports } from '../count-imports/count-receipt-store.ts';
import { amountOf } from '../figures/number-words.ts';
import { withdrawCounts } from '../count-imports/withdraw-counts.ts';
import { listImports, type ImportLine } from './receipt-store.ts';
import { withdrawImport } from './withdraw-import.ts';

/** Takes an import back, so that what it replaced is in use again. */
export const withdrawImportCommand: Command = {
  name: 'import withdraw',
  isForExisting: true,
  usage: 'ID',
  summary:
    'Takes an import back. The versions that it replaced are in use again; nothing is removed.',
  async run({ service, principal, words }) {
    const [id, ...others] = words;
    if (id === undefined || others.length > 0) {
      throw new UsageProblem('Name one import to withdraw. “import list” has their ids.');
    }
    if (!z.uuid().safeParse(id).success) throw new CommandProblem('There is no such import.');
    const json = await withdraw(service, principal, { id: id.toLowerCase() });
    return {
      json,
      sentences: [`Import ${json.id} is withdrawn.`, inUseWords(json)],
    };
  },
};

function inUseWords(withdrawn: { monthsTakenOut: number; monthsRestored: number }): string {
  const { monthsTakenOut, monthsRestored } = withdrawn;
  const inUse = `It was in use for ${amountOf(monthsTakenOut, 'month')}.`;
  return monthsTakenOut === 0
    ? 'It was in use for no month, so no figure has changed.'
    : `${inUse} An earlier version is in use again for ${monthsRestored} of them.`;
}

/** Police data and partners' counts are withdrawn by the same word. */
async function withdraw(service: Service, principal: Principal, wanted: { id: string }) {
  const isCounts = await service.database.transaction(principal, (tx) =>
    isCountImport(tx, wanted.id),
  );
  return isCounts
    ? withdrawCounts(service, { principal }, wanted)
    : withdrawImport(service, { principal }, wanted);
}

/** Lists what was loaded. */
export const listImportsCommand: Command = {
  name: 'import list',
  isForExisting: true,
  usage: '',
  summary: 'Lists the imports, the newest first.',
  async run({ service, principal, words }) {
    if (words.length > 0) throw new UsageProblem('“import list” takes nothing after it.');
    const { imports, counts } = await service.database.transaction(principal, async (tx) => ({
      imports: withoutInvented(await listImports(tx, mostLines)),
      counts: leaveOutInvented(await listCountImports(tx, mostLines)),
    }));
    const sentences = [...imports.map(asSentence), ...counts.map(countImportSentence)];
    return {
      json: [...imports.map(asJson), ...counts.map(countImportJson)],
      sentences: sentences.length === 0 ? ['Nothing has been loaded yet.'] : sentences,
    };
  },
};

const mostLines = 100_000;

/** The invented are in no figure as soon as real data is in use. */
function withoutInvented(lines: readonly ImportLine[]): ImportLine[] {
  const isRealInUse = lines.some(({ source, unitsInUse }) => source === 'police' && unitsInUse > 0);
  return lines.map((line) =>
    isRealInUse && line.source === 'demonstration' ? { ...line, unitsInUse: 0 } : line,
  );
}

function asJson(line: ImportLine) {
  const { id, source, importedAt, importedBy, rows, months, forces, withdrawnAt, unitsInUse } =
    line;
  return {
    id,
    source,
    importedAt: importedAt.toISOString(),
    importedBy,
    rows,
    months,
    forces,
    // Partners’ counts name theirs; every line of the list has the same shape.
    sources: [],
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
    current: unitsInUse > 0,
  };
}

function asSentence({ id, source, importedAt, importedBy, rows, ...line }: ImportLine): string {
  const [first] = line.months;
  const last = line.months.at(-1) ?? first;
  const months =
    first === undefined || last === undefined
      ? 'no month'
      : first === last
        ? monthInWords(first)
        : `${monthInWords(first)} to ${monthInWords(last)}`;
  const state =
    line.withdrawnAt !== null
      ? 'withdrawn'
      : line.unitsInUse > 0
        ? `in use for ${line.unitsInUse} of ${amountOf(line.units, 'month')} of a force`
        : 'not in use';
  return (
    `${id}  ${source === 'police' ? 'police' : 'demonstration (invented)'}, ${months}, ` +
    `${amountOf(rows.read, 'row')} read, loaded by ${importedBy} on ${momentInWords(importedAt)}: ${state}.`
  );
}
