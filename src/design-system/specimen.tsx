import { Chart } from './charts/chart.tsx';
import { controlChart } from './charts/control-chart.tsx';
import { lineChart } from './charts/line-chart.tsx';
import { Cards, KeyFigures, Opening, UrgentHelp } from './content.tsx';
import { errorFor } from './forms/field-errors.ts';
import { PostForm } from './forms/post-form.tsx';
import * as G from './govuk/components.ts';
import { Alert, Timeline } from './govuk/moj-components.ts';
import { MapSpecimen } from './maps/map-specimen.tsx';
import { PublicPage } from './pages/public-page.tsx';
import { WorkspacePage } from './pages/workspace-page.tsx';
import { Progress } from './progress.tsx';
import type { Surroundings } from './surroundings.tsx';
import type { Column } from './tables/column.ts';
import { DataTable } from './tables/data-table.tsx';
import { parseTableQuery, sortAndPage } from './tables/table-query.ts';

/** Every part of the design system on two pages, for tests and for looking at. */
export const specimenSurroundings: Surroundings = {
  identity: {
    name: 'Calmer Harbourshire',
    strapline: 'Looking after our harbours together',
    organisation: 'The Harbourshire Partnership. All of it is made up.',
    colours: { brand: '#1f5566', brandDark: '#143642', accent: '#e0a458' },
  },
  assets: { stylesheet: '/main.css', script: '/main.js', theme: '/theme.css', icon: '/mark.svg' },
  notices: [
    {
      text: 'Demonstration: every person and figure here is invented.',
      href: '/demonstration',
      linkText: 'Take the guided walk',
    },
  ],
  person: { name: 'Asha Rowntree', agency: 'Harbour Office', role: 'Analyst' },
  navigation: [
    { text: 'Today', href: '/home', current: false },
    { text: 'Evidence', href: '/evidence', current: true },
    { text: 'Imports', href: '/imports', current: false },
  ],
  footerLinks: [
    { text: 'Accessibility', href: '/accessibility' },
    { text: 'Privacy', href: '/privacy' },
  ],
  exit: { href: 'https://www.bbc.co.uk/weather', text: 'Exit this page' },
};

