import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { monthPlus } from '#platform/calendar.ts';
import { listAllForcesFiles } from '../shared-months.ts';

export type ShiftedFile = { name: string; content: Readable };

/**
 * The two months of every force again and again, so that together they make `months` months in a row, of which
 * the newest is `newest`. A month is a year to the next but never the same file twice: only its date differs.
 */
export function* shiftMonths(months: number, newest: string): Generator<ShiftedFile> {
  const files = listAllForcesFiles();
  const published = [...new Set(files.map(monthOf))].toSorted();
  for (let back = 0; back < months; back += 1) {
    const month = monthPlus(newest, -back);
    const original = published.at(-1 - (back % published.length)) ?? '';
    for (const path of files.filter((file) => monthOf(file) === original)) {
      const name = basename(path, '.gz').replace(original, month);
      yield { name, content: Readable.from(rewrite(path, original, month)) };
    }
  }
}

function monthOf(path: string): string {
  return basename(path).slice(0, 'YYYY-MM'.length);
}

/** The month stands second in each row, after the Crime ID, which has no commas. */
async function* rewrite(path: string, from: string, to: string): AsyncGenerator<string> {
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()) });
  let batch: string[] = [];
  for await (const line of lines) {
    const [id = ''] = line.split(',', 1);
    const isRow = line.startsWith(`${from},`, id.length + 1);
    batch.push(isRow ? `${id},${to}${line.slice(id.length + 1 + from.length)}` : line);
    if (batch.length < 1_000) continue;
    yield `${batch.join('\n')}\n`;
    batch = [];
  }
  if (batch.length > 0) yield `${batch.join('\n')}\n`;
}
