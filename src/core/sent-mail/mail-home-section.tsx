import type { VNode } from 'preact';
import type { Module } from '#core/module.ts';
import type { Service } from '#core/service.ts';
import { WarningText } from '#design-system/govuk/components.ts';
import type { Principal } from '#platform/database/principal.ts';
import { countMailTrouble, type MailTrouble } from '#platform/mail/sent-mail-store.ts';
import { sentMailPath } from './paths.ts';

const aWeek = 7 * 24 * 3_600_000;

/** On the home of who looks after mail: what could not be delivered. Silent while all is well. */
export const mailHomeSection: NonNullable<Module['homeSection']> = {
  permission: 'mail.read',
  section: tellOfTrouble,
};

async function tellOfTrouble(service: Service, principal: Principal): Promise<VNode | null> {
  const since = new Date(service.clock.now().getTime() - aWeek);
  const trouble = await service.database.transaction(principal, (tx) =>
    countMailTrouble(tx, since),
  );
  if (trouble.failed + trouble.late === 0) return null;
  const show = trouble.failed === 0 ? 'waiting' : 'failed';
  return (
    <section aria-labelledby="mail">
      <h2 class="govuk-heading-m" id="mail">
        Mail
      </h2>
      <WarningText text={inWords(trouble)} iconFallbackText="Warning" />
      <p class="govuk-body">
        <a class="govuk-link" href={sentMailPath(show)}>
          See which, and why
        </a>
        . Looking at the list is recorded.
      </p>
    </section>
  );
}

function inWords({ failed, late }: MailTrouble): string {
  const given = failed === 0 ? '' : `${mails(failed)} of the last 7 days could not be delivered. `;
  const trying = late === 0 ? '' : `${mails(late)} could not be sent yet, and will be tried again.`;
  return `${given}${trying}`.trim();
}

function mails(count: number): string {
  return count === 1 ? '1 mail' : `${count.toLocaleString('en-GB')} mails`;
}
