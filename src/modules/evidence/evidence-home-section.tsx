import type { VNode } from 'preact';
import { isAllowed } from '#core/access/permissions.ts';
import type { Service } from '#core/service.ts';
import { monthInWords } from '#platform/calendar.ts';
import type { Principal } from '#platform/database/principal.ts';
import { listIncidentCounts } from './incident-counts-store.ts';
import { findCurrentSource } from './incident-source.ts';
import { evidencePaths } from './paths.ts';
import { crimeTypes } from './police-imports/police-row.ts';
import { noticeFor } from './provenance-words.ts';
import { makeTrend, usualPeriod } from './trends/trend.ts';
import { crimeTypeSlug } from './trends/trend-query.ts';
import { subjectWords, verdictSentence } from './trends/trend-words.ts';

type Change = { crimeType: string; sentence: string };

/** On the home page: the newest month, and what has changed. */
export async function evidenceHomeSection(
  service: Service,
  principal: Principal,
): Promise<VNode | null> {
  const placeName = service.profile.areas.whole.name;
  const found = await service.database.transaction(principal, async (tx) => {
    const current = await findCurrentSource(tx, service);
    if (current === undefined) return undefined;
    return { current, counts: await listIncidentCounts(tx, current, {}) };
  });
  const mayLoad = isAllowed(principal, 'police-import.make');
  if (found === undefined) return <NothingLoaded mayLoad={mayLoad} />;
  const { current, counts } = found;
  const changes = crimeTypes.flatMap((crimeType): Change[] => {
    const own = counts.filter((count) => count.crimeType === crimeType);
    const trend = makeTrend(current.months, own, usualPeriod);
    if (trend.verdict.kind !== 'higher' && trend.verdict.kind !== 'lower') return [];
    return [
      { crimeType, sentence: verdictSentence(subjectWords({ crimeType, placeName }), trend) },
    ];
  });
  return (
    <EvidenceSection
      newest={monthInWords(current.months.at(-1) ?? '')}
      monthsLoaded={current.months.length}
      changes={changes}
      notice={noticeFor(service, current)}
      mayLoad={mayLoad}
    />
  );
}

function EvidenceSection(props: {
  newest: string;
  monthsLoaded: number;
  changes: readonly Change[];
  notice: string | undefined;
  mayLoad: boolean;
}) {
  const { newest, monthsLoaded, changes, notice, mayLoad } = props;
  return (
    <section aria-labelledby="evidence">
      <h2 class="govuk-heading-m" id="evidence">
        What is happening
      </h2>
      {notice !== undefined && <p class="govuk-inset-text">{notice}</p>}
      <p class="govuk-body">
        The newest month is {newest}; {monthsLoaded}{' '}
        {monthsLoaded === 1 ? 'month is' : 'months are'} loaded.
        {changes.length === 0
          ? ' No crime type is outside what is usual.'
          : ` ${crimeTypes.length} crime types were looked at; now and then one stands out by chance.`}
      </p>
      {changes.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {changes.map(({ crimeType, sentence }) => (
            <li key={crimeType}>
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
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={evidencePaths.trend()}>
            See the trend
          </a>
        </li>
        <li>
          <a class="govuk-link" href={evidencePaths.districts()}>
            Compare the districts
          </a>
        </li>
        {mayLoad && (
          <li>
            <a class="govuk-link" href={evidencePaths.newImport()}>
              Load police data
            </a>
          </li>
        )}
      </ul>
    </section>
  );
}

function NothingLoaded({ mayLoad }: { mayLoad: boolean }) {
  return (
    <section aria-labelledby="evidence">
      <h2 class="govuk-heading-m" id="evidence">
        What is happening
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
