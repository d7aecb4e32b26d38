import { personRecordPath } from '#core/person-records/paths.ts';
import {
  capacities,
  nameOf,
  regimes,
  type PersonRecord,
} from '#core/person-records/person-record.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { dayInWords, momentInWords } from '#platform/calendar.ts';
import { fieldsInWords, type CorrectionMade, type EarlierVersion } from './correction.ts';

const corrections: readonly Column<CorrectionMade>[] = [
  { key: 'when', heading: 'When', value: ({ madeAt }) => momentInWords(madeAt) },
  { key: 'fields', heading: 'What was wrong in', value: ({ fields }) => fieldsInWords(fields) },
  { key: 'what', heading: 'In their words', isWide: true, value: ({ what }) => what },
  { key: 'told', heading: 'Who was told', isWide: true, value: toldInWords },
];

const versions: readonly Column<EarlierVersion>[] = [
  { key: 'until', heading: 'Until', value: ({ replacedAt }) => momentInWords(replacedAt) },
  { key: 'name', heading: 'Name', value: nameOf },
  {
    key: 'born',
    heading: 'Date of birth',
    value: ({ bornOn }) => (bornOn === null ? 'Not known' : dayInWords(bornOn)),
  },
  { key: 'held', heading: 'Held as', value: ({ heldAs }) => wordsIn(capacities, heldAs) },
  { key: 'rules', heading: 'Rules', value: ({ processing }) => wordsIn(regimes, processing) },
];

/** What a record said before, for the governance of the agency that holds it. */
export function RecordHistoryPage(props: {
  record: PersonRecord;
  versions: readonly EarlierVersion[];
  corrections: readonly CorrectionMade[];
}) {
  const { record } = props;
  return (
    <WorkspacePage
      title="What this record said before"
      back={{ href: personRecordPath(record.id), text: 'Back to the record' }}
      isWide
    >
      <span class="govuk-caption-l">{nameOf(record)}</span>
      <h1 class="govuk-heading-l">What this record said before</h1>
      <PlainTable
        id="corrections"
        caption="Corrections, the latest first"
        columns={corrections}
        rows={props.corrections}
        empty="Nothing in this record was corrected."
      />
      <PlainTable
        id="versions"
        caption="What it said before each change, the latest first"
        columns={versions}
        rows={props.versions}
        empty="This record was never changed."
      />
    </WorkspacePage>
  );
}

function toldInWords({ notices }: CorrectionMade): string {
  if (notices.length === 0) return 'Nobody: it was given to no other agency.';
  return notices
    .map(({ agencyName, acknowledgedAt }) =>
      acknowledgedAt === null
        ? `${agencyName}: not yet answered`
        : `${agencyName}: put right on ${momentInWords(acknowledgedAt)}`,
    )
    .join('. ');
}

function wordsIn(words: Readonly<Record<string, string>>, key: string): string {
  return words[key] ?? key;
}
