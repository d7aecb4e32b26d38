import { renderTemplate } from './template-environment.ts';

const mostKept = 300;
const longestKept = 8_000;

/** The HTML that came last, by template and options; the one kept longest comes first. */
const kept = new Map<string, string>();

/** The HTML of an official template, made once for the same options: it depends on nothing else. */
export function renderKeptTemplate(template: string, params: object): string {
  const key = `${template} ${JSON.stringify(params)}`;
  const found = kept.get(key);
  if (found !== undefined) return found;
  const html = renderTemplate(template, params);
  if (key.length > longestKept) return html;
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(key, html);
  return html;
}
