import { times, type Random } from '#tests/fuzz/random.ts';
import {
  capacities,
  processings,
  purposes,
  sharedCategories,
  type Agency,
  type Agreement,
  type Day,
  type Gateway,
  type Moment,
  type Party,
  type Purpose,
  type Term,
  type Version,
} from './world.ts';
import { daysAfter, hour } from './world-days.ts';

type Ground = {
  agencies: readonly [Agency, ...Agency[]];
  gateways: readonly [Gateway, ...Gateway[]];
  day: Day;
  moments: readonly [Moment, ...Moment[]];
};

/** One with no limit at all, then every combination of limits, each perhaps out of the profile. */
export function makeGateways(random: Random): Gateway[] {
  return times(17, (number) => {
    const limits = number - 1;
    return {
      id: `gateway-${number}`,
      isInProfile: number === 0 || random.chance(0.75),
      isForMembersOnly: number > 0 && (limits & 1) > 0,
      barsPatientInformation: number > 0 && (limits & 2) > 0,
      barsHealthOrSocialCare: number > 0 && (limits & 4) > 0,
      allowsOtherUse: number === 0 || (limits & 8) > 0,
      isForBreakGlass: number % 3 !== 1,
    };
  });
}

/** The one without limits half of the time, or little would ever be given. */
export function pickGateway(random: Random, gateways: Ground['gateways']): Gateway {
  return random.chance(0.4) ? gateways[0] : random.pick(gateways);
}

export function makeAgreements(random: Random, ground: Ground): Agreement[] {
  return times(5, (number) => {
    const id = `0000000a-0000-4000-8000-00000000000${number}`;
    const inUse = [random.pick(purposes), random.pick(purposes)];
    const versions = times(random.pick([1, 2, 3]), (n) =>
      makeVersion(random, ground, { agreement: number, number: n + 1, inUse }),
    );
    return { id, versions };
  });
}

type VersionPlace = { agreement: number; number: number; inUse: readonly Purpose[] };

function makeVersion(
  random: Random,
  ground: Ground,
  { agreement, number, inUse }: VersionPlace,
): Version {
  const fromOn = daysAfter(ground.day, random.pick([-30, -30, -30, -1, 0, 0, 1]));
  const untilOn = daysAfter(ground.day, random.pick([300, 300, 300, 2, 1, 1, 0]));
  const chosen = ground.agencies.filter(() => random.chance(0.55));
  const parties = chosen.map(({ id }): Party => {
    const signedAt = random.chance(0.9) ? makeMoment(random, ground) : undefined;
    const leaves = signedAt !== undefined && random.chance(0.2);
    return { agencyId: id, signedAt, leftAt: leaves ? random.pick(ground.moments) : undefined };
  });
  return {
    id: `0000000b-0000-4000-8000-0000000000${agreement}${number}`,
    number,
    fromOn,
    untilOn: fromOn < untilOn ? untilOn : daysAfter(fromOn, 1),
    proposedAt: random.chance(0.92) ? makeMoment(random, ground) : undefined,
    revokedAt: random.chance(0.3) ? random.pick(ground.moments) : undefined,
    parties,
    terms: parties.flatMap(({ agencyId }) => makeTerms(random, ground, agencyId, inUse)),
  };
}

/** Mostly long ago, at times one of the moments that people look at. */
function makeMoment(random: Random, { moments }: Ground): Moment {
  return random.chance(0.65) ? moments[0] - 1000 * hour : random.pick(moments);
}

function makeTerms(
  random: Random,
  { gateways }: Ground,
  agencyId: string,
  inUse: readonly Purpose[],
): Term[] {
  const terms: Term[] = [];
  for (const direction of ['gives', 'receives'] as const) {
    for (const category of sharedCategories) {
      for (const purpose of new Set(inUse)) {
        if (!random.chance(category === 'identity' ? 0.85 : 0.6)) continue;
        const gatewayId = direction === 'gives' ? pickGateway(random, gateways).id : undefined;
        const heldAs = someOf(random, capacities);
        const processing = someOf(random, processings);
        terms.push({ agencyId, direction, category, purpose, gatewayId, heldAs, processing });
      }
    }
  }
  return terms;
}

function someOf<Item>(random: Random, items: readonly [Item, ...Item[]]): Item[] {
  const chosen = items.filter(() => random.chance(0.7));
  return chosen.length > 0 ? chosen : [random.pick(items)];
}
