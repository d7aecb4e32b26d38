import { flaggedFrom } from '#modules/evidence/hotspots/draw-map.ts';

/** What the measure of sureness is called wherever it stands: in a table, a file or a finding. */
export const surenessHeading = 'False alarms among rises this sure or surer';

/** What that measure is, for whoever has not met it. */
export const surenessExplained = `“${surenessHeading}” says how many would be wrong, on average, if you reported this rise and every surer one. It is not the chance that this one rise is wrong. Up to 5 in 100, a rise stands under “Worse, beyond chance”.`;

/** From this q on, chance alone makes as many rises like it. */
const allByChance = 0.995;

/** The share of false alarms of a q in words: "about 9 in 100". */
export function falseAlarms(q: number): string {
  if (q < 0.001) return 'fewer than 1 in 1,000';
  if (q < 0.01) return `about ${Math.round(q * 1_000)} in 1,000`;
  if (q >= allByChance) return 'up to all';
  return `about ${Math.round(q * 100)} in 100`;
}

/** How sure one rise is, in a sentence with the same figure as its row. */
export function surenessSentence(q: number): string {
  const share = `among rises this sure or surer, ${falseAlarms(q)} are false alarms on average`;
  if (q <= flaggedFrom) return `This is more than chance explains: ${share}.`;
  if (q >= allByChance) return `It may well be chance: ${share}.`;
  return `It may be chance: ${share}, and we allow 5 in 100.`;
}
