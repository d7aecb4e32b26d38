/** A class of areas as the drawn map shows it, in drawing order. */
export type DrawnClass = {
  id: string;
  colour: string;
  line: { colour: string; width: number };
  areas: readonly string[];
  /** The tile of its pattern; undefined where it is plain. */
  pattern: ImageData | undefined;
};

const tileSize = 8;
/** Pixels of the tile's picture for each of its own, for fine screens. */
export const tileRatio = 2;

/** Reads the classes off the drawn map, so that both maps have the same colours and patterns. */
export function readDrawnClasses(sheet: HTMLElement): DrawnClass[] {
  return [...sheet.querySelectorAll<SVGElement>('[data-class]')].map((group) => {
    const id = group.dataset['class'] ?? '';
    const { fill, stroke, strokeWidth } = getComputedStyle(group);
    const pattern = sheet.querySelector<SVGPathElement>(`[data-pattern="${CSS.escape(id)}"]`);
    return {
      id,
      colour: fill,
      line: { colour: stroke, width: Number.parseFloat(strokeWidth) },
      areas: [...group.querySelectorAll<SVGElement>('[data-area]')].flatMap(
        ({ dataset }) => dataset['area'] ?? [],
      ),
      pattern: pattern === null ? undefined : drawTile(pattern),
    };
  });
}

/** The areas that the drawn map outlines for another reason than their class. */
export function readHighlighted(sheet: HTMLElement): string[] {
  const path = sheet.querySelector<SVGElement>('[data-map-highlight]');
  return path?.dataset['mapHighlight']?.split(' ') ?? [];
}

function drawTile(pattern: SVGPathElement): ImageData | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = tileSize * tileRatio;
  canvas.height = tileSize * tileRatio;
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  const { stroke, strokeWidth, strokeLinecap } = getComputedStyle(pattern);
  context.scale(tileRatio, tileRatio);
  context.strokeStyle = stroke;
  context.lineWidth = Number.parseFloat(strokeWidth);
  context.lineCap = strokeLinecap === 'round' ? 'round' : 'butt';
  context.stroke(new Path2D(pattern.getAttribute('d') ?? ''));
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
