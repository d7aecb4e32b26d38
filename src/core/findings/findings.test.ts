import { randomUUID } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evidencePaths } from '#modules/evidence/paths.ts';
import type { PoliceRow } from '#modules/evidence/police-files/police-row.ts';
import { importPoliceFiles } from '#modules/evidence/police-imports/import-police-files.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { operator, signInAs } from '#tests/support/sign-in.ts';
import type { SeenPage, Visitor } from '#tests/support/visitor.ts';
import { findingPath, findingsPath, findingSupersessionPath, newFindingPath } from './paths.ts';

const start = { kind: 'system', name: 'start' } as const;
const sentence = 'Robbery in Harbourshire stays within what is usual';

let opened: TestServiceWithApp;
let analyst: Visitor;
let practitioner: Visitor;
beforeAll(async () => {
  opened = await openTestApp();
  const { app, service } = opened;
  ({ visitor: analyst } = await signInAs(app, service, 'analyst'));
  ({ visitor: practitioner } = await signInAs(app, service, 'practitioner'));
  for (const month of ['2025-01', '2025-02', '2025-03']) await load(month, 4);
});
afterAll(() => opened.close());

async function load(month: string, times: number, row: Partial<PoliceRow> = {}): Promise<void> {
  const rows = Array.from({ length: times }, () => ({ Month: month, ...row }));
  const files = [await keepText(opened.service, `${month}-street.csv`, policeFile(...rows))];
  const order = { id: randomUUID(), source: 'police' as const, files, mayReplace: true };
  await importPoliceFiles(opened.service, start, order);
}

/** The page to record a finding on, reached as people reach it: from the figure. */
async function openForm(crimeType = 'robbery'): Promise<SeenPage> {
  const { html } = await analyst.get(evidencePaths.trend({ crimeType }));
  const links = [...parseHTML(html).document.querySelectorAll('a')];
  const link = links.find(({ textContent }) => textContent?.includes('Record a finding'));
  return analyst.get(link?.getAttribute('href') ?? 'no link');
}

async function record(words = sentence, crimeType = 'robbery'): Promise<string> {
  const page = await analyst.submit(await openForm(crimeType), { sentence: words });
  expect(page.status).toBe(200);
  return page.path.split('/').at(-1) ?? '';
}

async function countFindings(): Promise<number> {
  const { rows } = await opened.service.database.transaction(operator, (tx) =>
    sql<{ many: number }>`select count(*)::int as many from findings`.execute(tx),
  );
  return rows[0]?.many ?? -1;
}

async function trail(id: string) {
  return opened.service.database.transaction(operator, (tx) =>
    tx
      .selectFrom('audit_entries')
      .select(['action', 'actor_name', 'outcome', 'about', 'detail'])
      .where('about', '@>', JSON.stringify([{ kind: 'finding', id }]))
      .orderBy('id')
      .execute(),
  );
}

