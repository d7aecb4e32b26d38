import { checkFields } from './check-mail.ts';
import { signInChanges, type MailTemplate, type SignInChange } from './templates.ts';

export type RenderedMail = { subject: string; text: string };

type Fields = Readonly<Record<string, string>>;
type Words = { subject: string; lines: readonly string[] };

/** What each kind of mail is about, for lists of mail. */
export const mailSubjects: Readonly<Record<MailTemplate, string>> = {
  invitation: 'You are invited to sign in',
  'password-reset': 'Choose a new password',
  'sign-in-changed': 'How you sign in has changed',
  'break-glass-notice': 'A notice waits for you',
  'agreement-to-sign': 'A sharing agreement waits for your signature',
  'review-due': 'A review is due',
  'role-to-approve': 'A role waits for your approval',
};

const bodies: Readonly<Record<MailTemplate, (fields: Fields, serviceName: string) => string[]>> = {
  invitation: ({ link = '', agency = '' }, serviceName) => [
    `You are invited to use ${serviceName} for ${agency}.`,
    'Open this link to choose how you sign in:',
    link,
    'It works once, and only for a short time. Do not pass it on.',
    'If you did not expect this, you do not need to do anything.',
  ],
  'password-reset': ({ link = '' }) => [
    'Somebody asked for a new password for this address.',
    'If it was you, open this link to choose one:',
    link,
    'It works once, and only for a short time. Do not pass it on.',
    'If it was not you, you do not need to do anything. Your password stays as it is.',
  ],
  'sign-in-changed': ({ what = '' }) => [
    signInChanges[what as SignInChange],
    'If it was you, you do not need to do anything.',
    'If it was not you, tell your administrator at once.',
  ],
  'break-glass-notice': ({ link = '' }) => [
    'Emergency access was used, and you are asked to look at it.',
    'Sign in to read who used it and why:',
    link,
  ],
  'agreement-to-sign': ({ link = '' }) => [
    'A sharing agreement waits for your signature.',
    'Sign in to read it. You can sign it there or turn it down:',
    link,
  ],
  'review-due': ({ link = '' }) => [
    'A review that you are asked to do is due.',
    'Sign in to do it:',
    link,
  ],
  'role-to-approve': ({ link = '' }) => [
    'A role was given that needs a second person’s approval, and you are asked for yours.',
    'Sign in to see it. You can approve it there or turn it down:',
    link,
  ],
};

/** The words of a mail, in the service's name. Throws UnfitMail when a field is not what it may be. */
export function renderMail(
  template: string,
  fields: unknown,
  givenServiceName: string,
): RenderedMail {
  checkFields(template, fields);
  const serviceName = oneLine(givenServiceName);
  const { subject, lines } = wordsOf(template as MailTemplate, fields, serviceName);
  return {
    subject: `${serviceName}: ${subject}`,
    text: [...lines, `${serviceName}\nThis mail was sent by itself. Please do not answer it.`]
      .join('\n\n')
      .concat('\n'),
  };
}

function wordsOf(template: MailTemplate, fields: Fields, serviceName: string): Words {
  return { subject: mailSubjects[template], lines: bodies[template](fields, serviceName) };
}

function oneLine(words: string): string {
  return words.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}
