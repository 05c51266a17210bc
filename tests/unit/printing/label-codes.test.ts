import { expect, it } from 'vitest';

import { type Bitmap1, blank, fill, stamp } from '#electron/printing/bitmap.ts';
import { barCode, matrixCode } from '#electron/printing/codes.ts';
import { writePng } from '#electron/printing/png.ts';
import { type Paper, render } from '#electron/printing/render.ts';
import { createWords } from '#electron/printing/words.ts';

const words = createWords('resources');
const PAPER: Paper = { name: 'Стол 1', dpi: 203, widthMm: 58, heightMm: 40, settings: {} };

async function outcome(draw: (picture: Bitmap1) => void, barcode = '*CvK7Tsd', offsetXMm = 0): Promise<string> {
  const picture = blank(580, 400);
  draw(picture);
  const file = { kind: 'file', format: 'png', file: writePng(picture), widthMm: 58, heightMm: 40, caption: '', redraw: false } as const;
  const rendered = await render({ ...file, barcode }, { ...PAPER, settings: { offsetXMm } }, words);
  return 'problem' in rendered ? rendered.problem : 'printed';
}
const square = (picture: Bitmap1, text: string, left: number, top: number, module = 6) =>
  stamp(picture, matrixCode('qrcode', text, module), left, top);

it('however the last labels of its size looked, each label answers for itself', async () => {
  const own = (picture: Bitmap1) => square(picture, '*CvK7Tsd', 20, 20);
  expect(await outcome(own)).toBe('printed');
  // Another order's code in the place that is remembered, and this order's nowhere.
  expect(await outcome((picture) => square(picture, '*Another', 20, 20))).toBe('label-other-code');
  // Another code there, and this order's elsewhere, of another kind.
  expect(
    await outcome((picture) => {
      square(picture, '*Another', 20, 20);
      stamp(picture, barCode('code128', '*CvK7Tsd', 3, 90), 160, 280);
    }),
  ).toBe('printed');
  expect(await outcome(own)).toBe('printed');
  // The code is there and covered; a piece of it is not the code.
  expect(
    await outcome((picture) => {
      own(picture);
      fill(picture, 20, 20, 60, 126);
    }),
  ).not.toBe('printed');
  expect(await outcome((picture) => fill(picture, 0, 0, 580, 400))).not.toBe('printed');
  expect(await outcome(() => undefined)).not.toBe('printed');
  expect(await outcome(own)).toBe('printed');
});

it('a code that only begins like the order’s, or differs in its letters, is another', async () => {
  for (const other of ['*CvK7Ts', '*CvK7Tsdd', '*cvk7tsd', ' *CvK7Tsd'])
    expect([other, await outcome((picture) => square(picture, other, 20, 20))]).toEqual([other, 'label-other-code']);
});

it('a second code that the printer’s own offset pushes off the paper stops the label; a word that it cuts does not', async () => {
  const parcel = (picture: Bitmap1) => {
    square(picture, '*CvK7Tsd', 150, 20);
    square(picture, 'parcel 000001', 20, 20);
  };
  const worded = (picture: Bitmap1) => {
    square(picture, '*CvK7Tsd', 150, 20);
    fill(picture, 5, 380, 560, 4);
  };
  expect(await outcome(parcel)).toBe('printed');
  expect(await outcome(parcel, '*CvK7Tsd', -1)).toBe('printed');
  expect(await outcome(parcel, '*CvK7Tsd', -5)).toBe('label-unreadable');
  expect(await outcome(worded, '*CvK7Tsd', -5)).toBe('printed');
});
