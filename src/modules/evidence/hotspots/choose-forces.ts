/** How many incidents of any crime type a force reported in an area. */
export type ForceCount = { force: string; code: string; count: number };

export type ChosenForces = {
  /** Whose incidents are counted, by name. */
  forces: string[];
  /** Forces whose incidents are not, and how many of any crime type they reported in the areas. */
  strays: { force: string; count: number }[];
};

/**
 * The forces that areas are counted of: each that reported the most in at least one of their districts, or in an
 * area of no known district. A force that strays into its neighbours’ areas with a row or two is not one of them,
 * because then the months that it lacks would leave the map. As many as the most is the most.
 */
export function chooseForces(
  areas: readonly { code: string; districtCode: string | null }[],
  counts: readonly ForceCount[],
): ChosenForces {
  const places = new Map(areas.map(({ code, districtCode }) => [code, districtCode ?? code]));
  const byPlace = new Map<string, Map<string, number>>();
  const all = new Map<string, number>();
  for (const { force, code, count } of counts) {
    const place = places.get(code) ?? code;
    const ofPlace = byPlace.get(place) ?? new Map<string, number>();
    byPlace.set(place, ofPlace.set(force, (ofPlace.get(force) ?? 0) + count));
    all.set(force, (all.get(force) ?? 0) + count);
  }
  const chosen = new Set<string>();
  for (const ofPlace of byPlace.values()) {
    const most = Math.max(...ofPlace.values());
    for (const [force, count] of ofPlace) if (count === most && most > 0) chosen.add(force);
  }
  const names = [...all.keys()].toSorted();
  return {
    forces: names.filter((force) => chosen.has(force)),
    strays: names.flatMap((force) => {
      const count = all.get(force) ?? 0;
      return chosen.has(force) || count === 0 ? [] : [{ force, count }];
    }),
  };
}
