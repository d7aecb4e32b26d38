import type { MapClass } from '#design-system/maps/map-class.ts';
import type { MapArea } from '#design-system/maps/map-picture.tsx';
import { amountOf } from '../figures/number-words.ts';
import type { PeriodChange } from './compare-periods.ts';
import { changeWords, classWords, placeInWords } from './hotspot-words.ts';
import type { MapView } from './map-query.ts';
import type { MapLine } from './map-tables.tsx';
import type { HotspotMap } from './read-map.ts';

/** How a map shows its areas: what they can be, and which each is. The most important class comes last. */
type ViewOfMap = {
  title: string;
  legend: string;
  /** Lines with a smaller number come first. */
  order: (line: MapLine) => number;
  classify: (lines: readonly MapLine[]) => {
    classes: readonly MapClass[];
    classOf: (line: MapLine) => string;
  };
};

const missing: MapClass = { id: 'missing', label: 'Not known', tone: 'missing', pattern: 'dotted' };

export const viewsOfMap: Readonly<Record<MapView, ViewOfMap>> = {
  gather: {
    title: 'Where they gather',
    order: ({ q }) => q ?? 2,
    legend: 'Surroundings',
    classify: () => ({
      classes: [
        missing,
        { id: 'none', label: classWords.none, tone: 'neutral' },
        {
          id: 'cold',
          label: `${classWords.cold} surroundings`,
          tone: 'cool-strong',
          pattern: 'falling',
        },
        {
          id: 'hot',
          label: `${classWords.hot} surroundings`,
          tone: 'warm-strong',
          pattern: 'rising',
          isOutlined: true,
        },
      ],
      classOf: (line) => (line.q === null ? 'missing' : line.class),
    }),
  },
  count: {
    title: 'How many',
    order: ({ count }) => -count,
    legend: 'Incidents',
    classify: (lines) => {
      const steps = stepsOf(lines);
      const classes = steps.map(([from, to], index): MapClass => ({
        id: `step-${index + 1}`,
        label: from === to ? String(from) : `${from} to ${to}`,
        tone: stepTones[index] ?? 'step-5',
      }));
      return {
        classes: [{ id: 'step-0', label: 'None', tone: 'step-1' }, ...classes],
        classOf: ({ count }) =>
          `step-${steps.findIndex(([from, to]) => count >= from && count <= to) + 1}`,
      };
    },
  },
  change: {
    title: 'More or fewer than before',
    order: ({ change }) => changeOrder(change),
    legend: 'Against the period before',
    classify: () => ({
      classes: [
        missing,
        { id: 'cannot-tell', label: changeWords['cannot-tell'], tone: 'neutral' },
        { id: 'fewer', label: changeWords.fewer, tone: 'cool-strong', pattern: 'falling' },
        {
          id: 'more',
          label: changeWords.more,
          tone: 'warm-strong',
          pattern: 'rising',
          isOutlined: true,
        },
      ],
      classOf: ({ change }) => change?.says ?? 'missing',
    }),
  },
  time: {
    title: 'Over the months',
    order: ({ place }) => -(place?.hot ?? 0),
    legend: 'Hot, month by month',
    classify: () => ({
      classes: [
        { ...missing, id: 'too-few-months', label: placeInWords('too-few-months') },
        { id: 'none', label: placeInWords('none'), tone: 'neutral' },
        { id: 'sporadic', label: placeInWords('sporadic'), tone: 'warm-light', pattern: 'level' },
        { id: 'diminishing', label: placeInWords('diminishing'), tone: 'cool', pattern: 'falling' },
        {
          id: 'persistent',
          label: placeInWords('persistent'),
          tone: 'warm',
          pattern: 'crossed',
          isOutlined: true,
        },
        {
          id: 'intensifying',
          label: placeInWords('intensifying'),
          tone: 'warm-strong',
          pattern: 'rising',
          isOutlined: true,
        },
        {
          id: 'new',
          label: placeInWords('new'),
          tone: 'warm-strong',
          isOutlined: true,
        },
      ],
      classOf: ({ place }) => place?.class ?? 'too-few-months',
    }),
  },
};

/** What has become more, the surest first, then what may have, then the rest. */
function changeOrder(change: PeriodChange | undefined): number {
  if (change === undefined) return 3;
  const isMore = change.ratio === null ? change.now > 0 : change.ratio > 1;
  return isMore ? change.q : 2 - change.q;
}

/** The view that says most of a map: one without a hot or cold area is blank. */
export function usualView({ areas }: Pick<HotspotMap, 'areas'>): MapView {
  return areas.some((area) => area.class !== 'none') ? 'gather' : 'count';
}

/** The areas as a view shows them; classes that no area has are left out. */
export function showView(
  view: MapView,
  lines: readonly MapLine[],
): { classes: readonly MapClass[]; areas: readonly MapArea[] } {
  const { classes, classOf } = viewsOfMap[view].classify(lines);
  const areas = lines.map((line) => ({
    id: line.code,
    name: line.name,
    classId: classOf(line),
    note: amountOf(line.count, 'incident'),
  }));
  const present = new Set(areas.map(({ classId }) => classId));
  return { areas, classes: classes.filter(({ id }) => present.has(id)) };
}

const stepTones = ['step-2', 'step-3', 'step-4', 'step-5'] as const;

/**
 * Areas without any by themselves, the others in four steps with about as many areas in each, as far as ties allow;
 * the lowest and the highest count of each step.
 */
function stepsOf(lines: readonly MapLine[]): (readonly [number, number])[] {
  const counts = lines.flatMap(({ count }) => (count > 0 ? count : [])).toSorted((a, b) => a - b);
  const steps: [number, number][] = [];
  for (let step = 0; step < stepTones.length; step += 1) {
    const top = counts[Math.ceil((counts.length * (step + 1)) / stepTones.length) - 1];
    const from = (steps.at(-1)?.[1] ?? 0) + 1;
    if (top !== undefined && top >= from) steps.push([from, top]);
  }
  return steps;
}

/** The lines in the order in which a view is best read: what it is about first, the surest first. */
export function orderLines(view: MapView, lines: readonly MapLine[]): readonly MapLine[] {
  const { order } = viewsOfMap[view];
  return lines.toSorted((one, other) => order(one) - order(other));
}
