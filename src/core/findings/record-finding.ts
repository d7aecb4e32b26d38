import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { notOfYourRole } from '#core/access/permissions.ts';
import { action } from '#core/actions/action.ts';
import { findAgency } from '#core/agencies/agency-store.ts';
import { actorOf } from '#platform/database/principal.ts';
import { Conflict, Forbidden } from '#platform/http/failures.ts';
import type { FigureAddress, Figures } from './figure-kind.ts';
import { getFinding, insertFinding, insertSupersession } from './finding-store.ts';
import type { FrozenFigure } from './frozen-figure.ts';

export type FindingToRecord = {
  sentence: string;
  address: FigureAddress;
  /** The figure that its author looked at; undefined when that cannot be told. */
  seen: FrozenFigure | undefined;
  /** The finding that this one takes the place of, and why. */
  supersedes?: { id: string; reason: string };
};

/** The figure is not the one its author looked at, so nothing was recorded. */
export class FigureChanged extends Conflict {
  constructor() {
    super('The figure has changed since you opened the page.');
  }
}

/** Another finding took its place first, so nothing was recorded. */
export class SupersededBefore extends Conflict {
  constructor() {
    super('Somebody superseded this finding before you did.');
  }
}

/**
 * Records a sentence with its figure, which is worked out again here and never taken from a form. Throws
 * NotFound for a figure or finding that is not there, FigureChanged, or SupersededBefore.
 */
export function findingRecorder(figures: Figures) {
  return action(
    'finding.recorded',
    'finding.record',
    async ({ tx, principal, now }, { sentence, address, seen, supersedes }: FindingToRecord) => {
      if (principal.kind !== 'person') throw new Forbidden(notOfYourRole);
      const older = supersedes === undefined ? undefined : await getFinding(tx, supersedes.id);
      const figure = await figures.read(tx, address);
      if (!isDeepStrictEqual(seen, figure)) throw new FigureChanged();
      const agency = await findAgency(tx, principal.agencyId);
      const id = randomUUID();
      await insertFinding(tx, {
        id,
        sentence,
        address,
        figure,
        author: actorOf(principal),
        authorName: principal.name,
        agency: { id: principal.agencyId, name: agency?.name ?? principal.agencyId },
        recordedAt: now,
      });
      if (older !== undefined && supersedes !== undefined) {
        const { reason } = supersedes;
        const isFirst = await insertSupersession(tx, { olderId: older.id, newerId: id, reason });
        if (!isFirst) throw new SupersededBefore();
      }
      const about = [id, ...(older === undefined ? [] : [older.id])];
      return {
        result: { id },
        about: about.map((one) => ({ kind: 'finding', id: one })),
        detail: { figureKind: address.kind, isSupersession: older !== undefined },
      };
    },
  );
}
