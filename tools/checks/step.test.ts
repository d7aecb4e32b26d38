import { describe, expect, it } from 'vitest';
import { lastLine, listSpokenLines, resultOfCheck, stepLine } from './step.ts';
import { countTests } from './test-run.ts';

function report(passed: number, failed: number, pending = 0): string {
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: 0,
  });
}

describe('a run of tests', () => {
  it('counts each test', () => {
    expect(countTests(report(12, 0, 2), true, '')).toMatchObject({
      passed: 12,
      failed: 0,
      skipped: 2,
    });
    expect(countTests(report(10, 2), false, '')).toMatchObject({ passed: 10, failed: 2 });
  });

  it('has failed when it ended badly though no test failed', () => {
    expect(countTests(report(12, 0), false, '')).toMatchObject({ passed: 12, failed: 1 });
  });

  it('has failed when it ran nothing', () => {
    expect(countTests(report(0, 0, 3), true, 'said')).toMatchObject({
      failed: 1,
      skipped: 3,
      output: 'said\nNo test ran.\n',
    });
  });

  it('has failed when it left no report, or half of one', () => {
    expect(countTests(undefined, true, '').failed).toBe(1);
    expect(countTests('{"numPassedTests": 3', true, '').failed).toBe(1);
  });
});

describe('what is printed', () => {
  it('ends with every test and every check counted', () => {
    const results = [
      resultOfCheck(true, ''),
      resultOfCheck(false, ''),
      countTests(report(10, 2), false, ''),
    ];
    expect(lastLine(results)).toBe('11 passed, 3 failed');
  });

  it('names a step, how it ended and how long it took', () => {
    expect(stepLine('lint', resultOfCheck(true, ''), 4123).replaceAll(/ +/g, ' ')).toBe(
      'lint ok 4.1 s',
    );
    const tests = countTests(report(10, 2, 1), false, '');
    expect(stepLine('unit tests', tests, 61_000)).toMatch(
      /^unit tests +failed +61\.0 s +10 passed, 2 failed, 1 skipped$/,
    );
  });

  it('repeats what tests said about not having run, and what a search came to', () => {
    const said = ['Skipped: police months (not here)', 'Searched: 400 cases of seed 7'];
    expect(listSpokenLines(`ok\n${said.join('\nmore\n')}\n`)).toEqual(said);
  });
});
