import { Button, Input, Select } from '#design-system/govuk/components.ts';
import type { AuditSearch } from './audit-search.ts';
import { actionInWords, kindInWords } from './audit-words.ts';
import { auditPath } from './paths.ts';

export type AuditSearchFormProps = {
  search: AuditSearch;
  agencies: readonly { id: string; name: string }[];
  actions: readonly string[];
};

type Choice = { value: string; text: string };

const recordKinds = ['person-record', 'user', 'agency', 'finding', 'police-import', 'count-import'];

/** What the log may be searched for; any part may be left empty. */
export function AuditSearchForm({ search, agencies, actions }: AuditSearchFormProps) {
  const { from, to, person, record } = search;
  const kinds = [...new Set([...recordKinds, ...(search.kind === undefined ? [] : [search.kind])])];
  const known = [
    ...new Set([...actions, ...(search.action === undefined ? [] : [search.action])]),
  ].toSorted();
  return (
    <form action={auditPath()} method="get" class="app-choices">
      <Input id="from" name="from" type="date" label={{ text: 'From' }} value={from ?? ''} />
      <Input id="to" name="to" type="date" label={{ text: 'To' }} value={to ?? ''} />
      <Input
        id="person"
        name="person"
        label={{ text: 'Who acted: name' }}
        value={person ?? ''}
        classes="govuk-input--width-20"
      />
      <OneOf
        id="agency"
        label="Agency"
        chosen={search.agency}
        choices={agencies.map(({ id, name }) => ({ value: id, text: name }))}
      />
      <OneOf
        id="action"
        label="What"
        chosen={search.action}
        choices={known.map((action) => ({ value: action, text: actionInWords(action) }))}
      />
      <OneOf
        id="outcome"
        label="Outcome"
        chosen={search.outcome}
        choices={[
          { value: 'read', text: 'Read' },
          { value: 'done', text: 'Done' },
          { value: 'refused', text: 'Refused' },
        ]}
      />
      <OneOf
        id="kind"
        label="Kind of record"
        chosen={search.kind}
        choices={kinds.map((kind) => ({ value: kind, text: kindInWords(kind) }))}
      />
      <Input
        id="record"
        name="record"
        label={{ text: 'Its number' }}
        value={record ?? ''}
        classes="govuk-input--width-20"
      />
      <Button text="Search" classes="govuk-button--secondary" />
    </form>
  );
}

function OneOf(props: {
  id: string;
  label: string;
  chosen: string | undefined;
  choices: readonly Choice[];
}) {
  const { id, label, chosen, choices } = props;
  const items = [{ value: '', text: 'Any' }, ...choices];
  return (
    <Select
      id={id}
      name={id}
      label={{ text: label }}
      items={items.map((item) => ({ ...item, selected: item.value === (chosen ?? '') }))}
    />
  );
}
