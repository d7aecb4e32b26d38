import { Tag } from '#design-system/govuk/components.ts';
import type { Column } from '#design-system/tables/column.ts';
import { momentInWords } from '#platform/calendar.ts';
import type { FoundEntry } from './audit-search.ts';
import { actionInWords, outcomeInWords, recordsInWords, roleInWords } from './audit-words.ts';
import { countInWords, listAllowedGrounds, purposeInWords, whyInWords } from './why-allowed.ts';

const when: Column<FoundEntry> = {
  key: 'at',
  heading: 'When',
  value: ({ at }) => momentInWords(at),
};

const who: Column<FoundEntry> = {
  key: 'who',
  heading: 'Who',
  isWide: true,
  value: ({ actorName }) => actorName,
  render: ({ actorName, agency, role }) => (
    <>
      {actorName}
      <br />
      <span class="govuk-body-s">
        {[roleInWords(role), agency].filter((part) => part !== undefined).join(', ')}
      </span>
    </>
  ),
};

const what: Column<FoundEntry> = {
  key: 'what',
  heading: 'What',
  value: ({ action }) => actionInWords(action),
  render: (entry) => (
    <>
      {actionInWords(entry.action)}
      {entry.outcome === 'refused' && (
        <>
          {' '}
          <Tag text={outcomeInWords(entry)} classes="govuk-tag--orange" />
        </>
      )}
    </>
  ),
};

const why: Column<FoundEntry> = {
  key: 'why',
  heading: 'Why it was allowed',
  isWide: true,
  value: whyInWords,
  render: Why,
};

const records: Column<FoundEntry> = {
  key: 'records',
  heading: 'Records',
  value: ({ about }) => recordsInWords(about),
};

const seal: Column<FoundEntry> = {
  key: 'seal',
  heading: 'Sealed',
  value: ({ isSealed }) => (isSealed ? 'Yes' : 'Not yet'),
};

/** For a search of the whole log. */
export const searchColumns: readonly Column<FoundEntry>[] = [when, who, what, records, why, seal];

/** For the entries of one record. */
export const recordColumns: readonly Column<FoundEntry>[] = [when, who, what, why];

function Why(entry: FoundEntry) {
  if (entry.outcome === 'refused') return <>{whyInWords(entry)}</>;
  const purpose = purposeInWords(entry);
  return (
    <>
      {purpose !== '' && <span class="app-line">{purpose}</span>}
      {listAllowedGrounds(entry).map((ground) => (
        <span class="app-line" key={ground.words}>
          {ground.href === undefined ? (
            ground.words
          ) : (
            <a class="govuk-link" href={ground.href}>
              {ground.words}
            </a>
          )}
          {countInWords(ground)}
        </span>
      ))}
    </>
  );
}
