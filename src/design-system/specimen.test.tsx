import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { PublicSpecimen, WorkspaceSpecimen, specimenSurroundings } from './specimen.tsx';
import { renderPage } from './surroundings.tsx';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // How Preact and the official templates write their HTML.
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'prefer-native-element': 'off',
    'no-implicit-button-type': 'off',
    // The page of a job loads itself again where there is no script to keep it up to date.
    'meta-refresh': 'off',
  },
});

const pages = {
  public: renderPage(<PublicSpecimen />, specimenSurroundings),
  workspace: renderPage(<WorkspaceSpecimen />, specimenSurroundings),
};

describe.each(Object.entries(pages))('the %s page', (_, html) => {
  test('is valid HTML', async () => {
    const { results } = await validator.validateString(html);
    const messages = results.flatMap((result) => result.messages);
    expect(messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`)).toEqual(
      [],
    );
  });

  test('has no script or style in the page, which the content security policy would block', () => {
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+="|javascript:/i);
    for (const [, attributes = ''] of html.matchAll(/<script([^>]*)>/g))
      expect(attributes).toContain('src="/main.js"');
    expect(html).not.toMatch(/<script[^>]*>[^<]/);
  });
});

test('a public page tells no site where its reader came from', () => {
  expect(pages.public).toContain('<meta name="referrer" content="no-referrer"');
});

test('a page with forms leaves the referrer to the header, or browsers would hide where a form comes from', () => {
  expect(pages.workspace).not.toContain('name="referrer"');
});

test('a public page can be left with and without script', () => {
  expect(pages.public).toMatch(/govuk-exit-this-page__button[^>]*/);
  expect(pages.public.match(/href="https:\/\/www\.bbc\.co\.uk\/weather"/g)).toHaveLength(2);
  expect(pages.public).toContain('govuk-js-exit-this-page-skiplink');
});

test('the title of a public page is the words it was given and no more', () => {
  expect(pages.public).toContain('<title>Calmer Harbourshire</title>');
});

test('a refused form says so in the title and leads to each field', () => {
  expect(pages.workspace).toContain('<title>Error: Boats - Calmer Harbourshire</title>');
  expect(pages.workspace).toContain('<a href="#full-name">Enter your full name</a>');
  expect(pages.workspace).toContain('<a href="#quay">Choose a quay</a>');
  for (const id of ['full-name', 'quay']) expect(pages.workspace).toContain(`id="${id}"`);
});

test('without script a page of a job under way loads itself again', () => {
  expect(pages.workspace).toMatch(/<noscript><meta http-equiv="refresh" content="5"/);
});

test('signing out is a form, so that no link can do it', () => {
  expect(pages.workspace).toMatch(/<form action="\/sign-out" method="post">/);
});
