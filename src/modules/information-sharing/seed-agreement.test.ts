import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeVisitor, type Visitor } from '#tests/support/visitor.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { sharingPaths } from './paths.ts';
import { seedAgreement } from './seed-agreement.ts';

let opened: TestServiceWithApp;
let nurse: Visitor;
let governance: Visitor;

beforeAll(async () => {
  opened = await openTestApp({ partnership: 'warwickshire', demonstration: true });
  await seedAgreement(opened.service);
  await seedAgreement(opened.service);
  [nurse, governance] = [makeVisitor(opened.app), makeVisitor(opened.app)];
  await nurse.enterAs('grace-okonjo-bell');
  await governance.enterAs('simon-achterberg');
});
afterAll(() => opened.close());

it('the story’s partners have signed the profile’s draft, all but one, and only once', async () => {
  const page = await nurse.get(sharingPaths.register());
  expect(page.text.split('Sharing to prevent serious violence')).toHaveLength(2);
  expect(page.text).toContain('In force until');
  const { demonstration } = opened.service;
  const { parties = [], notSigned = [] } = demonstration?.agreement ?? {};
  expect(notSigned).toHaveLength(1);
  const agreement = /href="(\/information-sharing\/agreements\/[0-9a-f-]{36})"/.exec(
    page.html,
  )?.[1];
  const version = await nurse.get(agreement ?? '');
  expect(version.text.match(/Signed by /g)).toHaveLength(parties.length - 1);
  expect(version.text.match(/Not signed/g)).toHaveLength(1);
  expect(version.text).toContain('between the parties that have signed');
});

it('who signs is not offered as somebody to enter as', async () => {
  const entering = await makeVisitor(opened.app).get('/sign-in');
  for (const { name } of opened.service.demonstration?.agreement.signatories ?? [])
    expect(entering.text).not.toContain(name);
});

it('a governance lead’s home says what waits for the agency’s signature', async () => {
  expect((await governance.get('/home')).text).toContain(
    'Nothing waits for your agency’s signature',
  );
});
