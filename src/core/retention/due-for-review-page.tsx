import { homePath } from '#core/home/paths.ts';
import { capacities, nameOf } from '#core/person-records/person-record.ts';
import { Tag, WarningText } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { dayInWords } from '#platform/calendar.ts';
import { recordRetentionPath, retentionRulesPath } from './paths.ts';
import type { DueRecord } from './retention-store.ts';

const columns: readonly Column<DueRecord>[] = [
  {
    key: 'name',
    heading: 'Record',
    value: nameOf,
    render: (record) => (
      <a class="govuk-link" href={recordRetentionPath(record.id)}>
        {nameOf(record)}
      </a>
    ),
  },
  { key: 'heldAs', heading: 'Held as', value: ({ heldAs }) => capacities[heldAs] },
  {
    key: 'reviewOn',
    heading: 'Day of review',
    value: ({ reviewOn }) => (reviewOn === null ? 'No rule: now' : dayInWords(reviewOn)),
  },
  {
    key: 'state',
    heading: 'State',
    value: stateOf,
    render: (record) =>
      record.isOnHold || record.isProposed ? (
        <Tag
          text={stateOf(record)}
          classes={record.isOnHold ? 'govuk-tag--red' : 'govuk-tag--orange'}
        />
      ) : (
        stateOf(record)
      ),
  },
];

function stateOf({ isOnHold, isProposed }: DueRecord): string {
  if (isOnHold) return 'Legal hold';
  return isProposed ? 'Disposal proposed' : 'To be decided';
}

/** The records of an agency whose day of review has come. */
export function DueForReviewPage(props: { records: readonly DueRecord[]; hasJumped: boolean }) {
  return (
    <WorkspacePage title="Records due for review" back={{ href: homePath(), text: 'Home' }} isWide>
      <h1 class="govuk-heading-l">Records due for review</h1>
      {props.hasJumped && <ClockWarning />}
      <p class="govuk-body">
        Decide about each: keep it for longer, put it under a legal hold, or dispose of it. Nothing
        is removed by the clock alone.{' '}
        <a class="govuk-link" href={retentionRulesPath()}>
          How long records are kept
        </a>
      </p>
      <PlainTable
        id="due"
        caption="Records of your agency, the longest overdue first"
        columns={columns}
        rows={props.records}
        empty="No record of your agency is due for review."
      />
    </WorkspacePage>
  );
}

/** Nothing is disposed of by a clock that cannot be believed. */
function ClockWarning() {
  return (
    <WarningText
      iconFallbackText="Warning"
      text="The service’s clock cannot be relied on: it has jumped, or the audit log was not sealed for more than a day. The days on this page may be wrong, and nothing can be disposed of until both have run well for a day."
    />
  );
}
