import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { repeat } from './repeat.ts';

test('work is done at once and again, one round after the other, though a round fails', async () => {
  let [rounds, underWay, most] = [0, 0, 0];
  const problems: unknown[] = [];
  const repetition = repeat(
    async () => {
      most = Math.max(most, ++underWay);
      rounds += 1;
      await wait(20);
      underWay -= 1;
      if (rounds === 1) throw new Error('the first round');
    },
    5,
    (problem) => problems.push(problem),
  );
  expect(rounds).toBe(1);
  await expect.poll(() => rounds).toBeGreaterThan(2);
  await repetition.stop();
  const { underWay: left, rounds: done } = { underWay, rounds };
  await wait(60);
  expect({ left, later: rounds, most }).toEqual({ left: 0, later: done, most: 1 });
  expect(problems).toEqual([new Error('the first round')]);
});
