import { createHash } from 'node:crypto';
import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import type { LoadSubject, NewLookup } from './area-load.ts';
import { findCurrentLoad } from './area-load-store.ts';
import { insertLookups } from './area-store.ts';
import { recordLoad } from './record-load.ts';

const subject = { kind: 'lookup', type: 'invented', toType: 'district', year: null } as const;

/** Says in which districts the demonstration's invented areas lie, through the tables of real ones. */
export async function loadInventedAreas(
  { database, clock }: Pick<Service, 'database' | 'clock'>,
  principal: Principal,
  areas: readonly { code: string; districtCode: string }[],
): Promise<void> {
  const lookups: NewLookup[] = areas.map(({ code, districtCode }) => ({
    fromCode: code,
    toCode: districtCode,
  }));
  const content = JSON.stringify([subject satisfies LoadSubject, lookups]);
  const contentSha256 = createHash('sha256').update(content).digest('hex');
  const earlier = await database.transaction(principal, (tx) =>
    findCurrentLoad(tx, subject.kind, contentSha256),
  );
  // Every start comes by here; only one that brings something new belongs in the trace.
  if (earlier !== undefined) return;
  await recordLoad(
    { database, clock },
    { principal },
    {
      ...subject,
      files: [],
      contentSha256,
      async write(tx, load) {
        await insertLookups(tx, load, lookups);
        return { rows: lookups.length, rowsRepeated: 0 };
      },
    },
  );
}
