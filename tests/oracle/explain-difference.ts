import type { Difference } from './comparison.ts';
import { findVersionInForce } from './rules-of-agreements.ts';
import type { Looker, Moment, World } from './world.ts';

const time = (at: Moment): string => new Date(at).toISOString();

/** What differs, who looks, and everything in the world that could bear on it. */
export function explainDifference(world: World, difference: Difference): string {
  const { looker, operation, row, database, page, rule } = difference;
  const recordId = recordOfRow(world, row);
  const record = world.records.find(({ id }) => id === recordId);
  const lines = [
    `World ${difference.seed}, ${operation} ${row}: the database says ${database}, the page ${page} (rule ${rule}).`,
    `  who looks: ${describeLooker(looker)}`,
  ];
  if (record === undefined) return lines.join('\n');
  lines.push(`  record: ${JSON.stringify(record)}`);
  const personId = 'person' in looker ? looker.person.id : undefined;
  const ofBoth = (one: { recordId: string; personId: string }): boolean =>
    one.recordId === record.id && one.personId === personId;
  for (const exclusion of world.exclusions.filter(ofBoth)) {
    const ended = exclusion.endedAt === undefined ? 'never ended' : time(exclusion.endedAt);
    lines.push(`  excluded: ${time(exclusion.from)} to ${ended}`);
  }
  for (const role of world.caseRoles.filter(ofBoth)) {
    lines.push(
      `  case role: ${time(role.from)} to ${time(role.until)}, ${role.categories.join(' ')}, ` +
        describeGateway(world, role.gatewayId),
    );
  }
  for (const glass of world.brokenGlass.filter(ofBoth)) {
    const gateway = describeGateway(world, glass.gatewayId);
    lines.push(`  broken glass: ${time(glass.from)} to ${time(glass.until)}, ${gateway}`);
  }
  return [...lines, ...describeAgreements(world, looker, record.ownerId)].join('\n');
}

function recordOfRow(world: World, row: string): string | undefined {
  const rows = [...world.parts, ...world.caseRoles, ...world.exclusions, ...world.brokenGlass];
  return rows.find(({ id }) => id === row)?.recordId ?? row;
}

function describeLooker(looker: Looker): string {
  const words = [looker.kind, `at ${time(looker.at)}`, `for ${looker.purpose ?? 'no purpose'}`];
  if (looker.kind === 'session') {
    words.push(looker.isStrong ? 'strong' : 'with a password only');
    if (looker.hasEnded) words.push('ended');
    if (looker.steppedUpUntil !== undefined) {
      words.push(`stepped up until ${time(looker.steppedUpUntil)}`);
    }
  }
  if (looker.kind === 'job') words.push(looker.hasSteppedUp ? 'stepped up' : 'not stepped up');
  if ('person' in looker) words.push(JSON.stringify(looker.person));
  return words.join(', ');
}

function describeGateway(world: World, id: string | undefined): string {
  const gateway = world.gateways.find((one) => one.id === id);
  return gateway === undefined ? 'no gateway' : JSON.stringify(gateway);
}

function describeAgreements(world: World, looker: Looker, ownerId: string): string[] {
  if (!('person' in looker) || looker.person.agencyId === ownerId) return [];
  const receiverId = looker.person.agencyId;
  const lines = [ownerId, receiverId].map(
    (id) => `  agency: ${JSON.stringify(world.agencies.find((one) => one.id === id))}`,
  );
  for (const agreement of world.agreements) {
    const version = findVersionInForce(agreement, looker.at);
    const terms = version?.terms.filter(
      (term) =>
        term.purpose === looker.purpose &&
        term.agencyId === (term.direction === 'gives' ? ownerId : receiverId),
    );
    for (const { direction, category, heldAs, processing, gatewayId } of terms ?? []) {
      lines.push(
        `  ${direction} ${category} (${heldAs.join(' ')}; ${processing.join(' ')})` +
          ` ${direction === 'gives' ? describeGateway(world, gatewayId) : ''}`,
      );
    }
  }
  return lines;
}
