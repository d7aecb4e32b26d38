import type { MapTown } from './map-shape.ts';
import type { Projection } from './projection.ts';

/** A town's dot, and where its name stands, in pixels. */
export type TownLabel = {
  name: string;
  dot: readonly [x: number, y: number];
  text: { x: number; y: number; anchor: 'start' | 'middle' | 'end' };
};

type Box = { left: number; top: number; right: number; bottom: number };

const dotRadius = 3;
/** How wide a letter is on average, as a share of the size of the letters. */
const letterWidth = 0.56;

/**
 * Finds room for the names, the first in the list first: right of the dot, left, above or below, and where it can, off
 * the dots of the towns that come later. A town whose name would cover another name or dot, or leave the picture, is
 * left out with its dot.
 */
export function placeTownLabels(
  towns: readonly MapTown[],
  projection: Projection,
  fontSize: number,
): TownLabel[] {
  const dots = towns.map(({ longitude, latitude }) => {
    const [x, y] = projection.project(longitude, latitude);
    return { x, y, box: around(x, y, dotRadius) };
  });
  const taken: Box[] = [];
  const labels: TownLabel[] = [];
  for (const [index, { name }] of towns.entries()) {
    const dot = dots[index];
    if (dot === undefined || !isOnPage(dot.box, projection)) continue;
    if (taken.some((box) => overlap(box, dot.box))) continue;
    const places = listPlaces(name, dot.x, dot.y, fontSize).filter(
      ({ box }) => isOnPage(box, projection) && !taken.some((other) => overlap(other, box)),
    );
    const later = dots.slice(index + 1).map(({ box }) => box);
    const covered = ({ box }: { box: Box }) => later.filter((other) => overlap(box, other)).length;
    const place = places.toSorted((one, other) => covered(one) - covered(other))[0];
    if (place === undefined) continue;
    taken.push(dot.box, place.box);
    labels.push({ name, dot: [round(dot.x), round(dot.y)], text: place.text });
  }
  return labels;
}

function listPlaces(name: string, x: number, y: number, fontSize: number) {
  const width = name.length * letterWidth * fontSize;
  const gap = dotRadius + fontSize * 0.3;
  const place = (anchor: TownLabel['text']['anchor'], middleX: number, middleY: number) => {
    const left = anchor === 'start' ? middleX : middleX - (anchor === 'end' ? width : width / 2);
    const top = middleY - fontSize * 0.55;
    return {
      text: { x: round(middleX), y: round(middleY + fontSize * 0.35), anchor },
      box: { left, top, right: left + width, bottom: top + fontSize * 1.1 },
    };
  };
  return [
    place('start', x + gap, y),
    place('end', x - gap, y),
    place('middle', x, y - gap - fontSize * 0.45),
    place('middle', x, y + gap + fontSize * 0.45),
  ];
}

function around(x: number, y: number, radius: number): Box {
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

function isOnPage({ left, top, right, bottom }: Box, { width, height }: Projection): boolean {
  return left >= 0 && top >= 0 && right <= width && bottom <= height;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

const round = (value: number): number => Math.round(value * 10) / 10;
