import type { EvidenceSource, PartSight } from '#core/partnership/evidence-sources.ts';

/** What a source shows of a part, with the name of whom to ask for the rest. */
export type SightCell = Pick<PartSight, 'part' | 'sight' | 'why'> & { askName: string | undefined };

export type SourceLine = {
  title: string;
  /** Whether what is said of it was found in a published source. */
  isConfirmed: boolean;
  cells: readonly SightCell[];
};

/** The matrix of sources and parts, with agencies by name. */
export function makeSourceLines(
  sources: readonly EvidenceSource[],
  agencies: readonly { id: string; name: string }[],
): SourceLine[] {
  return sources.map(({ title, source, parts }) => ({
    title,
    isConfirmed: source.standing === 'found',
    cells: parts.map(({ part, sight, why, ask }) => ({
      part,
      sight,
      why,
      askName: agencies.find(({ id }) => id === ask)?.name,
    })),
  }));
}

/** "Not seen: ask the youth service", in words and never by colour. */
export function sightInWords(cell: SightCell | undefined): string {
  if (cell === undefined) return 'Not known';
  const words = { seen: 'Seen', partly: 'Partly', 'not-seen': 'Not seen' }[cell.sight];
  return cell.askName === undefined ? words : `${words}: ask ${cell.askName}`;
}
