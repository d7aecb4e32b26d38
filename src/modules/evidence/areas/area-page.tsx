import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { FigureBlock } from '../figures/figure-block.tsx';
import type { Residents } from '../figures/residents.ts';
import { evidencePaths } from '../paths.ts';
import { crimeTypeSlug } from '../trends/trend-query.ts';
import type { Area, NamedArea } from './area-store.ts';
import { levelNames } from './area-words.ts';
import type { AreaFigures, NoAreaFigures } from './read-area-figures.ts';

export type AreaPageProps = {
  area: Area;
  found: AreaFigures | NoAreaFigures;
  /** What whoever came here was looking at; undefined for every type. */
  crimeType: string | undefined;
  notice: string | undefined;
  /** Where a finding is recorded from a figure of the page, for those who may. */
  recordHref: (figureId: string) => string | undefined;
};

/** One area: what it is and lies in, what was recorded there, and what lies in it. */
export function AreaPage({ area, found, crimeType, notice, recordHref }: AreaPageProps) {
  const kept = crimeType === undefined ? {} : { crimeType: crimeTypeSlug(crimeType) };
  return (
    <WorkspacePage
      title={area.name}
      isWide
      back={{ href: evidencePaths.areas(), text: 'Back to the areas' }}
    >
      <span class="govuk-caption-l">
        {levelNames[area.level].one} · {area.code}
      </span>
      <h1 class="govuk-heading-l">{area.name}</h1>
      {notice !== undefined && <p class="govuk-inset-text">{notice}</p>}
      <Facts area={area} residents={typeof found === 'string' ? undefined : found.residents} />
      {typeof found === 'string' ? (
        <p class="govuk-body">{noFiguresWords[found]}</p>
      ) : (
        <>
          <p class="govuk-body">
            <a class="govuk-link" href={evidencePaths.trend({ place: area.code, ...kept })}>
              Has anything changed in {area.name}?
            </a>
            {crimeType !== undefined && ` Begins with: ${crimeType}.`}
          </p>
          {isOnMap(area, found) && (
            <p class="govuk-body">
              <a
                class="govuk-link"
                href={`${evidencePaths.hotspots({ area: area.code, ...kept })}#neighbours-heading`}
              >
                See {area.name} beside its neighbours on the map
              </a>
            </p>
          )}
          <FigureBlock {...found.types} recordHref={recordHref(found.types.id)} />
          {found.smaller.map((figure) => (
            <FigureBlock key={figure.id} {...figure} recordHref={recordHref(figure.id)} />
          ))}
          {found.smaller.length === 0 && area.level !== 'lsoa21' && (
            <p class="govuk-body">No smaller areas of it are loaded.</p>
          )}
        </>
      )}
    </WorkspacePage>
  );
}

/** The map is of small areas with boundaries; of invented incidents, which lie in no area, it is a grid. */
function isOnMap({ level, isOurs, middle }: Area, { current }: AreaFigures): boolean {
  return level === 'lsoa21' && isOurs === true && middle !== null && current.source === 'police';
}

function Facts({ area, residents }: { area: Area; residents: Residents | undefined }) {
  return (
    <dl class="govuk-summary-list">
      {area.parents.map((parent) => (
        <div class="govuk-summary-list__row" key={parent.code}>
          <dt class="govuk-summary-list__key">{levelNames[parent.level].one}</dt>
          <dd class="govuk-summary-list__value">
            <ParentName parent={parent} isOurs={area.isOurs === true} />
          </dd>
        </div>
      ))}
      <div class="govuk-summary-list__row">
        <dt class="govuk-summary-list__key">Residents</dt>
        <dd class="govuk-summary-list__value">{residentsInWords(residents)}</dd>
      </div>
      {area.middle !== null && (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">Position</dt>
          <dd class="govuk-summary-list__value">{positionInWords(area.middle)}</dd>
        </div>
      )}
    </dl>
  );
}

function ParentName({ parent, isOurs }: { parent: NamedArea; isOurs: boolean }) {
  if (!isOurs) return parent.name;
  return (
    <a class="govuk-link" href={evidencePaths.area(parent.code)}>
      {parent.name}
    </a>
  );
}

function residentsInWords(residents: Residents | undefined): string {
  if (residents === undefined) return 'Not loaded';
  const { people, year, from } = residents;
  const source =
    from === 'loaded' ? 'from loaded counts' : 'rounded, from the partnership’s profile';
  return `${people.toLocaleString('en-GB')} in ${year}, ${source}`;
}

function positionInWords({ north, east }: { north: number; east: number }): string {
  const across = `${Math.abs(east).toFixed(2)}° ${east < 0 ? 'west' : 'east'}`;
  return `Its middle is near ${north.toFixed(2)}° north, ${across}`;
}

const noFiguresWords: Readonly<Record<NoAreaFigures, string>> = {
  'nothing-loaded': 'There is nothing to show yet, because no police data is loaded.',
  elsewhere:
    'This area lies outside the partnership’s districts, so nothing is counted for it here.',
  'no-small-areas':
    'Nothing that is loaded says which small areas lie in it, so nothing can be counted for it. An analyst can load a lookup.',
};
