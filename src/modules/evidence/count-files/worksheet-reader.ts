import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** A cell as the spreadsheet has it; a date is midnight in UTC. */
export type SheetCell = string | number | boolean | Date | null;

/** The longest sheet that is accepted takes a quarter of it. */
const timeLimit = 8_000;
const memoryLimit = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };

/**
 * What the worker runs. As text, because the service is built into files with other names; the
 * reader of spreadsheets is found from here.
 */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { readSheet } = require(workerData.reader);
  readSheet(Buffer.from(workerData.content), workerData.sheetNumber).then(
    (rows) => {
      // Every row is as wide as the widest; what is blank at its end says nothing and may be millions.
      for (const row of rows) row.length = row.findLastIndex((cell) => cell !== null) + 1;
      parentPort.postMessage({ rows });
    },
    () => parentPort.postMessage({ rows: null }),
  );
`;

/**
 * Reads the cells of one sheet in a thread of its own, with a limit on memory and time, so that no
 * spreadsheet can hold up the service. Undefined when it cannot be read within them.
 */
export async function readWorksheet(
  content: Buffer,
  sheetNumber: number,
): Promise<SheetCell[][] | undefined> {
  const require = createRequire(import.meta.url);
  const reader = require.resolve('read-excel-file/node');
  const worker = new Worker(program, {
    eval: true,
    workerData: { reader, content, sheetNumber },
    resourceLimits: memoryLimit,
    // Nothing of the service's settings is for whatever reads a stranger's file.
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  try {
    return await new Promise((resolve) => {
      const tooLong = setTimeout(() => resolve(undefined), timeLimit);
      const settle = (rows: SheetCell[][] | undefined): void => {
        clearTimeout(tooLong);
        resolve(rows);
      };
      worker.once('message', ({ rows }: { rows: SheetCell[][] | null }) =>
        settle(rows ?? undefined),
      );
      worker.once('error', () => settle(undefined));
      worker.once('exit', () => settle(undefined));
    });
  } finally {
    await worker.terminate();
  }
}
