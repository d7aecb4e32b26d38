import type { RetentionRule } from '#core/partnership/retention.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { dayInWords, momentInWords } from '#platform/calendar.ts';
import { dueForReviewPath } from './paths.ts';
import type { Disposal } from './retention-store.ts';

const standings: Readonly<Record<RetentionRule['source']['standing'], string>> = {
  found: 'Found in a public source',
  'to-be-checked': 'To be checked by the partnership',
  'to-be-entered': 'To be entered by the partnership',
};

const ruleColumns: readonly Column<RetentionRule>[] = [
  { key: 'name', heading: 'What', isWide: true, value: ({ name }) => name },
  { key: 'months', heading: 'How long', value: ({ months }) => monthsInWords(months) },
  {
    key: 'carriedOut',
    heading: 'Then',
    value: ({ carriedOut }) =>
      carriedOut === 'by-review'
        ? 'Comes up for review here'
        : 'Not yet carried out by the service',
  },
  { key: 'why', heading: 'Why', isWide: true, value: ({ why }) => why },
  {
    key: 'source',
    heading: 'Standing',
    isWide: true,
    value: ({ source }) =>
      [`${standings[source.standing]}.`, source.title + '.', source.note ?? ''].join(' ').trim(),
  },
];

const disposalColumns: readonly Column<Disposal>[] = [
  { key: 'at', heading: 'Disposed of', value: ({ disposedAt }) => momentInWords(disposedAt) },
  { key: 'rule', heading: 'Rule', value: ({ ruleId }) => ruleId ?? 'None' },
  { key: 'made', heading: 'Record made', value: ({ madeOn }) => dayInWords(madeOn) },
  { key: 'changed', heading: 'Last changed', value: ({ changedOn }) => dayInWords(changedOn) },
  {
    key: 'proposed',
    heading: 'Proposed by',
    value: ({ proposedByName, proposedAt }) => `${proposedByName}, ${momentInWords(proposedAt)}`,
  },
  { key: 'disposed', heading: 'Done by', value: ({ disposedByName }) => disposedByName },
];

/** How long each kind of record is kept, and what an agency disposed of. */
export function RetentionRulesPage(props: {
  rules: readonly RetentionRule[];
  disposals: readonly Disposal[];
}) {
  return (
    <WorkspacePage
      title="How long records are kept"
      back={{ href: dueForReviewPath(), text: 'Records due for review' }}
      isWide
    >
      <h1 class="govuk-heading-l">How long records are kept</h1>
      <PlainTable
        id="rules"
        caption="The rules of this partnership"
        columns={ruleColumns}
        rows={props.rules}
        empty="There are no rules."
      />
      <PlainTable
        id="disposals"
        caption="What your agency disposed of, the latest first"
        columns={disposalColumns}
        rows={props.disposals}
        empty="Your agency has disposed of nothing."
      />
    </WorkspacePage>
  );
}

function monthsInWords(months: number): string {
  if (months % 12 !== 0) return months === 1 ? '1 month' : `${months} months`;
  return months === 12 ? '1 year' : `${months / 12} years`;
}
