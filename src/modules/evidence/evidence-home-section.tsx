import type { VNode } from 'preact';
import { isAllowed } from '#core/access/permissions.ts';
import type { Service } from '#core/service.ts';
import { Cards, KeyFigures, type Card } from '#design-system/content.tsx';
import { monthInWords, monthsBetween } from '#platform/calendar.ts';
import type { Principal } from '#platform/database/principal.ts';
import { readIncidentCounts } from './incident-counts/district-counts.ts';
import { ageInWords } from './figures/age-words.ts';
import { listMonthsInWords } from './figures/period-words.ts';
import { findCurrentSource, type CurrentSource } from './incident-counts/incident-source-store.ts';
import type { Read } from './hotspots/read-map.ts';
import { findBrief } from './hotspots/worse/find-brief.ts';
import type { WorseReport } from './hotspots/worse/read-worse.ts';
import { WorseBrief } from './hotspots/worse/worse-brief.tsx';
import { evidencePaths } from './paths.ts';
import { noticeFor } from './provenance-words.ts';
import { crimeTypeSlug } from './trends/trend-query.ts';
import { whatChanged, type WhatChanged } from './figures/what-changed.ts';

/** On the home page: the newest month, and what has changed. */
export async function evidenceHomeSection(
  service: Service,
  principal: Principal,
): Promise<VNode | null> {
  const placeName = service.profile.areas.whole.name;
  const read: Read = (work) => service.database.transaction(principal, work);
  const found = await read(async (tx) => {
    const current = await findCurrentSource(tx, service);
    if (current === undefined) return undefined;
    return { current, counts: await readIncidentCounts(tx, service, current) };
  });
  const mayLoad = isAllowed(principal, 'police-import.make');
  if (found === undefined) return <NothingLoaded mayLoad={mayLoad} />;
  const { current, counts } = found;
  const newestMonth = current.months.at(-1) ?? '';
  const worse = await findBrief(read, service);
  return (
    <EvidenceSection
      newest={monthInWords(newestMonth)}
      age={ageInWords(newestMonth, service.clock.now())}
      placeName={placeName}
      monthsLoaded={current.months.length}
      gaps={gapsOf(current)}
      {...whatChanged(current.months, counts, placeName)}
      definition={service.profile.definition.label}
      source={current.source === 'police' ? `what ${current.force} reported` : 'invented incidents'}
      notice={noticeFor(service, current)}
      mayLoad={mayLoad}
      worse={worse}
    />
  );
}

type EvidenceSectionProps = WhatChanged & {
  newest: string;
  age: string;
  placeName: string;
  monthsLoaded: number;
  /** The missing months between the first and the newest, by name; undefined where there are none. */
  gaps: string | undefined;
  definition: string;
  source: string;
  notice: string | undefined;
  mayLoad: boolean;
  /** What has become worse in small areas; undefined where it cannot be told just now. */
  worse: WorseReport | undefined;
};

function EvidenceSection(props: EvidenceSectionProps) {
  const { newest, age, placeName, monthsLoaded, gaps, lookedAt, changes, notice, mayLoad } = props;
  const { definition, source } = props;
  return (
    <section aria-labelledby="evidence">
      <h2 class="govuk-heading-m" id="evidence">
        What has changed
      </h2>
      {notice !== undefined && <p class="govuk-inset-text">{notice}</p>}
      <KeyFigures
        figures={[
          { label: 'Newest month', value: newest, note: age },
          {
            label: 'Months loaded',
            value: String(monthsLoaded),
            note:
              gaps === undefined ? 'none missing between them' : 'some between them are missing',
          },
          {
            label: 'Outside what is usual',
            value: lookedAt === 0 ? 'Too few months to tell' : `${changes.length} of ${lookedAt}`,
            ...(lookedAt > 0 && { note: `crime types, in ${placeName} as a whole` }),
          },
        ]}
      />
      <p class="govuk-body">
        {gaps !== undefined && <>Missing: {gaps}. </>}
        <a class="govuk-link" href={evidencePaths.coverage()}>
          See what is loaded and what is missing
        </a>
      </p>
      <p class="govuk-body">
        Two questions follow: whether {placeName} as a whole has changed, month by month, and where
        small areas have become worse. A rise in one area may be too small to show in the whole.
      </p>
      <Changes changes={changes} lookedAt={lookedAt} definition={definition} source={source} />
      <WorseBrief report={props.worse} headingLevel={3} />
      <Cards headingLevel={3} cards={waysOnward(mayLoad)} />
    </section>
  );
}

function Changes({ changes, lookedAt, definition, source }: ChangesProps) {
  if (lookedAt === 0) return null;
  return (
    <>
      {changes.length > 0 && (
        <ul class="app-changes">
          {changes.map(({ crimeType, sentence }) => (
            <li key={crimeType} class="app-changes__change">
              <a
                class="govuk-link"
                href={evidencePaths.trend({ crimeType: crimeTypeSlug(crimeType) })}
              >
                {sentence}
              </a>
            </li>
          ))}
        </ul>
      )}
      <p class="govuk-body-s">
        {lookedAt} crime types were looked at, not the districts. Even when nothing changes, about 1
        in 20 stands out in its newest month by chance, and about 1 in 5 at some time in its last 8.
        They are the police’s crime types, not serious violence as the partnership defines it (
        <a class="govuk-link" href={evidencePaths.definition()}>
          {definition}
        </a>
        ), and are counted from {source}.
      </p>
    </>
  );
}

type ChangesProps = WhatChanged & { definition: string; source: string };

/** The months between the first and the newest that are not loaded. */
function gapsOf({ months }: CurrentSource): string | undefined {
  const every = monthsBetween(months[0] ?? '', months.at(-1) ?? '');
  const missing = every.filter((month) => !months.includes(month));
  return missing.length === 0 ? undefined : listMonthsInWords(missing, every);
}

function waysOnward(mayLoad: boolean): Card[] {
  return [
    {
      heading: 'See the trend',
      href: evidencePaths.trend(),
      text: 'One crime type in one place, month by month, and whether it has really changed.',
    },
    {
      heading: 'See what has become worse',
      href: evidencePaths.worse(),
      text: 'Every crime type in every small area against the months before, and how sure it is.',
    },
    {
      heading: 'See where it happens',
      href: evidencePaths.hotspots(),
      text: 'Where incidents gather, where there are more than before, and how sure that is.',
    },
    {
      heading: 'Compare the districts',
      href: evidencePaths.districts(),
      text: 'Each district beside its own past. A change in one may not show in the whole.',
    },
    ...(mayLoad
      ? [
          {
            heading: 'Load police data',
            href: evidencePaths.newImport(),
            text: 'Add a month, and get a receipt for every row.',
          },
        ]
      : []),
  ];
}

function NothingLoaded({ mayLoad }: { mayLoad: boolean }) {
  return (
    <section aria-labelledby="evidence">
      <h2 class="govuk-heading-m" id="evidence">
        What has changed
      </h2>
      <p class="govuk-body">
        No police data is loaded yet.{' '}
        {mayLoad ? (
          <a class="govuk-link" href={evidencePaths.newImport()}>
            Load the first month
          </a>
        ) : (
          'An analyst can load it.'
        )}
      </p>
    </section>
  );
}
