import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '#platform/project-root.ts';
import { ConfigProblem, readConfig } from './config.ts';

test('an empty environment gives a service on this machine only', () => {
  const config = readConfig({});
  expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', partnership: 'warwickshire' });
  expect(config.databaseUrl).toBeUndefined();
});

test('an empty variable counts as not set', () => {
  expect(readConfig({ DATA_DIR: '', PORT: '' })).toMatchObject({
    port: 3000,
    dataDirectory: undefined,
  });
});

test.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['DATABASE_URL', 'mysql://somewhere'],
  ['PARTNERSHIP', '../elsewhere'],
  ['TRUSTED_PROXY', '10.0.0.1, everybody'],
])('a setting that cannot be used is named: %s=%s', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(ConfigProblem);
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}: `));
});

test('the proxies to believe are addresses and ranges', () => {
  const { trustedProxies } = readConfig({ TRUSTED_PROXY: '10.0.0.1, 192.168.0.0/16' });
  expect(trustedProxies).toEqual(['10.0.0.1', '192.168.0.0/16']);
  expect(readConfig({}).trustedProxies).toEqual([]);
});

test('a relative data folder is the same one wherever a command is called from', () => {
  expect(readConfig({ DATA_DIR: 'somewhere' }).dataDirectory).toBe(join(projectRoot, 'somewhere'));
  expect(readConfig({ DATA_DIR: '/srv/breakwater' }).dataDirectory).toBe('/srv/breakwater');
});

test('a way for mail to leave is read whole, or refused with what is missing', () => {
  expect(readConfig({}).mail).toBeUndefined();
  const whole = { SMTP_URL: 'smtps://mail.example.org', MAIL_FROM: 'no-reply@county.gov.uk' };
  expect(readConfig(whole).mail).toMatchObject({ kind: 'smtp', host: 'mail.example.org' });
  expect(() => readConfig({ SMTP_URL: whole.SMTP_URL })).toThrow(
    new ConfigProblem('MAIL_FROM: is missing; SMTP_URL needs the address that mail comes from'),
  );
});
