import { describe, expect, test } from 'vitest';
import { Progress, ProgressFragment } from './progress.tsx';
import type { ProgressProps } from './progress.tsx';
import { renderFragment } from './surroundings.tsx';

const underWay: ProgressProps = {
  state: 'working',
  step: 'Reading the files.',
  done: 1200,
  total: 5000,
  unit: 'rows',
};
const render = (props: ProgressProps) =>
  renderFragment(<Progress {...props} fragmentHref="/jobs/1/progress" pageHref="/jobs/1" />);

describe('the progress of a job', () => {
  test('is a bar and the same in words', () => {
    expect(render(underWay)).toContain('1,200 of 5,000 rows');
    expect(render(underWay)).toContain('value="1200" max="5000"');
  });

  test('makes no claim about the end while the total is not known', () => {
    const html = render({ ...underWay, total: undefined });
    expect(html).toContain('1,200 rows so far');
    expect(html).not.toContain('max=');
  });

  test('tells people that they may leave only while it is under way', () => {
    expect(render(underWay)).toContain('You can leave this page');
    expect(render({ ...underWay, state: 'finished' })).not.toContain('You can leave this page');
  });

  test('is asked for again by script only until it has ended', () => {
    expect(render(underWay)).toContain('data-progress-url="/jobs/1/progress"');
    for (const state of ['finished', 'failed'] as const)
      expect(render({ ...underWay, state })).not.toContain('data-progress-url');
  });

  test('that stopped says why in words and shows no bar', () => {
    const html = render({ ...underWay, state: 'failed', outcome: 'Send the third file again.' });
    expect(html).toContain('Stopped.');
    expect(html).toContain('Send the third file again.');
    expect(html).not.toContain('<progress');
  });

  test('asked for alone is the same block as in the page', () => {
    expect(render(underWay)).toContain(renderFragment(<ProgressFragment {...underWay} />));
  });
});
