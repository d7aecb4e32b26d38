import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { AreaMap } from './area-map.tsx';
import type { MapClass } from './map-class.ts';
import type { MapArea } from './map-picture.tsx';
import { mapRowId } from './map-row.ts';
import type { MapShape } from './map-shape.ts';
import { projectAreas } from './project-areas.ts';

const classes: readonly MapClass[] = [
  { id: 'unknown', label: 'Not logged', tone: 'missing', pattern: 'falling' },
  { id: 'usual', label: 'As many as chance allows', tone: 'neutral' },
  { id: 'few', label: 'Fewer than chance allows', tone: 'cool', pattern: 'dotted' },
  {
    id: 'many',
    label: 'More than chance allows',
    tone: 'warm-strong',
    pattern: 'rising',
    isOutlined: true,
  },
];
const columnsOfWater = 6;
const waters = Array.from({ length: 24 }, (_, index) => ({
  id: `W${index + 1}`,
  name: `Water ${index + 1}`,
  row: Math.floor(index / columnsOfWater),
  column: index % columnsOfWater,
}));

/** The corner of four waters: a grid that is bent, so that no two waters look the same. */
function cornerAt(row: number, column: number): readonly [number, number] {
  return [
    0.4 + column * 0.03 + Math.sin(row * 2 + column) * 0.006,
    52.6 - row * 0.02 + Math.cos(row + column * 3) * 0.004,
  ];
}

const shapes: readonly MapShape[] = waters.slice(0, -1).map(({ id, row, column }) => {
  const ring = [
    cornerAt(row, column),
    cornerAt(row, column + 1),
    cornerAt(row + 1, column + 1),
    cornerAt(row + 1, column),
    cornerAt(row, column),
  ];
  const geometry = { type: 'Polygon', coordinates: [ring] } as const;
  return { id, geometry, group: column < 3 ? 'west' : 'east' };
});
const map = projectAreas({
  areas: shapes,
  towns: [
    { name: 'Old Pier', longitude: 0.45, latitude: 52.57 },
    { name: 'North Quay', longitude: 0.53, latitude: 52.59 },
  ],
});
const classIds = ['usual', 'usual', 'many', 'usual', 'few', 'usual', 'unknown'];
const areas: readonly MapArea[] = waters.map(({ id, name }, index) => ({
  id,
  name,
  classId: classIds[index % classIds.length] ?? 'usual',
  note: `${(index * 7) % 40} boats`,
}));

/** An invented harbour as a map, with every kind of class. */
export function MapSpecimen({ provenance }: { provenance: Provenance }) {
  return (
    <AreaMap
      id="waters"
      heading="Boats by water"
      sentence="Three waters had more boats than chance allows."
      map={map}
      areas={areas}
      classes={classes}
      legendHeading="Number of waters"
      outlineLabel="Border of a harbour"
      highlight={{ label: 'Waters beside Water 9', ids: ['W3', 'W8', 'W10', 'W15'] }}
      interactive={{ geoJsonHref: '/waters.geojson', areaHref: '/waters/{area}' }}
      table={
        <PlainTable
          id="waters-table"
          caption="Boats by water"
          rows={areas}
          empty="There are no waters."
          columns={[
            {
              key: 'water',
              heading: 'Water',
              value: ({ name }) => name,
              render: ({ id, name }) => (
                <a class="govuk-link" href={`/waters/${id}`} id={mapRowId('waters', id)}>
                  {name}
                </a>
              ),
            },
            { key: 'boats', heading: 'Boats', value: ({ note }) => note ?? null },
          ]}
        />
      }
      {...provenance}
    />
  );
}
