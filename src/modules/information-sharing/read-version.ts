import { z } from 'zod';
import { isSigned, type Version } from '#core/access/agreements/agreement.ts';
import { getVersion } from '#core/access/agreements/agreement-store.ts';
import { listFlows, type Flow } from '#core/access/agreements/flow.ts';
import type { Gateway } from '#core/access/agreements/gateway.ts';
import { listGatewayNames, listGateways } from '#core/access/agreements/gateway-store.ts';
import { whyNotReady } from '#core/access/agreements/propose-version.ts';
import { fewestSignatures, stateOf } from '#core/access/agreements/version-state.ts';
import { dayOf } from '#platform/calendar.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { NotFound } from '#platform/http/failures.ts';
import type { Names } from './names.ts';

/** A version with what its page says beside it. */
export type ReadVersion = {
  version: Version;
  gateways: readonly Gateway[];
  flows: readonly Flow[];
  names: Names;
  /** Why a draft cannot be proposed yet; none for any other. */
  problems: readonly string[];
};

const Address = z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(100_000) });

/** The version that an address names. Throws NotFound where it cannot be one. */
export function versionAddress(params: unknown): { agreementId: string; number: number } {
  const parsed = Address.safeParse(params);
  if (!parsed.success) throw new NotFound();
  return { agreementId: parsed.data.id, number: parsed.data.number };
}

/** The agency somebody reads for; the operator reads for none. */
export function agencyOf(principal: Principal): string | undefined {
  return principal.kind === 'person' ? principal.agencyId : undefined;
}

/** Reads a version as far as this reader may see it. Throws NotFound. */
export async function readVersion(
  tx: Transaction,
  principal: Principal,
  address: { agreementId: string; number: number },
  now: Date,
): Promise<ReadVersion> {
  const version = await getVersion(tx, address, { agencyId: agencyOf(principal), now });
  const gateways = await listGateways(tx);
  const names = {
    agencies: new Map(version.parties.map(({ id, name }) => [id, name])),
    gateways: await listGatewayNames(tx),
  };
  const today = dayOf(now);
  const parties = partiesThatShare(version, today);
  const terms = version.terms.filter(({ agencyId }) => parties.some(({ id }) => id === agencyId));
  const problems = stateOf(version, today) === 'draft' ? whyNotReady(version, gateways, today) : [];
  return { version, gateways, names, problems, flows: listFlows(terms, { gateways, parties }) };
}

/** Those that have signed, once there are enough of them; before that, all. */
function partiesThatShare(version: Version, today: string) {
  const state = stateOf(version, today);
  if (state === 'draft' || state === 'waiting' || state === 'discarded') return version.parties;
  const signed = version.parties.filter(isSigned);
  return signed.length < fewestSignatures ? version.parties : signed;
}
