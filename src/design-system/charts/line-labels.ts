export type LineLabel = { text: string; value: number };

/**
 * Heights for labels that name lines, moved apart where lines lie close. Values and heights
 * are in the units of the axis; no two results are nearer than `gap`, and the order is kept.
 */
export function spreadLabels<Label extends LineLabel>(
  labels: readonly Label[],
  gap: number,
): (Label & { height: number })[] {
  const sorted = labels.map((label) => ({ ...label, height: label.value }));
  sorted.sort((a, b) => a.value - b.value);
  // Each pass pushes apart the pairs that touch, half each, until none do.
  for (let pass = 0; pass < sorted.length * 20; pass += 1) {
    let moved = false;
    for (const [index, upper] of sorted.entries()) {
      const lower = sorted[index - 1];
      if (lower === undefined) continue;
      const overlap = gap - (upper.height - lower.height);
      if (overlap <= gap * 1e-6) continue;
      lower.height -= overlap / 2;
      upper.height += overlap / 2;
      moved = true;
    }
    if (!moved) break;
  }
  return sorted;
}
