import { expect, test } from 'vitest';
import { keepPlans } from './kept-plans.ts';

const often = 20;

function ask(plans: ReturnType<typeof keepPlans>, statement: string, times: number) {
  return Array.from({ length: times }, () => plans.nameOf(statement));
}

test('a statement that is asked often gets a name, and keeps it', () => {
  const plans = keepPlans();
  const names = ask(plans, 'select 1', often + 2);
  expect(names.slice(0, often - 1).every((name) => name === undefined)).toBe(true);
  expect(new Set(names.slice(often - 1)).size).toBe(1);
  expect(names.at(-1)).toBeDefined();
});

test('two statements never share a name', () => {
  const plans = keepPlans();
  const [one, other] = ['select 1', 'select 2'].map((text) => ask(plans, text, often).at(-1));
  expect(one).not.toBe(other);
});

test('no more are kept than a connection has room for', () => {
  const plans = keepPlans();
  const named = Array.from({ length: 300 }, (_, at) => ask(plans, `select ${at}`, often).at(-1));
  expect(named.filter((name) => name !== undefined)).toHaveLength(100);
});

test('statements that are made up anew each time are forgotten, and one asked often is still found', () => {
  const plans = keepPlans();
  for (let at = 0; at < 5_000; at += 1) plans.nameOf(`select ${at} -- once`);
  expect(ask(plans, 'select 1', often).at(-1)).toBeDefined();
});
