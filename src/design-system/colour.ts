export type Colour = readonly [red: number, green: number, blue: number];

export const white: Colour = [255, 255, 255];
export const ink: Colour = [18, 24, 28];
const black: Colour = [0, 0, 0];

/** Reads `#rrggbb`. Throws when the text is anything else, so nothing odd reaches a stylesheet. */
export function parseColour(text: string): Colour {
  if (!/^#[0-9a-f]{6}$/i.test(text)) throw new Error(`Write the colour as #rrggbb, not "${text}".`);
  const part = (start: number) => Number.parseInt(text.slice(start, start + 2), 16);
  return [part(1), part(3), part(5)];
}

export function formatColour(colour: Colour): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** The colour between two others: share 0 is `from`, share 1 is `to`. */
export function mixColours(from: Colour, to: Colour, share: number): Colour {
  const mix = (a: number, b: number) => Math.round(a + (b - a) * share);
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

/** Contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it. */
export function contrastRatio(first: Colour, second: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The colour itself, or the nearest darker shade that has the ratio against the background. */
export function darkenUntilReadable(colour: Colour, background: Colour, ratio: number): Colour {
  for (let share = 0; share < 1; share += 0.02) {
    const shade = mixColours(colour, ink, share);
    if (contrastRatio(shade, background) >= ratio) return shade;
  }
  return ink;
}

/** White or black, whichever can be read better on the colour: never under 4.5. */
export function readableOn(colour: Colour): Colour {
  return contrastRatio(white, colour) >= contrastRatio(black, colour) ? white : black;
}

function luminance(colour: Colour): number {
  const linear = (part: number) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
}
