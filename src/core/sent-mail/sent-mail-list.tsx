import type { ComponentChildren } from 'preact';
import { Details, Tag } from '#design-system/govuk/components.ts';
import { momentInWords } from '#platform/calendar.ts';
import { isInventedAddress } from '#platform/mail/invented-address.ts';
import { mailSubjects } from '#platform/mail/render-mail.ts';
import type { MailState, SentMail } from '#platform/mail/sent-mail-store.ts';

const tags: Readonly<Record<MailState, { text: string; classes: string }>> = {
  waiting: { text: 'Waiting', classes: 'govuk-tag--blue' },
  sending: { text: 'Being sent', classes: 'govuk-tag--blue' },
  sent: { text: 'Handed over', classes: 'govuk-tag--green' },
  kept: { text: 'Did not leave', classes: 'govuk-tag--grey' },
  failed: { text: 'Not delivered', classes: 'govuk-tag--red' },
};

/** Mails by what they are about, each with who it is for and what became of it. */
export function SentMailList({ mails }: { mails: readonly SentMail[] }) {
  return (
    <ul class="govuk-list govuk-list--spaced">
      {mails.map((mail) => (
        <li key={mail.id} class="govuk-!-margin-bottom-6">
          <strong>{subjectOf(mail)}</strong> <Tag {...tagOf(mail)} />
          <p class="govuk-body govuk-!-margin-bottom-1">To {mail.to}</p>
          <p class="govuk-body-s govuk-!-margin-bottom-1">
            Asked for on {momentInWords(mail.askedAt)}. {whatBecame(mail)}
          </p>
          {mail.words !== undefined && <Words {...mail.words} />}
        </li>
      ))}
    </ul>
  );
}

function subjectOf({ template }: SentMail): string {
  return Object.hasOwn(mailSubjects, template)
    ? mailSubjects[template as keyof typeof mailSubjects]
    : 'A mail of a kind that is no longer sent';
}

function tagOf({ state, problem }: SentMail): { text: string; classes: string } {
  if (state === 'waiting' && problem !== null) {
    return { text: 'Tried, not sent yet', classes: 'govuk-tag--orange' };
  }
  return tags[state];
}

function whatBecame(mail: SentMail): string {
  const { state, problem } = mail;
  switch (state) {
    case 'waiting':
      return problem === null
        ? 'It goes out in a moment.'
        : `${problem} ${tried(mail)} The next try is on ${momentInWords(mail.nextTryAt)}.`;
    case 'sending':
      return 'It is being handed over now.';
    case 'sent':
      return `${takenBy(mail)}${
        mail.isPerhapsDouble
          ? ' It may have arrived twice, because an earlier try ended without an answer.'
          : ''
      }`;
    case 'kept':
      return isInventedAddress(mail.to)
        ? 'It was kept here. Mail to an example address never leaves.'
        : 'It was kept here. Nothing leaves from this demonstration.';
    case 'failed':
      return `${problem ?? ''} ${tried(mail)}${
        mail.wasUnanswered
          ? ' An earlier try ended without an answer, so it may have arrived all the same.'
          : ''
      } It is not tried again. Check the address, then ask for the mail again where it came from.`;
  }
}

function takenBy({ transport, reference, settledAt }: SentMail): string {
  const who = transport === 'notify' ? 'GOV.UK Notify' : 'The mail server';
  const when = settledAt === null ? '' : ` on ${momentInWords(settledAt)}`;
  return `${who} took it${when}${reference === null ? '' : `, and calls it “${reference}”`}.`;
}

function tried({ tries }: SentMail): string {
  if (tries === 1) return 'It was tried once.';
  return tries === 2 ? 'It was tried twice.' : `It was tried ${tries} times.`;
}

function Words({ subject, text }: { subject: string; text: string }) {
  return (
    <Details summaryText="What it says">
      <p class="govuk-body govuk-!-font-weight-bold">{subject}</p>
      {text
        .trim()
        .split(/\n+/)
        .map((paragraph) => (
          <p key={paragraph} class="govuk-body">
            {withLink(paragraph)}
          </p>
        ))}
    </Details>
  );
}

function withLink(paragraph: string): ComponentChildren {
  if (!/^https?:\/\/\S+$/.test(paragraph)) return paragraph;
  return (
    <a class="govuk-link" href={paragraph}>
      {paragraph}
    </a>
  );
}
