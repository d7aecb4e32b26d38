import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Presses Tab until what has the focus begins with these words; it must be visibly focused. */
export async function tabTo(page: Page, words: string): Promise<void> {
  const passed: string[] = [];
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab');
    const focused = await focusedWords(page);
    if (focused.startsWith(words)) {
      expect(await page.evaluate(isVisiblyFocused), `the focus on "${words}" can be seen`).toBe(
        true,
      );
      return;
    }
    passed.push(focused);
  }
  throw new Error(`Tab never reached "${words}". It passed: ${passed.join(' | ')}`);
}

/** An open list says what is chosen in it; everything else says its own words. */
export async function focusedWords(page: Page): Promise<string> {
  const words = await page.evaluate<string>(`(() => {
    const focused = document.activeElement;
    return (focused.selectedOptions?.[0] ?? focused).textContent;
  })()`);
  return words.replaceAll(/\s+/g, ' ').trim();
}

const isVisiblyFocused = `(() => {
  const { outlineStyle, outlineWidth, boxShadow, backgroundColor } = getComputedStyle(document.activeElement);
  return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none' || backgroundColor === 'rgb(255, 221, 0)';
})()`;
