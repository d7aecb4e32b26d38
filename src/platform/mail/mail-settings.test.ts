import { expect, test } from 'vitest';
import { readMailSettings } from './mail-settings.ts';

const key = 'live-11111111-1111-4111-8111-111111111111-1a1a1a1a-1111-4111-8111-11111111111a';
const template = '5a5a5a5a-0000-4000-8000-000000000009';
const from = 'no-reply@harbourshire.gov.uk';

test('without settings there is no way out, and that is no problem', () => {
  expect(readMailSettings({})).toEqual({ settings: undefined });
});

test.each([
  ['smtp://mail.example.org', { host: 'mail.example.org', port: 587, encryption: 'starttls' }],
  ['smtp://mail.example.org:2525', { port: 2525, encryption: 'starttls' }],
  ['smtps://mail.example.org', { port: 465, encryption: 'at-once', credentials: undefined }],
  ['smtp://127.0.0.1:25?tls=off', { port: 25, encryption: 'none' }],
  ['smtp://[::1]:25', { host: '::1', port: 25 }],
  [
    'smtps://a%40b.org:p%3Aw%2F@mail.example.org',
    { credentials: { user: 'a@b.org', pass: 'p:w/' } },
  ],
])('a mail server is read from one address: %s', (url, expected) => {
  expect(readMailSettings({ SMTP_URL: url, MAIL_FROM: from })).toMatchObject({
    settings: { kind: 'smtp', from, ...expected },
  });
});

test('Notify is read from a key and a template', () => {
  expect(readMailSettings({ NOTIFY_API_KEY: key, NOTIFY_TEMPLATE_ID: template })).toEqual({
    settings: {
      kind: 'notify',
      apiKey: key,
      templateId: template,
      baseUrl: 'https://api.notifications.service.gov.uk',
    },
  });
});

test.each([
  ['SMTP_URL', { SMTP_URL: 'smtps://m.org', NOTIFY_API_KEY: key }, 'only one of them'],
  ['MAIL_FROM', { SMTP_URL: 'smtps://m.org' }, 'is missing'],
  ['MAIL_FROM', { SMTP_URL: 'smtps://m.org', MAIL_FROM: 'Us <a@b.org>' }, 'without a name'],
  ['MAIL_FROM', { MAIL_FROM: from }, 'needs SMTP_URL'],
  ['MAIL_FROM', { MAIL_FROM: from, NOTIFY_API_KEY: key }, 'does not go with'],
  ['SMTP_URL', { SMTP_URL: 'mail.example.org', MAIL_FROM: from }, 'must look like'],
  ['SMTP_URL', { SMTP_URL: 'smtp://', MAIL_FROM: from }, 'must look like'],
  ['SMTP_URL', { SMTP_URL: 'smtp://m.org/queue', MAIL_FROM: from }, 'must look like'],
  ['SMTP_URL', { SMTP_URL: 'smtp://us@m.org', MAIL_FROM: from }, 'without a password'],
  ['SMTP_URL', { SMTP_URL: 'smtp://m.org?tls=maybe', MAIL_FROM: from }, 'tls=off'],
  ['SMTP_URL', { SMTP_URL: 'smtps://m.org?tls=off', MAIL_FROM: from }, 'tls=off'],
  ['SMTP_URL', { SMTP_URL: 'smtp://u:p@m.org?tls=off', MAIL_FROM: from }, 'unencrypted'],
  ['SMTP_URL', { SMTP_URL: 'smtp://u:100%@m.org', MAIL_FROM: from }, '%25'],
  [
    'NOTIFY_TEMPLATE_ID',
    { SMTP_URL: 'smtps://m.org', NOTIFY_TEMPLATE_ID: template },
    'not go with',
  ],
  ['NOTIFY_TEMPLATE_ID', { NOTIFY_API_KEY: key }, 'is missing'],
  ['NOTIFY_TEMPLATE_ID', { NOTIFY_TEMPLATE_ID: template }, 'needs NOTIFY_API_KEY'],
  ['NOTIFY_TEMPLATE_ID', { NOTIFY_API_KEY: key, NOTIFY_TEMPLATE_ID: 'invitation' }, 'must be'],
  ['NOTIFY_BASE_URL', { NOTIFY_BASE_URL: 'https://n.org' }, 'needs NOTIFY_API_KEY'],
  [
    'NOTIFY_BASE_URL',
    { NOTIFY_API_KEY: key, NOTIFY_TEMPLATE_ID: template, NOTIFY_BASE_URL: 'http://n.org' },
    'https://',
  ],
  ['NOTIFY_API_KEY', { NOTIFY_API_KEY: 'secret', NOTIFY_TEMPLATE_ID: template }, 'whole key'],
])('half a setting is refused: %s in %o', (setting, given, words) => {
  expect(readMailSettings(given)).toMatchObject({
    problem: { setting, sentence: expect.stringContaining(words) },
  });
  expect(JSON.stringify(readMailSettings(given))).not.toMatch(/u:p|100%@|"secret/);
});
