import { signInChanges, type MailTemplate } from './templates.ts';

/** Whoever asked for this mail put something into it that no mail may carry. */
export class UnfitMail extends Error {}

const longestLink = 500;
/** No @, %, + or #: neither an address nor a name with its spaces can be written with these. */
const linkShape =
  /^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~/-]*)?(\?[A-Za-z0-9._~/=&-]*)?$/;
/** One plain address, which no mail program reads as two or as a header. */
const addressShape =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*$/;
const longestAddress = 254;
/** One line that no mail program makes a link of; that it names an agency, the outbox has looked up. */
const nameShape = /^(?!.*(?:\/\/|www\.))[^\p{C}\p{Zl}\p{Zp}<>]{1,200}$/iu;

const fieldNames = {
  invitation: ['agency', 'link'],
  'password-reset': ['link'],
  'sign-in-changed': ['what'],
  'break-glass-notice': ['link'],
  'agreement-to-sign': ['link'],
  'review-due': ['link'],
  'role-to-approve': ['link'],
} as const satisfies Record<MailTemplate, readonly string[]>;

/** Throws UnfitMail unless the address is one address and every field holds only what it may. */
export function checkMail(mail: { to: string; template: string; fields: unknown }): void {
  if (mail.to.length > longestAddress || !addressShape.test(mail.to)) {
    throw new UnfitMail('A mail goes to exactly one plain address.');
  }
  checkFields(mail.template, mail.fields);
}

/** Throws UnfitMail unless these are the template's own fields, and hold only what they may. */
export function checkFields(template: string, fields: unknown): asserts fields is Fields {
  const names = Object.hasOwn(fieldNames, template)
    ? fieldNames[template as MailTemplate]
    : undefined;
  if (names === undefined) throw new UnfitMail('There is no such mail.');
  const given = Object.entries(fields ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (given.map(([name]) => name).join() !== names.join()) {
    throw new UnfitMail(`A mail of the kind ${template} has: ${names.join(', ')}.`);
  }
  for (const [name, value] of given) {
    if (typeof value !== 'string' || !fits[name]?.(value)) {
      throw new UnfitMail(`The ${name} of a mail of the kind ${template} is not one it may carry.`);
    }
  }
}

type Fields = Readonly<Record<string, string>>;

const fits: Readonly<Record<string, (value: string) => boolean>> = {
  link: (value) => value.length <= longestLink && linkShape.test(value) && URL.canParse(value),
  agency: (value) => nameShape.test(value),
  what: (value) => Object.hasOwn(signInChanges, value),
};
