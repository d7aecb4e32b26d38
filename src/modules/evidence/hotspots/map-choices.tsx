import { Button, Select } from '#design-system/govuk/components.ts';
import { monthInWords } from '#platform/calendar.ts';
import type { PlaceChoice } from '../trends/part-form.tsx';
import { CrimeTypeSelect } from '../crime-type-select.tsx';
import { evidencePaths } from '../paths.ts';
import { mapAddressOf, mapViews, periodLengths, type MapQuery, type MapView } from './map-query.ts';
import { viewsOfMap } from './map-views.ts';

export type MapChoicesProps = {
  query: MapQuery;
  /** The view that the address named; undefined where the page chose one, so that the next map may choose again. */
  askedView: MapView | undefined;
  places: readonly PlaceChoice[];
  /** The loaded months, newest first. */
  months: readonly string[];
  /** Rates need residents, which nobody knows of hexagons. */
  mayRate: boolean;
};

/** What the map is drawn of. */
export function MapChoices({ query, askedView, places, months, mayRate }: MapChoicesProps) {
  return (
    <form action={evidencePaths.hotspots()} method="get" class="app-choices" autocomplete="off">
      {askedView !== undefined && <input type="hidden" name="view" value={askedView} />}
      <CrimeTypeSelect chosen={query.crimeType} />
      {places.length > 1 && (
        <Select id="place" name="place" label={{ text: 'Place' }} items={[...places]} />
      )}
      <Select
        id="length"
        name="months"
        label={{ text: 'Over' }}
        items={periodLengths.map((length) => ({
          value: String(length),
          text: `${length} months`,
          selected: length === query.months,
        }))}
      />
      <Select
        id="to"
        name="to"
        label={{ text: 'Up to' }}
        items={months.map((month) => ({
          value: month,
          text: monthInWords(month),
          selected: month === query.to,
        }))}
      />
      {mayRate && (
        <Select
          id="by"
          name="by"
          label={{ text: 'Compare areas by' }}
          items={[
            { value: 'count', text: 'Incidents', selected: query.value === 'count' },
            { value: 'rate', text: 'Rate for residents', selected: query.value === 'rate' },
          ]}
        />
      )}
      <Button text="Show" classes="govuk-button--secondary" />
    </form>
  );
}

/** The same map by something else. */
export function ViewLinks({ query }: { query: MapQuery }) {
  return (
    <nav class="app-views" aria-label="What the map shows">
      <ul class="app-views__list">
        {mapViews.map((view) => (
          <li key={view}>
            <a
              class="govuk-link app-views__link"
              href={evidencePaths.hotspots(mapAddressOf({ ...query, view }))}
              {...(view === query.view && { 'aria-current': 'page' as const })}
            >
              {viewsOfMap[view].title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
