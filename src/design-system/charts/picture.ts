import { parseHTML } from 'linkedom';

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

type SvgElement = ReturnType<typeof createDocument>['documentElement'];

const wideSize: CanvasSize = { width: 720, height: 320, isNarrow: false };
const narrowSize: CanvasSize = { width: 340, height: 300, isNarrow: true };

/** A page that is never shown, for the drawing library to make its elements in. */
export function createDocument() {
  return parseHTML('<!doctype html><html><body></body></html>').document;
}

/** Draws the same thing at both sizes. */
export function drawTwice(draw: (size: CanvasSize) => unknown, description: string): Drawing {
  const picture = (size: CanvasSize): Picture => {
    const svg = draw(size) as SvgElement;
    removeWhatPagesForbid(svg);
    return { width: size.width, height: size.height, markup: svg.innerHTML };
  };
  return { wide: picture(wideSize), narrow: picture(narrowSize), description };
}

/**
 * The drawing library adds a style element, which the content security policy blocks, and
 * labels on groups, which screen readers may not be given there.
 */
function removeWhatPagesForbid(svg: SvgElement): void {
  for (const style of svg.querySelectorAll('style')) style.remove();
  for (const part of svg.querySelectorAll('*'))
    for (const name of ['aria-label', 'aria-description', 'style', 'class'])
      if (name !== 'class' || part.getAttribute(name)?.startsWith('plot-') === true)
        part.removeAttribute(name);
}