const months = Array.from({ length: 24 }, (_, index) => {
  const month = new Date(Date.UTC(2024, index, 1));
  return month.toLocaleString('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
});
const counts = [
  12,
  15,
  11,
  14,
  13,
  16,
  12,
  10,
  14,
  15,
  13,
  12,
  11,
  16,
  14,
  null,
  13,
  15,
  17,
  19,
  24,
  26,
  23,
  27,
];
const points = months.map((label, index) => ({
  label,
  value: counts[index] ?? null,
  signal: (counts[index] ?? 0) > 20,
}));
type Point = (typeof points)[number];
const columns: readonly Column<Point>[] = [
  { key: 'month', heading: 'Month', value: ({ label }) => label },
  {
    key: 'count',
    heading: 'Boats logged',
    numeric: true,
    sortable: true,
    value: (point) => point.value,
  },
  { key: 'note', heading: 'Note', value: ({ signal }) => (signal ? 'Signal' : '') },
];
const provenance = {
  units: 'Boats logged each month',
  period: 'January 2024 to December 2025',
  source: 'Harbour log (invented)',
  definition: 'Harbour definition, version 1',
  caveats: ['April 2025 was never sent, so the line breaks there.'],
  csvHref: '/boats.csv',
};
const control = controlChart({
  points,
  unit: 'boats each month',
  centre: 13.1,
  lower: 6.4,
  upper: 19.8,
  baselineEnd: 'Dec 2024',
});
const lines = lineChart({
  labels: months,
  unit: 'boats each month',
  series: [
    { name: 'North quay', values: counts },
    { name: 'South quay', values: counts.map((count, index) => (count ?? 12) / 2 + (index % 3)) },
    { name: 'Old pier', values: counts.map((_, index) => 7 + (index % 4)) },
  ],
});
const query = { sort: 'count', direction: 'descending', area: 'north' };
const tableQuery = parseTableQuery(query, columns, { pageSize: 6 });
const errors = { 'full-name': 'Enter your full name', quay: 'Choose a quay' };

export function PublicSpecimen() {
  return (
    <PublicPage
      documentTitle="Calmer Harbourshire"
      isIndexed
      opening={
        <Opening
          heading="Calm water is something we build together"
          lead="Nine organisations share one plan for safe harbours, and show here how they are keeping it."
        >
          <G.Button href="/plan" text="Read the plan" />
        </Opening>
      }
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <UrgentHelp heading="If someone is in danger now">
            <p class="govuk-body">
              Call{' '}
              <a class="govuk-link" href="tel:999">
                999
              </a>
              . If you cannot speak, press 55 when you are asked.
            </p>
          </UrgentHelp>
          <h2 class="govuk-heading-l">What you can do</h2>
        </div>
      </div>
      <Cards
        headingLevel={3}
        cards={[
          {
            heading: 'For schools',
            href: '/schools',
            text: 'Check your own plan and ask for help.',
          },
          {
            heading: 'For groups',
            href: '/groups',
            text: 'Find training, money and people near you.',
          },
          {
            heading: 'For families',
            href: '/families',
            text: 'Talk to somebody who has time for you.',
          },
        ]}
      />
      <KeyFigures
        figures={[
          { label: 'Promises kept', value: '14 of 31', note: 'up to November 2026' },
          { label: 'People trained', value: '1,204', note: 'since April' },
          { label: 'Next session', value: '9 December' },
        ]}
      />
    </PublicPage>
  );
}

export function WorkspaceSpecimen() {
  return (
    <WorkspacePage
      title="Boats"
      isWide
      errors={errors}
      refreshSeconds={5}
      breadcrumbs={[{ text: 'Evidence', href: '/evidence' }]}
      subNavigation={{
        label: 'Evidence',
        items: [
          { text: 'Trend', href: '/evidence/trend', active: true },
          { text: 'Places', href: '/evidence/places', active: false },
        ],
      }}
    >
      <h1 class="govuk-heading-l">Boats in the harbour</h1>
      <Alert variant="success" title="Saved">
        The month was loaded.
      </Alert>
      <Chart
        id="boats"
        heading="Boats logged"
        sentence="More boats were logged from September 2025 than chance would explain."
        drawing={control}
        table={{ columns, rows: points }}
        {...provenance}
      />
      <Chart
        id="quays"
        heading="Boats by quay"
        sentence="The north quay has grown; the others have not."
        drawing={lines}
        table={{ columns, rows: points }}
        {...provenance}
      />
      <MapSpecimen provenance={provenance} />
      <h2 class="govuk-heading-m">All months</h2>
      <DataTable
        id="months"
        caption="Boats logged by month"
        columns={columns}
        page={sortAndPage(points, columns, tableQuery)}
        query={tableQuery}
        address={{ path: '/boats', query }}
        empty="No months have been loaded yet."
        csvHref="/boats.csv"
      />
      <h2 class="govuk-heading-m">Loading</h2>
      {(['working', 'finished', 'failed'] as const).map((state) => (
        <Progress
          key={state}
          state={state}
          step="Reading the files."
          done={state === 'finished' ? 8 : 3}
          total={8}
          unit="files"
          outcome={state === 'failed' ? 'The third file is not a log.' : 'All files are in.'}
          next={state === 'working' ? undefined : { href: '/receipt', text: 'See the receipt' }}
          fragmentHref="/imports/1/progress"
          pageHref="/imports/1"
        />
      ))}
      <h2 class="govuk-heading-m">Add a boat</h2>
      <SpecimenForm />
      <Timeline
        headingLevel={2}
        items={[
          {
            label: { text: 'Loaded' },
            text: 'The log for October.',
            byline: { text: 'Asha Rowntree' },
            datetime: { timestamp: '2026-11-02T09:30:00Z', type: 'datetime' },
          },
        ]}
      />
    </WorkspacePage>
  );
}

function SpecimenForm() {
  return (
    <PostForm action="/boats" idempotencyKey="5f0c" hasFiles>
      <G.Input
        id="full-name"
        name="fullName"
        label={{ text: 'Full name' }}
        hint={{ text: 'As it stands on the hull.' }}
        errorMessage={errorFor(errors, 'full-name')}
      />
      <G.Radios
        idPrefix="quay"
        name="quay"
        fieldset={{ legend: { text: 'Which quay?', classes: 'govuk-fieldset__legend--s' } }}
        errorMessage={errorFor(errors, 'quay')}
        items={[
          { value: 'north', text: 'North quay', hint: { text: 'The new one' } },
          { divider: 'or' },
          { value: 'none', text: 'None of them' },
        ]}
      />
      <G.FileUpload id="log" name="log" label={{ text: 'The log (CSV)' }} />
      <G.Details summaryText="What is a log?">
        <p class="govuk-body">
          A list of boats, <strong>one a line</strong>.
        </p>
      </G.Details>
      <div class="govuk-button-group">
        <G.Button text="Save the boat" preventDoubleClick />
        <G.Button text="Keep as a draft" classes="govuk-button--secondary" />
        <G.Button text="Delete the boat" classes="govuk-button--warning" />
      </div>
    </PostForm>
  );
}
