import { describe, expect, it } from 'vitest';
import type { Preview, PreviewLine } from '#core/access/agreements/preview-store.ts';
import { countInWords, previewInWords } from './preview-words.ts';

type Change = PreviewLine['change'];

/** A line for each receiver, all of one giver. */
function preview(
  change: Change,
  receivers: [people: number | undefined, records: number][],
  total: number,
): Preview {
  return {
    lines: receivers.map(([people, records], index) => ({
      change,
      giverId: 'giver',
      receiverId: `receiver-${index}`,
      category: 'identity',
      people,
      records,
    })),
    totals: [{ change, giverId: 'giver', records: total }],
  };
}

function together(...parts: Preview[]): Preview {
  return {
    lines: parts.flatMap(({ lines }) => lines),
    totals: parts.flatMap(({ totals }) => totals),
  };
}

describe('the sentence about what a version would change', () => {
  it('adds people up over agencies, and counts each record once', () => {
    const found = preview(
      'gains',
      [
        [20, 310],
        [12, 300],
        [10, 310],
      ],
      310,
    );
    expect(previewInWords(found)).toBe(
      '42 people in 3 agencies would gain sight of about 310 records; none would lose.',
    );
  });

  it('says who loses, with or without somebody who gains', () => {
    const lost = preview('loses', [[12, 40]], 40);
    expect(previewInWords(lost)).toBe(
      '12 people in 1 agency would lose sight of about 40 records; none would gain.',
    );
    expect(previewInWords(together(preview('gains', [[9, 5]], 5), lost))).toBe(
      '9 people in 1 agency would gain sight of about 5 records. 12 people in 1 agency would lose sight of about 40 records.',
    );
  });

  it('says that nobody gains where nothing is held, or nobody is there', () => {
    const nothing = 'Nobody would gain or lose sight of a record that is held today.';
    expect(previewInWords({ lines: [], totals: [] })).toBe(nothing);
    expect(previewInWords(preview('gains', [[20, 0]], 0))).toBe(nothing);
    expect(previewInWords(preview('gains', [[0, 20]], 20))).toBe(nothing);
  });

  it('never says a small number of people, and lets no sum tell it', () => {
    expect(countInWords(undefined)).toBe('fewer than 5');
    expect(countInWords(1234)).toBe('1,234');
    expect(previewInWords(preview('gains', [[undefined, 5]], 5))).toBe(
      'Fewer than 5 people in 1 agency would gain sight of about 5 records; none would lose.',
    );
    const some = preview(
      'gains',
      [
        [40, 10],
        [undefined, 5],
      ],
      15,
    );
    expect(previewInWords(some)).toBe(
      'More than 40 people in 2 agencies would gain sight of about 15 records; none would lose.',
    );
    const few = preview(
      'gains',
      [
        [undefined, 10],
        [undefined, 10],
      ],
      10,
    );
    expect(previewInWords(few)).toBe(
      'Fewer than 9 people in 2 agencies would gain sight of about 10 records; none would lose.',
    );
  });
});
