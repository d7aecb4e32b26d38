import type { Service } from '#core/service.ts';
import type { Visitor } from '#tests/support/visitor.ts';
import { timeQuery } from './bare-queries.ts';
import type { MeasuredPage } from './pages.ts';

/** Milliseconds, the middle one and that which 95 of 100 stay under. */
export type Times = { median: number; p95: number };

export type MeasuredLine = {
  name: string;
  page: Times;
  query: Times;
  /** Milliseconds of the very first time the page was asked for. */
  first: number;
};

const warmUp = 10;

/** Asks for each page and runs its query in turns, so that both meet the same load of the machine. */
export async function measurePages(
  visitor: Visitor,
  { database }: Pick<Service, 'database'>,
  pages: readonly MeasuredPage[],
  requests: number,
): Promise<MeasuredLine[]> {
  const client = await database.pool.connect();
  try {
    const lines: MeasuredLine[] = [];
    for (const { name, path, query } of pages) {
      const [page, bare]: [number[], number[]] = [[], []];
      const first = await timePage(visitor, path);
      for (let turn = 0; turn < warmUp + requests; turn += 1) {
        const times = [await timePage(visitor, path), await timeQuery(client, query)] as const;
        if (turn < warmUp) continue;
        page.push(times[0]);
        bare.push(times[1]);
      }
      lines.push({ name, first, page: describe(page), query: describe(bare) });
    }
    return lines;
  } finally {
    client.release();
  }
}

async function timePage(visitor: Visitor, url: string): Promise<number> {
  const began = performance.now();
  const { statusCode } = await visitor.ask({ method: 'GET', url });
  const took = performance.now() - began;
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}.`);
  return took;
}

function describe(times: readonly number[]): Times {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95) };
}
