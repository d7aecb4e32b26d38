import { afterAll, expect, inject, test } from 'vitest';
import { checkPage } from './support/check-page.ts';
import { makeVisitor, type Visitor } from './support/visitor.ts';

const { address } = inject('sharedService');

/** Pages that are met on no other journey, each by its address with numbers left out. */
const pages = [
  '/person-records/:id/restriction',
  '/person-records/:id/history',
  '/person-records/:id/disclosures',
  '/person-records/:id/retention',
  '/person-records/:id/who-looked',
  '/person-records/:id/change',
  '/person-records/:id/details/location',
  '/person-records/:id/details/health',
  '/people-i-must-not-look-at',
  '/exclusions',
  '/corrections',
  '/disclosures',
  '/everything-held',
  '/retention',
  '/retention/rules',
  '/governance-documents',
  '/audit',
  '/audit/seal',
  '/information-sharing',
  '/information-sharing/gateways',
  '/information-sharing/agreements/new',
  '/information-sharing/agreements/:id',
  '/information-sharing/agreements/:id/departure',
  '/information-sharing/agreements/:id/revocation',
  '/users/:id/placement',
  '/teams',
  '/your-sign-in',
  '/sent-mail',
];

const waiting = new Set(pages);
const visitors: Visitor[] = [];
afterAll(() => Promise.all(visitors.map((visitor) => visitor.leave())));

/** Minutes may pass where everything else runs at the same time. */
const patience = 180_000;

test(
  'every page about people, records, agreements and the log is reached by links, accessible and fit for a phone',
  async () => {
    await lookAround('Simon Achterberg');
    await lookAround('Inspector Dawn Hallam');
    await lookAround('Olwen Tarrant');
    expect([...waiting], 'pages that no link led to').toEqual([]);
  },
  patience,
);

/** Follows links from somebody's home on, and looks closely at each page that nobody looked at before. */
async function lookAround(name: string): Promise<void> {
  const visitor = await makeVisitor({ address });
  visitors.push(visitor);
  await visitor.enterAs(name);
  // As if they had just shown again who they are: then what asks for it is shown itself.
  await visitor.open('/step-up?next=%2Fhome');
  await visitor.page.getByRole('button', { name: 'Continue' }).click();
  const [seen, next] = [new Set<string>(), ['/home']];
  for (let path = next.shift(); path !== undefined; path = next.shift()) {
    const pattern = path.replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, ':id');
    if (waiting.size === 0) return;
    if (seen.has(pattern)) continue;
    seen.add(pattern);
    next.push(...(await linksOf(visitor, path)));
    if (!waiting.delete(pattern)) continue;
    await visitor.open(path);
    await checkPage(visitor);
  }
}

/** What somebody has to do with other journeys, and what is no page. */
const others = /^\/(evidence|findings|pages|about|demonstration|first-password)|\.\w+$/;

async function linksOf({ context }: Visitor, path: string): Promise<string[]> {
  const answer = await context.request.get(`${address}${path}`);
  const links = (await answer.text()).matchAll(/<a [^>]*href="(\/[^"#?]*)/g);
  return [...links].map(([, href = '']) => href).filter((href) => !others.test(href));
}
