import { personRecordPath } from '#core/person-records/paths.ts';
import { nameOf, type PersonRecord } from '#core/person-records/person-record.ts';
import { FindStaffForm } from '#core/person-records/find-staff-form.tsx';
import { inWords, type Colleague, type FoundColleagues } from '#core/person-records/staff-store.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, Tag } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { untilInWords } from '#core/person-records/until-in-words.ts';
import { momentInWords } from '#platform/calendar.ts';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { categories, isNow, type CaseRole } from './case-role.ts';
import { NamingFields } from './naming-fields.tsx';
import { namedPeoplePath, namingEndPath, restrictionPath } from './paths.ts';

export type NamedPeoplePageProps = {
  record: PersonRecord;
  caseRoles: readonly CaseRole[];
  staff: ReadonlyMap<string, Colleague>;
  /** What was looked for, and who was found; undefined before a search. */
  search: { words: string; found: FoundColleagues } | undefined;
  gateways: readonly { id: string; name: string }[];
  now: Date;
  makeKey: () => string;
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
};

/** Who is named on a record, and naming somebody. */
export function NamedPeoplePage(props: NamedPeoplePageProps) {
  const { record, caseRoles, search, now, errors } = props;
  const running = caseRoles.filter((role) => isNow(role, now));
  const over = caseRoles.filter((role) => !isNow(role, now));
  return (
    <WorkspacePage
      title="Named people"
      back={{ href: personRecordPath(record.id), text: 'Back to the record' }}
      errors={errors}
      isWide
    >
      <span class="govuk-caption-l">{nameOf(record)}</span>
      <h1 class="govuk-heading-l">Named people</h1>
      <p class="govuk-body">
        A named person sees this record, of whatever agency they are, until the day you give.
        {record.isRestricted
          ? ' It is restricted: only they see it.'
          : ' Your own agency sees it in any case, and others by agreement.'}
      </p>
      <p class="govuk-body">
        {record.isRestricted && <Tag text="Restricted" classes="govuk-tag--red" />}{' '}
        <a class="govuk-link" href={restrictionPath(record.id)}>
          {record.isRestricted ? 'Lift the restriction' : 'Restrict it to named people'}
        </a>
      </p>
      <PlainTable
        id="named"
        caption="Named now"
        columns={[...columns(props), endColumn(props)]}
        rows={running}
        empty="Nobody is named on this record."
      />
      <h2 class="govuk-heading-m">Name somebody</h2>
      <FindStaffForm action={namedPeoplePath(record.id)} words={search?.words ?? ''} />
      {search !== undefined && search.found.people.length === 0 && (
        <p class="govuk-body">
          Nobody who works with records is called so. Try less of the name, or ask their
          administrator whether they have an account.
        </p>
      )}
      {search !== undefined && search.found.people.length > 0 && (
        <PostForm
          action={namedPeoplePath(record.id, search.words)}
          idempotencyKey={props.makeKey()}
        >
          <NamingFields {...props} found={search.found} />
          <Button text="Name them" preventDoubleClick />
        </PostForm>
      )}
      {over.length > 0 && (
        <PlainTable
          id="over"
          caption="Named before"
          columns={columns(props)}
          rows={over}
          empty="Nobody."
        />
      )}
    </WorkspacePage>
  );
}

function columns({ staff }: NamedPeoplePageProps): Column<CaseRole>[] {
  return [
    { key: 'who', heading: 'Who', isWide: true, value: ({ userId }) => inWords(staff, userId) },
    {
      key: 'what',
      heading: 'What they see',
      isWide: true,
      value: (role) => role.categories.map((name) => categories[name]).join('; '),
    },
    { key: 'power', heading: 'Power', value: ({ gatewayName }) => gatewayName ?? 'None needed' },
    { key: 'by', heading: 'Named by', value: ({ givenBy }) => inWords(staff, givenBy) },
    {
      key: 'until',
      heading: 'Until',
      value: ({ until, endedBy }) =>
        (endedBy === null ? untilInWords(until) : momentInWords(until)) +
        (endedBy === null ? '' : `, ended early by ${inWords(staff, endedBy)}`),
    },
  ];
}

function endColumn({ record, staff, makeKey }: NamedPeoplePageProps): Column<CaseRole> {
  return {
    key: 'end',
    heading: 'End it',
    value: () => '',
    render: ({ id, userId }) => (
      <PostForm action={namingEndPath(record.id, id)} idempotencyKey={makeKey()}>
        <button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" type="submit">
          End<span class="govuk-visually-hidden"> for {inWords(staff, userId)}</span>
        </button>
      </PostForm>
    ),
  };
}
