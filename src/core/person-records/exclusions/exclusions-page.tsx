import { takingUpPath } from '#core/person-records/named-people/paths.ts';
import type { Colleague } from '#core/person-records/staff-store.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { decisionColumn, exclusionColumns } from './exclusion-table.tsx';
import { isToReview, type Exclusion } from './exclusion.ts';
import { recordExclusionsPath } from './paths.ts';

export type ExclusionsPageProps = {
  exclusions: readonly Exclusion[];
  /** What the records are called, by id. */
  recordNames: ReadonlyMap<string, string>;
  /** Restricted records that nobody of the agency sees any more. */
  forsaken: readonly string[];
  staff: ReadonlyMap<string, Colleague>;
  makeKey: () => string;
};

/** Everybody who is kept out of a record of the agency, what the service found first. */
export function ExclusionsPage(props: ExclusionsPageProps) {
  const { exclusions, recordNames, forsaken, staff, makeKey } = props;
  const running = exclusions.filter(({ endedAt }) => endedAt === null);
  const onRecord: Column<Exclusion> = {
    key: 'record',
    heading: 'Record',
    value: ({ recordId }) => recordNames.get(recordId) ?? '',
    render: ({ recordId }) => (
      <a class="govuk-link" href={recordExclusionsPath(recordId)}>
        {recordNames.get(recordId) ?? 'The record'}
      </a>
    ),
  };
  const columns = [onRecord, ...exclusionColumns(staff), decisionColumn(staff, makeKey)];
  return (
    <WorkspacePage title="People kept out of records" isWide>
      <h1 class="govuk-heading-l">People kept out of records</h1>
      <p class="govuk-body">
        People who work here and must not see a record of your agency. They are not told, and cannot
        tell: for them the record is not there.
      </p>
      <PlainTable
        id="to-review"
        caption="Found by the service, for you to look at"
        columns={columns}
        rows={running.filter(isToReview)}
        empty="Nothing waits for you. When somebody’s name or details are on a record, the service keeps them out at once and asks you here."
      />
      <PlainTable
        id="decided"
        caption="Decided"
        columns={columns}
        rows={running.filter((one) => !isToReview(one))}
        empty="Nobody is kept out by a decision. Open a record to keep somebody out of it."
      />
      {forsaken.length > 0 && <Forsaken forsaken={forsaken} makeKey={makeKey} />}
    </WorkspacePage>
  );
}

function Forsaken({ forsaken, makeKey }: Pick<ExclusionsPageProps, 'forsaken' | 'makeKey'>) {
  return (
    <section aria-labelledby="forsaken">
      <h2 class="govuk-heading-m" id="forsaken">
        Restricted records that nobody sees any more
      </h2>
      <p class="govuk-body">
        Everybody of your agency who was named on these has left, or their time is over. Take one up
        to be named on it yourself for 30 days, and name somebody who works with it.
      </p>
      <ul class="govuk-list">
        {forsaken.map((id, place) => (
          <li key={id}>
            <PostForm action={takingUpPath(id)} idempotencyKey={makeKey()}>
              <button class="govuk-button govuk-button--secondary" type="submit">
                Take up record {place + 1}
              </button>
            </PostForm>
          </li>
        ))}
      </ul>
    </section>
  );
}
