import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'vitest';
import type { Visitor } from './visitor.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What every page must be: titled, accessible, no wider than a small phone, and without errors. */
export async function checkPage(visitor: Visitor): Promise<void> {
  const { page, complaints } = visitor;
  await page.waitForLoadState('load');
  const address = page.url();
  const [title, language, headings] = await Promise.all([
    page.title(),
    page.locator('html').getAttribute('lang'),
    page.locator('h1').allTextContents(),
  ]);
  expect(title.trim(), `the title of ${address}`).not.toBe('');
  expect(language, `the language of ${address}`).toBe('en-GB');
  expect(headings, `the main headings of ${address}`).toHaveLength(1);
  const { violations } = await new AxeBuilder({ page })
    .options({ runOnly: standards, resultTypes: ['violations'] })
    // One page of ours has no frames, and this way no second page is opened to join results.
    .setLegacyMode()
    .analyze();
  expect(violations.map(inWords), `accessibility of ${address}`).toEqual([]);
  await checkSmallScreen(visitor);
  expect(complaints.errors).toEqual([]);
}

/** On a screen 320 pixels wide nothing has to be pushed sideways, tables inside their own frame apart. */
export async function checkSmallScreen({ page }: Visitor): Promise<void> {
  // Before its styles are there every page is too wide.
  await page.waitForLoadState('load');
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const tooWide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(tooWide, `pixels by which ${page.url()} is too wide for a small phone`).toBe(0);
  if (size !== null) await page.setViewportSize(size);
}

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number];

function inWords({ id, help, nodes }: Violation): string {
  return `${id}: ${help}. ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join('; ')}`;
}
