import type { ProjectedMap } from './project-areas.ts';
import { chooseScaleBar, nameDistance } from './scale-bar.ts';

type LabelsProps = { map: ProjectedMap; size: 'wide' | 'narrow' };

/** Names of towns, the scale and where north is. The stylesheet shows one size of letters of the two. */
export function MapLabels({ map }: { map: ProjectedMap }) {
  return (
    <>
      <LabelsOfSize map={map} size="wide" />
      <LabelsOfSize map={map} size="narrow" />
    </>
  );
}

function LabelsOfSize({ map, size }: LabelsProps) {
  const { fontSize, towns } = map.labels[size];
  return (
    <g class={`app-map__labels app-map__labels--${size}`} font-size={fontSize} aria-hidden="true">
      {towns.map(({ name, dot: [x, y], text }) => (
        <g key={name}>
          <circle class="app-map__town" cx={x} cy={y} r="2.5" />
          <text x={text.x} y={text.y} text-anchor={text.anchor}>
            {name}
          </text>
        </g>
      ))}
      <Scale map={map} fontSize={fontSize} />
    </g>
  );
}

/** A bar of a round length and, at the other end, an arrow to the north. */
function Scale({ map, fontSize }: { map: ProjectedMap; fontSize: number }) {
  const { kilometres, pixels } = chooseScaleBar(map.kilometresPerPixel, map.width / 4);
  const middle = map.height + map.footHeight / 2;
  const tip = middle - fontSize * 0.6;
  const right = map.width - fontSize;
  return (
    <>
      <path class="app-map__scale" d={`M1 ${middle - 5}v5h${pixels}v-5`} />
      <text x={pixels + fontSize * 0.5} y={middle + fontSize * 0.15}>
        {nameDistance(kilometres)}
      </text>
      <path
        class="app-map__north"
        d={`M${right} ${tip}l${fontSize * 0.4} ${fontSize}h-${fontSize * 0.8}z`}
      />
      <text x={right - fontSize * 0.7} y={middle + fontSize * 0.35} text-anchor="end">
        North
      </text>
    </>
  );
}