describe('a finding', () => {
  let id: string;
  beforeAll(async () => {
    const form = await openForm();
    expect(form.text).toContain('The figure that will be kept');
    expect(form.text).toContain('Robbery in Harbourshire');
    const page = await analyst.submit(form, { sentence: ` ${sentence}\r\n and is rare. ` });
    expect(page.path).toMatch(/^\/findings\/[0-9a-f-]{36}$/);
    id = page.path.split('/').at(-1) ?? '';
  });

  test('is a sentence with its figure, author, agency, time, source and definition, for every reader of evidence', async () => {
    const { text, html } = await practitioner.get(findingPath(id));
    expect(text).toContain(`${sentence} and is rare.`);
    expect(text).toContain('The analyst, Harbourshire Constabulary');
    expect(text).toContain('As it was on 22 November 2026 at 10:00am');
    expect(text).toMatch(/January 2025\s*4\s*Too few months to tell/);
    expect(text).toMatch(/Incidents in 3 months\s*12\s*95% interval 6\.2 to 21/);
    expect(text).toContain('street-level crime reported by Harbourshire Constabulary');
    expect(text).toMatch(/Definition\s*Version 3/);
    expect(text).toContain('It is not knife crime.');
    expect(html).toContain('href="/evidence/trend?crime-type=robbery&amp;months=24"');
    expect(text).toContain(`http://localhost:80${findingPath(id)}`);
  });

  test('is in the trace with its id and its kind of figure, and without its words', async () => {
    expect(await trail(id)).toEqual([
      {
        action: 'finding.recorded',
        actor_name: 'The analyst',
        outcome: 'done',
        about: [{ kind: 'finding', id }],
        detail: { figureKind: 'trend', isSupersession: false },
      },
    ]);
  });

  test('has its table to download, each row saying what it is of', async () => {
    const { html, headers } = await practitioner.get(`${findingPath(id)}/figure.csv`);
    expect(headers['content-disposition']).toContain(`finding-${id}.csv`);
    const [heads, first] = html.split('\n');
    expect(heads).toContain('Month,Incidents,What the chart says,Figure,');
    expect(first).toMatch(/^January 2025,4,.*Robbery in Harbourshire.*and is rare.*,No$/);
  });

  test('is found by words of its sentence, its figure or its author, and not by wildcards', async () => {
    const found = async (search: string) =>
      (await practitioner.get(`${findingsPath()}?${new URLSearchParams({ search })}`)).text;
    for (const words of ['RARE', 'harbourshire robbery', 'analyst usual']) {
      expect(await found(words)).toContain('1 finding in use');
    }
    for (const words of ['rare burglary', '%', '_', '\\', 'ra%e']) {
      expect(await found(words)).toContain('Nothing has all of these words.');
    }
  });

  test('cannot be changed or taken away, not even by the service', async () => {
    for (const statement of [
      sql`update findings set sentence = 'Something else'`,
      sql`delete from findings`,
      sql`update finding_supersessions set reason = 'Another'`,
      sql`delete from finding_supersessions`,
    ]) {
      const attempt = opened.service.database.transaction(operator, (tx) => statement.execute(tx));
      await expect(attempt).rejects.toThrow('permission denied');
    }
  });
});

describe('what is sent to be recorded', () => {
  let form: SeenPage;
  beforeAll(async () => {
    form = await openForm();
  });

  test.each([
    ['', 'Enter what the figure shows'],
    ['  \n ', 'Enter what the figure shows'],
    ['x'.repeat(301), 'The sentence must be 300 characters or fewer'],
    ['Less \u202Erobbery', 'The sentence has characters that cannot be shown'],
    ['Less\u0000robbery', 'The sentence has characters that cannot be shown'],
  ])('is refused with what to do, and is kept: %j', async (typed, message) => {
    const before = await countFindings();
    const page = await analyst.submit(form, { sentence: typed });
    expect(page.status).toBe(422);
    expect(page.text).toContain(message);
    const field = parseHTML(page.html).document.querySelector('textarea');
    expect(field?.textContent?.trim()).toBe(typed.trim());
    expect(await countFindings()).toBe(before);
  });

  test('is recorded once, however often the form is sent', async () => {
    const before = await countFindings();
    const words = { sentence: 'Recorded by an impatient finger' };
    const pages = await Promise.all([1, 2, 3].map(() => analyst.submit(form, words)));
    expect(new Set(pages.map(({ path }) => path)).size).toBe(1);
    expect(await countFindings()).toBe(before + 1);
    expect(await trail(pages[0]?.path.split('/').at(-1) ?? '')).toHaveLength(1);
  });

  test('is kept on a form that was sent before with other words, as after going back', async () => {
    const form = await openForm();
    await analyst.submit(form, { sentence: 'The first words' });
    const again = await analyst.submit(form, { sentence: 'Quite other words' });
    expect(again.status).toBe(409);
    expect(again.text).toContain('This form was sent before');
    const { path, text } = await analyst.submit(again, { sentence: 'Quite other words' });
    expect([path, text]).toEqual([expect.stringMatching(/findings\/./), expect.anything()]);
    expect(text).toContain('Quite other words');
  });

  test('is words and nothing else, whatever they look like', async () => {
    const hostile = `</h1><script>alert(1)</script>"'{{7*7}} &amp; =HYPERLINK("x")`;
    const id = await record(hostile);
    for (const path of [findingPath(id), findingsPath(), findingSupersessionPath(id)]) {
      const { html, text } = await analyst.get(path);
      expect(html).not.toContain('<script>alert');
      expect(text).toContain(hostile);
    }
    const formula = await record('=HYPERLINK("x")');
    const { html } = await analyst.get(`${findingPath(formula)}/figure.csv`);
    expect(html).toContain(`'=HYPERLINK`);
  });

  test('never brings a figure of its own: one that was tampered with is not recorded', async () => {
    const form = await openForm();
    const before = await countFindings();
    const seen = parseHTML(form.html).document.querySelector('[name=seen]')?.getAttribute('value');
    const figure: { title: string } = JSON.parse(seen ?? '');
    const invented = '<b>Robbery has gone</b>';
    for (const sent of [JSON.stringify({ ...figure, title: invented }), 'no figure', '']) {
      const page = await analyst.submit(form, { sentence, seen: sent });
      expect(page.status).toBe(409);
      expect(page.html).not.toContain(invented);
      expect(page.text).toContain('The figure has changed since you opened the page.');
    }
    expect(await countFindings()).toBe(before);
  });

  test('must come from a page of this service', async () => {
    const response = await analyst.ask({
      method: 'POST',
      url: findingsPath(),
      payload: new URLSearchParams({ sentence, figure: 'trend' }).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'cross-site',
      },
    });
    expect(response.statusCode).toBe(403);
  });
});

