import { createHash } from 'node:crypto';
import type { Service } from '#core/service.ts';
import { dayOf } from '#platform/calendar.ts';
import { actorNameOf, actorOf, type Principal } from '#platform/database/principal.ts';
import { acceptCounts } from './accept-counts.ts';
import type { CountFileRefusal } from '../count-files/count-file-rules.ts';
import { listMissingColumns, type CountMapping } from '../count-files/count-mapping.ts';
import type { CountTable } from '../count-files/count-table.ts';
import type { CountOrigin } from '../count-files/partner-count.ts';
import { readCountFile } from '../count-files/read-count-file.ts';
import { sortCountRows } from '../count-files/sort-count-rows.ts';

export type CountOrder = {
  /** Its receipt's id. */
  id: string;
  origin: CountOrigin;
  file: { name: string; sha256: string; bytes: number; path: string };
  mapping: { id: string | null; fields: CountMapping };
  /** Replace months even by ones that look worse; otherwise ReplacementDoubtful is thrown. */
  mayReplace?: boolean;
};

/** Nothing of the file was read. */
export class CountFileRefused extends Error {
  constructor({ sentence, whatToDo }: CountFileRefusal) {
    super(`Nothing was loaded. ${sentence} ${whatToDo}`);
  }
}

/** The mapping was made for files with other columns. */
export class MappingDoesNotFit extends Error {}

/** More of a faulty row than this helps nobody; the file itself is kept whole. */
const rawCharacters = 4_000;

/**
 * Reads a file of monthly counts, accounts for every row and makes its months current, all or
 * nothing. The same content read in the same way again changes nothing and gives the first receipt.
 */
export async function importCounts(
  service: Service,
  principal: Principal,
  order: CountOrder,
): Promise<{ id: string; alreadyImported: boolean }> {
  const began = performance.now();
  const table = await readTable(order);
  const { profile, clock } = service;
  const now = clock.now();
  const { rows, accepted, duplicates, quarantined } = sortCountRows(table, order.mapping.fields, {
    origin: order.origin,
    thisMonth: dayOf(now).slice(0, 7),
    parts: profile.definition.classes,
    districtCodes: profile.areas.districts.map(({ onsCode }) => onsCode),
  });
  const { id, origin, file, mapping } = order;
  return acceptCounts(
    service,
    { principal },
    {
      made: {
        id,
        origin,
        importedBy: actorNameOf(principal),
        importedAt: now,
        rows: { ...rows, replaced: 0 },
        seconds: (performance.now() - began) / 1000,
        file: {
          name: file.name,
          bytes: file.bytes,
          rowsRead: rows.read,
          rowsDuplicate: rows.duplicate,
          rowsQuarantined: rows.quarantined,
          notes: table.notes,
          refusal: null,
        },
        fields: mapping.fields,
        contentSha256: hashOf(order, profile.definition.version),
        fileSha256: file.sha256,
        mappingId: mapping.id,
        definitionVersion: profile.definition.version,
        actor: actorOf(principal),
      },
      counts: accepted,
      duplicates,
      quarantined: quarantined.map(({ line, rule, raw }) => ({
        fileName: file.name,
        line,
        rule,
        raw: raw.length > rawCharacters ? `${raw.slice(0, rawCharacters)}…` : raw,
      })),
      mayReplace: order.mayReplace ?? false,
    },
  );
}

async function readTable({ file, mapping }: CountOrder): Promise<CountTable> {
  const read = await readCountFile(file.path);
  if (!read.ok) throw new CountFileRefused(read.refusal);
  const missing = listMissingColumns(mapping.fields, read.table.headers);
  if (missing.length > 0) {
    const columns = missing.map((column) => `“${column}”`).join(', ');
    throw new MappingDoesNotFit(
      `Nothing was loaded. The file has no column named ${columns}, which this mapping reads.`,
    );
  }
  return read.table;
}

/** The same bytes mean something else under another mapping or another definition. */
function hashOf({ file, mapping }: CountOrder, definitionVersion: number): string {
  const { measure, part, area, month, count, source } = mapping.fields;
  const how = JSON.stringify([measure, part, area, month, count, source, definitionVersion]);
  return createHash('sha256').update(`${file.sha256}\n${how}`).digest('hex');
}
