import { isIP } from 'node:net';
import { z } from 'zod';
import { makeNotifyTransport, type NotifySettings } from './notify-transport.ts';
import { makeSmtpTransport, type SmtpSettings } from './smtp-transport.ts';
import type { MailTransport } from './transport.ts';

export type MailSettings = SmtpSettings | NotifySettings;

const settingNames = [
  'MAIL_FROM',
  'SMTP_URL',
  'NOTIFY_API_KEY',
  'NOTIFY_TEMPLATE_ID',
  'NOTIFY_BASE_URL',
] as const;

type Given = Partial<Record<(typeof settingNames)[number], string | undefined>>;

/** A setting that cannot be used, and why. */
export type SettingProblem = { setting: (typeof settingNames)[number]; sentence: string };

const notifyAddress = 'https://api.notifications.service.gov.uk';
const Address = z.email().max(254);
const NotifyKey = z.string().regex(/^[\w-]+-[0-9a-f-]{36}-[0-9a-f-]{36}$/i);
const BaseUrl = z.url({ protocol: /^https?$/ });

/** How mail leaves: undefined when nothing says, or the first thing that is wrong with the settings. */
export function readMailSettings(
  given: Given,
): { settings: MailSettings | undefined } | { problem: SettingProblem } {
  if (given.SMTP_URL !== undefined && given.NOTIFY_API_KEY !== undefined) {
    return wrong('SMTP_URL', 'is set beside NOTIFY_API_KEY; mail can leave by only one of them');
  }
  if (given.SMTP_URL !== undefined) return smtpSettings(given.SMTP_URL, given);
  if (given.NOTIFY_API_KEY !== undefined) return notifySettings(given.NOTIFY_API_KEY, given);
  if (given.MAIL_FROM !== undefined) {
    return wrong('MAIL_FROM', 'needs SMTP_URL beside it, the mail server to send with');
  }
  for (const setting of ['NOTIFY_TEMPLATE_ID', 'NOTIFY_BASE_URL'] as const) {
    if (given[setting] !== undefined) return wrong(setting, 'needs NOTIFY_API_KEY beside it');
  }
  return { settings: undefined };
}

/** The way that the settings describe. */
export function makeTransport(settings: MailSettings, serviceName: string): MailTransport {
  return settings.kind === 'smtp'
    ? makeSmtpTransport(settings, { serviceName })
    : makeNotifyTransport(settings);
}

function wrong(setting: SettingProblem['setting'], sentence: string): { problem: SettingProblem } {
  return { problem: { setting, sentence } };
}

function smtpSettings(text: string, given: Given): ReturnType<typeof readMailSettings> {
  for (const setting of ['NOTIFY_TEMPLATE_ID', 'NOTIFY_BASE_URL'] as const) {
    if (given[setting] !== undefined) return wrong(setting, 'does not go with SMTP_URL');
  }
  const shape = 'must look like smtps://name:password@mail.example.org or smtp://mail.example.org';
  if (!/^smtps?:\/\//.test(text) || !URL.canParse(text)) return wrong('SMTP_URL', shape);
  const url = new URL(text);
  const isAtOnce = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const hasPath = url.pathname !== '' && url.pathname !== '/';
  if (host === '' || hasPath || url.hash !== '') return wrong('SMTP_URL', shape);
  if ((url.username === '') !== (url.password === '')) {
    return wrong('SMTP_URL', 'has a name without a password, or a password without a name');
  }
  const isPlain = url.search === '?tls=off';
  if ((url.search !== '' && !isPlain) || (isPlain && isAtOnce)) {
    return wrong('SMTP_URL', 'can only be followed by ?tls=off, and only after smtp://');
  }
  if (isPlain && url.username !== '' && !isThisMachine(host)) {
    return wrong('SMTP_URL', 'would send its password unencrypted; leave ?tls=off out');
  }
  if (given.MAIL_FROM === undefined) {
    return wrong('MAIL_FROM', 'is missing; SMTP_URL needs the address that mail comes from');
  }
  if (!Address.safeParse(given.MAIL_FROM).success) {
    return wrong('MAIL_FROM', 'must be one email address, without a name');
  }
  const credentials = credentialsOf(url);
  if (credentials === 'unreadable') {
    return wrong('SMTP_URL', 'has a % in its name or password that must be written as %25');
  }
  const encryption = isAtOnce ? 'at-once' : isPlain ? 'none' : 'starttls';
  const port = url.port === '' ? (isAtOnce ? 465 : 587) : Number(url.port);
  return {
    settings: { kind: 'smtp', from: given.MAIL_FROM, host, port, encryption, credentials },
  };
}

function credentialsOf({
  username,
  password,
}: URL): { user: string; pass: string } | 'unreadable' | undefined {
  if (username === '') return undefined;
  try {
    return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  } catch {
    return 'unreadable';
  }
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function notifySettings(apiKey: string, given: Given): ReturnType<typeof readMailSettings> {
  if (given.MAIL_FROM !== undefined) {
    return wrong('MAIL_FROM', 'does not go with NOTIFY_API_KEY; Notify has an address of its own');
  }
  if (!NotifyKey.safeParse(apiKey).success) {
    return wrong('NOTIFY_API_KEY', 'must be a whole key as Notify shows it: name-…-…');
  }
  if (given.NOTIFY_TEMPLATE_ID === undefined) {
    return wrong(
      'NOTIFY_TEMPLATE_ID',
      'is missing; NOTIFY_API_KEY needs the template to send with',
    );
  }
  if (!z.uuid().safeParse(given.NOTIFY_TEMPLATE_ID).success) {
    return wrong('NOTIFY_TEMPLATE_ID', 'must be the id of a template, as Notify shows it');
  }
  const baseUrl = given.NOTIFY_BASE_URL ?? notifyAddress;
  const isUsable = BaseUrl.safeParse(baseUrl).success;
  if (!isUsable || (baseUrl.startsWith('http:') && !isThisMachine(new URL(baseUrl).hostname))) {
    return wrong('NOTIFY_BASE_URL', 'must be an address that starts with https://');
  }
  const { NOTIFY_TEMPLATE_ID: templateId } = given;
  return { settings: { kind: 'notify', apiKey, templateId, baseUrl: baseUrl.replace(/\/$/, '') } };
}
