import { expect, test } from 'vitest';
import { markdownToHtml } from './markdown.ts';

test('a page written in Markdown takes the look of the service', () => {
  expect(markdownToHtml('## Signs\n\n- one\n\n[Help](/help)')).toBe(
    '<h2 class="govuk-heading-m">Signs</h2>\n' +
      '<ul class="govuk-list govuk-list--bullet">\n<li>one</li>\n</ul>\n' +
      '<p class="govuk-body"><a href="/help" class="govuk-link">Help</a></p>\n',
  );
});

test.each(['<script>alert(1)</script>', '<img src=x onerror=alert(1)>'])(
  'HTML in a page is shown and never run: %s',
  (html) => {
    expect(markdownToHtml(html)).not.toMatch(/<(script|img)/);
  },
);

test('a link that would run script is not a link', () => {
  expect(markdownToHtml('[x](javascript:alert(1))')).not.toContain('href');
});
