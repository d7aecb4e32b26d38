/** A rectangle on the screen, in pixels. */
export type Box = { left: number; top: number; right: number; bottom: number };

/** Which boxes may stay: the first in the list keep their place, and one that would lie over one of them goes. */
export function keepApart(boxes: readonly Box[]): boolean[] {
  const taken: Box[] = [];
  return boxes.map((box) => {
    const isFree = taken.every(
      (other) =>
        box.right < other.left ||
        other.right < box.left ||
        box.bottom < other.top ||
        other.bottom < box.top,
    );
    if (isFree) taken.push(box);
    return isFree;
  });
}

/** How wide a letter is on average, and how high a line, in pixels. */
const letter = { width: 7.2, height: 16 };

/**
 * Where the name of an area stands: in the middle of the area's box on the screen. Undefined while the area is too
 * small to hold it, or its middle is not in the view, so that names come as one zooms in.
 */
export function placeName(name: string, area: Box, view: Box): Box | undefined {
  const [x, y] = [(area.left + area.right) / 2, (area.top + area.bottom) / 2];
  const isInView = x >= view.left && x <= view.right && y >= view.top && y <= view.bottom;
  const width = name.length * letter.width;
  const isRoom = area.right - area.left >= width && area.bottom - area.top >= letter.height;
  if (!isInView || !isRoom) return undefined;
  return {
    left: x - width / 2,
    right: x + width / 2,
    top: y - letter.height / 2,
    bottom: y + letter.height / 2,
  };
}
