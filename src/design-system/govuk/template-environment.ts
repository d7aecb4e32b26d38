import { createRequire } from 'node:module';
import path from 'node:path';
import nunjucks from 'nunjucks';

const { resolve } = createRequire(import.meta.url);
const templateFolders = [
  path.join(path.dirname(resolve('govuk-frontend/package.json')), 'dist'),
  path.dirname(resolve('@ministryofjustice/frontend/package.json')),
];

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(templateFolders), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
});

// The filter that Nunjucks ships takes time with the square of the spaces it is given, and the
// official templates call it on what people type: a field full of spaces would stop the service.
environment.addFilter('trim', (value: string | number | SafeString | null | undefined) => {
  const text = value?.toString().trim() ?? '';
  return isSafe(value) ? new nunjucks.runtime.SafeString(text) : text;
});

const displayDates = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Europe/London',
});
environment.addFilter('mojDate', (instant: string) => displayDates.format(new Date(instant)));

/**
 * The HTML of one official template, for example `govuk/components/button/template.njk`.
 * Text options are escaped by the template; HTML options are not.
 */
export function renderTemplate(template: string, params: object): string {
  return environment.render(template, { params }).trim();
}

/** Text that the templates have already escaped. */
type SafeString = { val: string; toString(): string };

function isSafe(value: unknown): boolean {
  return value instanceof nunjucks.runtime.SafeString;
}
