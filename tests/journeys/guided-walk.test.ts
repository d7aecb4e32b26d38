import { afterEach, expect, inject, test } from 'vitest';
import { join } from 'node:path';
import { loadDemonstration } from '#core/partnership/load-demonstration.ts';
import { projectRoot } from '#platform/project-root.ts';
import { makeVisitor, type Visitor } from './support/visitor.ts';

const { address } = inject('sharedService');

let visitor: Visitor;
afterEach(() => visitor.leave());

test('a stranger follows the guided walk: every ready step opens as the person it names', async () => {
  const { walk, cast } = await loadDemonstration(join(projectRoot, 'partnership/warwickshire'));
  visitor = await makeVisitor({ address });
  for (const step of walk.steps) {
    await visitor.open('/demonstration');
    const place = visitor.page.getByRole('listitem').filter({ hasText: step.title });
    if (step.status === 'later') {
      expect(await place.textContent(), step.title).toContain(`Not built yet ${step.notYet}`);
      expect(await place.getByRole('button').count(), step.title).toBe(0);
      continue;
    }
    const person = cast.people.find(({ id }) => id === step.enterAs);
    const way =
      person === undefined
        ? place.getByRole('link', { name: 'Open the page' })
        : place.getByRole('button', { name: `Enter as ${person.name}` });
    await way.click();
    const { pathname, search } = new URL(visitor.page.url());
    expect(`${pathname}${search}`, step.title).toBe(step.path);
    if (person !== undefined) {
      await visitor.page.locator('header').getByText(person.name).waitFor();
    }
  }
  expect(visitor.complaints.errors).toEqual([]);
});
