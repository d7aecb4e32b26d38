import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** The inside of an SVG, without the element itself: the chart gives that its title. */
export type Picture = { width: number; height: number; markup: string };

/** One drawing for wide screens and paper, one for phones, and the same in words. */
export type Drawing = {
  wide: Picture;
  narrow: Picture;
  description: string;
  /** What a special mark in it means, where there is one. */
  key?: string | undefined;
};

export type CanvasSize = { width: number; height: number; isNarrow: boolean };

const wideSize: CanvasSize = { width: 720, height: 320, isNarrow: false };
const narrowSize: CanvasSize = { width: 340, height: 300, isNarrow: true };

/** Draws the same thing at both sizes. */
export function drawTwice(draw: (size: CanvasSize) => VNode, description: string): Drawing {
  const picture = (size: CanvasSize): Picture => {
    const { width, height } = size;
    return { width, height, markup: renderToString(draw(size)) };
  };
  return { wide: picture(wideSize), narrow: picture(narrowSize), description };
}
