import type { Column } from '#design-system/tables/column.ts';
import { momentInWords } from '#platform/calendar.ts';
import { basisInWords, categoriesInWords, purposeInWords, type Disclosure } from './disclosure.ts';
import { recordDisclosuresPath } from './paths.ts';

const when: Column<Disclosure> = {
  key: 'at',
  heading: 'When first shown that day',
  value: ({ at }) => momentInWords(at),
};

const record: Column<Disclosure> = {
  key: 'record',
  heading: 'Record',
  value: ({ name }) => name ?? 'A record that you do not see',
  render: ({ name, recordId }) =>
    name === undefined ? (
      'A record that you do not see'
    ) : (
      <a class="govuk-link" href={recordDisclosuresPath(recordId)}>
        {name}
      </a>
    ),
};

const recipient: Column<Disclosure> = {
  key: 'recipient',
  heading: 'To whom',
  value: ({ recipientName }) => recipientName,
  render: ({ recipientName, recipientAgencyName }) => (
    <>
      {recipientName}
      <br />
      <span class="govuk-body-s">{recipientAgencyName}</span>
    </>
  ),
};

const giver: Column<Disclosure> = {
  key: 'giver',
  heading: 'From',
  value: ({ ownerName }) => ownerName,
};

const reference: Column<Disclosure> = {
  key: 'reference',
  heading: 'Their record',
  value: ({ recordId }) => referenceOf(recordId),
};

const what: Column<Disclosure> = {
  key: 'what',
  heading: 'What of it',
  value: ({ categories }) => categoriesInWords(categories),
};

const why: Column<Disclosure> = {
  key: 'why',
  heading: 'What it rests on',
  isWide: true,
  value: basisInWords,
  render: (disclosure) => (
    <>
      {basisInWords(disclosure)}
      <br />
      <span class="govuk-body-s">
        {disclosure.gateway}. Purpose: {purposeInWords(disclosure.purpose)}
      </span>
    </>
  ),
};

const expires: Column<Disclosure> = {
  key: 'expires',
  heading: 'Runs out',
  value: ({ expiresAt }) => momentInWords(expiresAt),
};

export const givenColumns: readonly Column<Disclosure>[] = [
  record,
  when,
  recipient,
  what,
  why,
  expires,
];
export const receivedColumns: readonly Column<Disclosure>[] = [
  recipient,
  when,
  giver,
  reference,
  what,
  why,
  expires,
];
/** For the ledger of one record. */
export const recordColumns: readonly Column<Disclosure>[] = [recipient, when, what, why, expires];

/** The beginning of a record's number, enough to ask its agency about it. */
function referenceOf(recordId: string): string {
  return recordId.slice(0, 8);
}
