import { describe, expect, it } from 'vitest';
import type { Preview, PreviewLine } from '#core/access/agreements/preview-store.ts';
import { countInWords, previewInWords } from './preview-words.ts';

type Change = PreviewLine['change'];

/** A line for each receiver, all of one giver. */
function preview(
  change: Change,
  receivers: [people: number | undefined, records: number | undefined][],
  total: number | undefined,
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
      '42 people in 3 agencies would gain sight of 310 records; none would lose.',
    );
  });

  it('says who loses, with or without somebody who gains', () => {
    const lost = preview('loses', [[12, 40]], 40);
    expect(previewInWords(lost)).toBe(
      '12 people in 1 agency would lose sight of 40 records; none would gain.',
    );
    expect(previewInWords(together(preview('gains', [[9, 6]], 6), lost))).toBe(
      '9 people in 1 agency would gain sight of 6 records. 12 people in 1 agency would lose sight of 40 records.',
    );
  });

  it('says that nobody gains where nothing is held, or nobody is there', () => {
    const nothing = 'Nobody would gain or lose sight of a record that is held today.';
    expect(previewInWords({ lines: [], totals: [] })).toBe(nothing);
    expect(previewInWords(preview('gains', [[20, 0]], 0))).toBe(nothing);
    expect(previewInWords(preview('gains', [[0, 20]], 20))).toBe(nothing);
  });

  it('never says a small count, and lets no sum tell it', () => {
    expect(countInWords(undefined)).toBe('fewer than 5');
    expect(countInWords(1234)).toBe('1,234');
    expect(previewInWords(preview('gains', [[undefined, undefined]], undefined))).toBe(
      'Fewer than 5 people in 1 agency would gain sight of a few records; none would lose.',
    );
    expect(
      previewInWords(
        preview(
          'gains',
          [
            [40, 12],
            [undefined, undefined],
          ],
          undefined,
        ),
      ),
    ).toBe(
      'More than 40 people in 2 agencies would gain sight of more than 12 records; none would lose.',
    );
    expect(
      previewInWords(
        preview(
          'gains',
          [
            [undefined, 12],
            [undefined, 12],
          ],
          12,
        ),
      ),
    ).toBe('Fewer than 9 people in 2 agencies would gain sight of 12 records; none would lose.');
  });
});