describe('when the data changes', () => {
  test('between looking and recording, both figures are shown and nothing is recorded until it is sent again', async () => {
    const form = await openForm('burglary');
    await load('2025-04', 3, { 'Crime type': 'Burglary' });
    const before = await countFindings();
    const words = { sentence: 'There was no burglary' };
    const warned = await analyst.submit(form, words);
    expect(warned.status).toBe(409);
    expect(warned.text).toContain('The figure has changed since you opened the page.');
    expect(warned.text).toContain('As you saw it before');
    expect(warned.text).toMatch(/Different now: what it says, its numbers, its table, its period/);
    expect(warned.text).toContain('There was no burglary');
    expect(await countFindings()).toBe(before);
    const done = await analyst.submit(warned, { sentence: 'There was burglary in April 2025' });
    expect(done.text).toMatch(/April 2025\s*3/);
    expect(await countFindings()).toBe(before + 1);
  });

  test('after recording, the finding keeps what it said', async () => {
    const id = await record('Four robberies in January 2025');
    const before = await analyst.get(findingPath(id));
    await load('2025-01', 9);
    expect((await analyst.get(evidencePaths.trend({ crimeType: 'robbery' }))).text).toMatch(
      /January 2025\s*9/,
    );
    expect((await analyst.get(findingPath(id))).text).toBe(before.text);
    const page = await analyst.get(findingSupersessionPath(id));
    expect(page.text).toMatch(/Different in the figure since then: .*its table/);
  });
});

