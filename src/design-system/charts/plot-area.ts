import type { CanvasSize } from './picture.tsx';

/** Where values and their labels stand in a picture, in pixels from its top left corner. */
export type PlotArea = {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Across, of the point with this index. */
  x(index: number): number;
  /** Down, of a value. */
  y(value: number): number;
};

type PlotAreaOptions = {
  /** How many points stand along the bottom. */
  points: number;
  /** The heights that have a line across, lowest first. */
  ticks: readonly number[];
  tickWords: readonly string[];
  /** What is written at the right, beside the lines. */
  names: readonly string[];
};

/** Points keep this share of the distance between two of them from both ends. */
const endShare = 0.3;
/** What a letter of a label takes on average, in pixels, and a little more; on phones its text is larger. */
const letterWidth = { wide: 6.7, narrow: 7.2 };

/** The part of a picture that is left for its points when everything that is written around them has its room. */
export function plotArea(size: CanvasSize, options: PlotAreaOptions): PlotArea {
  const { points, ticks, tickWords, names } = options;
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const [top, bottom] = [16, size.height - 34];
  const left = Math.max(40, 14 + widthOfWords(tickWords, size));
  const right = size.width - (names.length === 0 ? 12 : 10 + widthOfWords(names, size));
  const step = (right - left) / Math.max(1, points - 1 + 2 * endShare);
  const first = left + (right - left - step * (points - 1)) / 2;
  return {
    left,
    right,
    top,
    bottom,
    x: (index) => tenth(first + step * index),
    y: (value) => tenth(bottom - ((value - low) / (high - low)) * (bottom - top)),
  };
}

/** About how many pixels the longest of these takes. */
export function widthOfWords(words: readonly string[], { isNarrow }: CanvasSize): number {
  const letters = Math.max(0, ...words.map((word) => word.length));
  return Math.ceil(letters * letterWidth[isNarrow ? 'narrow' : 'wide']);
}

/** No screen shows less than a tenth of a pixel. */
function tenth(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
