/** Colours that stay apart for colour-blind readers and in grey; what they are is in `styles/_map.scss`. */
export type MapTone =
  | 'warm-strong'
  | 'warm'
  | 'warm-light'
  | 'neutral'
  | 'cool-light'
  | 'cool'
  | 'cool-strong'
  | 'missing'
  | `step-${1 | 2 | 3 | 4 | 5}`;

/** What is drawn over the colour, so that no class depends on colour alone. */
export type MapPattern = 'plain' | 'rising' | 'falling' | 'crossed' | 'dotted' | 'level';

/** What an area can be. Classes are drawn in their order, so the most important comes last. */
export type MapClass = {
  id: string;
  label: string;
  tone: MapTone;
  pattern?: MapPattern;
  /** With a thick border, for the classes a reader looks for. */
  isOutlined?: boolean;
};

/** What each pattern repeats, in a tile of 8 by 8 pixels. */
export const patternPaths: Readonly<Record<Exclude<MapPattern, 'plain'>, string>> = {
  rising: 'M-2 2L2-2M0 8L8 0M6 10L10 6',
  falling: 'M-2 6L2 10M0 0L8 8M6-2L10 2',
  crossed: 'M0 0L8 8M0 8L8 0',
  dotted: 'M2 2h.01M6 6h.01',
  level: 'M0 2h8M0 6h8',
};

const darkTones: ReadonlySet<MapTone> = new Set(['warm-strong', 'cool-strong', 'step-4', 'step-5']);

/** The class of the lines of a pattern: light on dark colours, dark on light ones. */
export function patternLineClass({ tone, pattern }: MapClass): string {
  const weight = pattern === 'dotted' ? ' app-map__hatch--dots' : '';
  return `app-map__hatch${darkTones.has(tone) ? ' app-map__hatch--light' : ''}${weight}`;
}

/** The address, inside the page, of the pattern of a class; undefined where it is plain. */
export function patternId(mapId: string, { id, pattern }: MapClass): string | undefined {
  return pattern === undefined || pattern === 'plain' ? undefined : `${mapId}-pattern-${id}`;
}
