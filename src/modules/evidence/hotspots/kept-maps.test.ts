import { expect, test } from 'vitest';
import type { Database } from '#platform/database/database.ts';
import { drawOnce, takeDrawn } from './kept-maps.ts';

const someDatabase = () => ({}) as Database;

/** A map that is drawn when it is told to be. */
function makeDrawing() {
  const drawing = { drawn: 0, finish: (): void => undefined };
  const draw = () => {
    drawing.drawn += 1;
    return new Promise<undefined>((resolve) => {
      drawing.finish = () => resolve(undefined);
    });
  };
  return { drawing, draw };
}

test('a map is drawn once for everybody who asks while it is drawn, and afterwards', async () => {
  const database = someDatabase();
  const { drawing, draw } = makeDrawing();
  const asked = [drawOnce(database, 'key', draw), drawOnce(database, 'key', draw)];
  drawing.finish();
  await Promise.all(asked);
  await drawOnce(database, 'key', draw);
  expect(drawing.drawn).toBe(1);
});

test('a map that failed is drawn again', async () => {
  const database = someDatabase();
  const failed = drawOnce(database, 'key', () => Promise.reject(new Error('cut off')));
  await expect(failed).rejects.toThrow('cut off');
  const { drawing, draw } = makeDrawing();
  const again = drawOnce(database, 'key', draw);
  drawing.finish();
  await again;
  expect(drawing.drawn).toBe(1);
});

test('inside a transaction a map is taken as it was drawn, and never drawn', async () => {
  const database = someDatabase();
  const { drawing, draw } = makeDrawing();
  await expect(takeDrawn(database, 'key', draw)).rejects.toThrow('has to be drawn again');
  const drawn = drawOnce(database, 'key', draw);
  await expect(takeDrawn(database, 'key', draw)).rejects.toThrow('has to be drawn again');
  drawing.finish();
  await drawn;
  await takeDrawn(database, 'key', draw);
  expect(drawing.drawn).toBe(1);
});

test('the oldest of many drawn maps is let go, and none that is still being drawn', async () => {
  const database = someDatabase();
  const slow = makeDrawing();
  const waiting = drawOnce(database, 'slow', slow.draw);
  for (let map = 0; map < 20; map += 1) {
    await drawOnce(database, `map ${map}`, () => Promise.resolve(undefined));
  }
  await expect(takeDrawn(database, 'map 0', slow.draw)).rejects.toThrow('has to be drawn again');
  await takeDrawn(database, 'map 19', slow.draw);
  const joined = drawOnce(database, 'slow', slow.draw);
  slow.drawing.finish();
  await Promise.all([waiting, joined]);
  expect(slow.drawing.drawn).toBe(1);
});

test('when very many maps are waiting, one more is turned away', async () => {
  const database = someDatabase();
  const drawings = Array.from({ length: 22 }, makeDrawing);
  const asked = drawings.map(({ draw }, map) => drawOnce(database, `map ${map}`, draw));
  await expect(drawOnce(database, 'one more', () => Promise.resolve(undefined))).rejects.toThrow(
    'Many maps are being drawn',
  );
  for (const { drawing } of drawings) {
    await expect.poll(() => drawing.drawn).toBe(1);
    drawing.finish();
  }
  await Promise.all(asked);
});
