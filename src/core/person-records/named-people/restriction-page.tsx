import { personRecordPath } from '#core/person-records/paths.ts';
import { nameOf, type PersonRecord } from '#core/person-records/person-record.ts';
import { inWords, type Colleague } from '#core/person-records/staff-store.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { CaseRole } from './case-role.ts';
import { namedPeoplePath, restrictionPath } from './paths.ts';

/** Restricting a record to the people named on it, or opening it again. */
export function RestrictionPage(props: {
  record: PersonRecord;
  named: readonly CaseRole[];
  staff: ReadonlyMap<string, Colleague>;
  idempotencyKey: string;
}) {
  const { record, named, staff, idempotencyKey } = props;
  const title = record.isRestricted ? 'Lift the restriction' : 'Restrict this record';
  return (
    <WorkspacePage
      title={title}
      back={{ href: personRecordPath(record.id), text: 'Back to the record' }}
    >
      <span class="govuk-caption-l">{nameOf(record)}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        {record.isRestricted
          ? 'Everybody of your agency will see this record again, and so will those whom an agreement gives it to.'
          : 'Only people named on it will see this record. For everybody else, of your agency too, it will be as if it were not there. Agreements no longer give it. You are named on it yourself, for a year.'}
      </p>
      {!record.isRestricted && (
        <>
          <h2 class="govuk-heading-s">Who will see it besides you</h2>
          {named.length === 0 ? (
            <p class="govuk-body">
              Nobody. Name colleagues who need it, so that it does not depend on you alone.
            </p>
          ) : (
            <ul class="govuk-list govuk-list--bullet">
              {named.map(({ id, userId }) => (
                <li key={id}>{inWords(staff, userId)}</li>
              ))}
            </ul>
          )}
          <p class="govuk-body">
            <a class="govuk-link" href={namedPeoplePath(record.id)}>
              Change who is named
            </a>
          </p>
        </>
      )}
      <PostForm
        action={restrictionPath(record.id)}
        idempotencyKey={idempotencyKey}
        hidden={{
          change: record.isRestricted ? 'lift' : 'restrict',
          version: String(record.version),
        }}
      >
        <Button text={title} classes="govuk-button--warning" preventDoubleClick />
      </PostForm>
    </WorkspacePage>
  );
}