describe('a finding that is superseded', () => {
  let [older, newer] = ['', ''];
  beforeAll(async () => {
    older = await record('The first words for it');
    const form = await analyst.get(findingSupersessionPath(older));
    expect(form.text).toContain('The figure has not changed since then.');
    const refused = await analyst.submit(form, { sentence: 'Better words for it', reason: ' ' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Enter why the earlier finding is superseded');
    expect(refused.text).toContain('Better words for it');
    const reason = 'The first words said too much';
    const done = await analyst.submit(refused, { sentence: 'Better words for it', reason });
    newer = done.path.split('/').at(-1) ?? '';
  });

  test('stays readable, says so, and leads to the newer one, which leads back', async () => {
    const before = await practitioner.get(findingPath(older));
    expect(before.text).toContain('Superseded by The analyst on 22 November 2026');
    expect(before.text).toContain('Why: The first words said too much');
    expect(before.html).toContain(`href="${findingPath(newer)}"`);
    const after = await practitioner.get(findingPath(newer));
    expect(after.text).toMatch(/Takes the place of\s*The first words for it/);
    expect(after.html).toContain(`href="${findingPath(older)}"`);
    expect((await trail(older)).map(({ action }) => action)).toHaveLength(2);
  });

  test('is out of the list of those in use, and in its own', async () => {
    const ask = async (state: string) =>
      (await practitioner.get(`${findingsPath()}?search=words+for+it&state=${state}`)).text;
    expect(await ask('in-use')).toMatch(/1 finding in use\s*Better words for it/);
    expect(await ask('superseded')).toMatch(
      /1 finding superseded\s*The first words for it\s*Superseded/,
    );
    expect(await ask('all')).toMatch(/2 findings\s*Better words for it/);
    expect(await ask('no-such-state')).toContain('1 finding in use');
  });

  test('has one successor: a second is refused, and what was written is not lost', async () => {
    const words = { sentence: 'Written too late', reason: 'I did not know' };
    const late = await analyst.get(findingSupersessionPath(older));
    expect(late.text).toContain('This finding was superseded already');
    const page = await analyst.post(findingSupersessionPath(older), {
      ...words,
      seen: await seenNow(),
    });
    expect(page.status).toBe(409);
    expect(page.text).toContain('Written too late');
    expect(page.html).toContain(`href="${findingSupersessionPath(newer)}"`);
  });

  test('by two people at once has the first one’s successor', async () => {
    const form = await analyst.get(findingSupersessionPath(newer));
    const before = await countFindings();
    const pages = await Promise.all(
      ['One', 'Another'].map((reason) =>
        analyst.submit(form, {
          sentence: `${reason} of two`,
          reason,
          idempotencyKey: randomUUID(),
        }),
      ),
    );
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expect(await countFindings()).toBe(before + 1);
  });

  async function seenNow(): Promise<string> {
    const { html } = await openForm();
    const field = parseHTML(html).document.querySelector('[name=seen]');
    return field?.getAttribute('value') ?? '';
  }
});

describe('somebody whose role does not record findings', () => {
  test('is not offered it, and is refused with a trace', async () => {
    const figure = await practitioner.get(evidencePaths.trend({ crimeType: 'robbery' }));
    expect(figure.text).not.toContain('Record a finding');
    const [id, before] = [await record(), await countFindings()];
    const path = newFindingPath({ kind: 'trend', query: 'crime-type=robbery&months=24' });
    expect((await practitioner.get(path)).status).toBe(403);
    expect((await practitioner.get(findingPath(id))).text).not.toContain('Supersede this finding');
    expect((await practitioner.get(findingSupersessionPath(id))).status).toBe(403);
    for (const to of [findingsPath(), findingSupersessionPath(id)]) {
      expect((await practitioner.post(to, { sentence, figure: 'trend' })).status).toBe(403);
    }
    expect(await countFindings()).toBe(before);
    const { visitor } = await signInAs(opened.app, opened.service, 'organisation');
    expect((await visitor.get(findingPath(id))).status).toBe(403);
    expect((await visitor.get('/home')).html).not.toContain(`href="${findingsPath()}"`);
  });
});

describe('there is no such page', () => {
  test('for a finding that nobody recorded', async () => {
    for (const id of [randomUUID(), 'first', "' or 1=1"]) {
      expect((await analyst.get(findingPath(encodeURIComponent(id)))).status).toBe(404);
    }
    const { status } = await analyst.post(findingSupersessionPath(randomUUID()), { sentence });
    expect(status).toBe(404);
  });

  test.each([
    ['no-such-kind', 'months=24'],
    ['toString', ''],
    ['trend', ''],
    ['trend', 'crime-type=no-such-type&months=24'],
    ['trend', 'place=E07999999&months=24'],
    ['trend', 'place=%00&months=24'],
    ['trend', 'months=24&more=this'],
    ['', 'months=24'],
    ['trend', `months=24&more=${'x'.repeat(1_000)}`],
  ])('for a figure that no address names exactly: %s, %s', async (figure, query) => {
    const before = await countFindings();
    expect((await analyst.get(newFindingPath({ kind: figure, query }))).status).toBe(404);
    expect((await analyst.post(findingsPath(), { figure, query, sentence })).status).toBe(404);
    expect(await countFindings()).toBe(before);
  });
});

test('many findings come in pages, the newest first', async () => {
  const many = 45 - (await countFindings());
  const { database } = opened.service;
  await database.transaction(start, async (tx) => {
    await sql`
      insert into findings (id, sentence, figure_kind, figure_query, figure, definition_version, author,
        author_name, agency_id, agency_name, recorded_at)
      select gen_random_uuid(), 'Copy ' || number, figure_kind, figure_query, figure, definition_version,
        author, author_name, agency_id, agency_name, recorded_at
      from (select * from findings limit 1) one, generate_series(1, ${many}::int) number
      order by number`.execute(tx);
  });
  const all = `${findingsPath()}?state=all`;
  const first = await analyst.get(all);
  expect(first.text).toMatch(new RegExp(`45 findings\\s*Copy ${many}`));
  expect(first.text).toContain('Showing 1 to 20 of 45');
  const last = await analyst.get(`${all}&page=3`);
  expect(last.text).toContain('Showing 41 to 45 of 45');
  expect((await analyst.get(`${all}&page=99`)).text).toContain('Showing 41 to 45 of 45');
});
