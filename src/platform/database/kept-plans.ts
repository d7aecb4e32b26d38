/**
 * Which statements a connection plans once and keeps. Row security makes planning dearer than most of what is
 * asked for, and a kept plan costs memory on every connection, so only what is asked often is kept.
 */
export type KeptPlans = {
  /** The name to keep this statement's plan under; undefined while it is rare, or when enough are kept. */
  nameOf(statement: string): string | undefined;
};

const oftenEnough = 20;
const atMost = 100;
/** Rare statements are forgotten together, so that those made up anew each time do not pile up. */
const atMostCounted = 2_000;

export function keepPlans(): KeptPlans {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return {
    nameOf(statement) {
      const name = names.get(statement);
      if (name !== undefined || names.size >= atMost) return name;
      const count = (counts.get(statement) ?? 0) + 1;
      if (count < oftenEnough) {
        if (counts.size >= atMostCounted) counts.clear();
        counts.set(statement, count);
        return undefined;
      }
      counts.delete(statement);
      const newName = `kept_${names.size + 1}`;
      names.set(statement, newName);
      return newName;
    },
  };
}
