/** A round distance and how long it is on the map, in pixels. */
export type ScaleBar = { kilometres: number; pixels: number };

/** The longest of 1, 2 or 5 times a power of ten that is no longer than the room for it, in pixels. */
export function chooseScaleBar(kilometresPerPixel: number, room: number): ScaleBar {
  const most = room * kilometresPerPixel;
  const power = 10 ** Math.floor(Math.log10(most));
  const kilometres = power * ([5, 2].find((step) => step * power <= most) ?? 1);
  return { kilometres, pixels: Math.round((kilometres / kilometresPerPixel) * 10) / 10 };
}

/** "10 km (6.2 miles)", or in metres below one kilometre. */
export function nameDistance(kilometres: number): string {
  const figures = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 2 });
  const metric =
    kilometres < 1 ? `${figures.format(kilometres * 1_000)} m` : `${figures.format(kilometres)} km`;
  const miles = figures.format(kilometres / 1.609344);
  return `${metric} (${miles} ${miles === '1' ? 'mile' : 'miles'})`;
}
