import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { blank, fill, stamp, threshold } from '#electron/printing/bitmap.ts';
import { barCode, matrixCode } from '#electron/printing/codes.ts';
import { epl2 } from '#electron/printing/languages/epl2.ts';
import { escpos } from '#electron/printing/languages/escpos.ts';
import type { EncodeOptions, Media } from '#electron/printing/languages/language.ts';
import { tspl } from '#electron/printing/languages/tspl.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import { readPng, writePng } from '#electron/printing/png.ts';
import { type Paper, render, type Source } from '#electron/printing/render.ts';
import { createWords } from '#electron/printing/words.ts';
import { builtInTemplates, sampleFields } from '#tests/support/label-samples.ts';

/**
 * Bytes and bitmaps as they were when a scanner and other readers had read them (the other tests of this folder): a change of one bit in
 * them is meant, or is a fault. `KOROB_GOLDEN=write npx vitest run tests/unit/printing/golden.test.ts` writes them anew.
 */
const FOLDER = 'tests/fixtures/labels';
const writing = process.env['KOROB_GOLDEN'] === 'write';
const golden = (name: string, now: Uint8Array): Buffer => {
  const file = path.join(FOLDER, name);
  if (writing) writeFileSync(file, now);
  return readFileSync(file);
};

const MEDIA: Media = { widthMm: 25, heightMm: 15, gapMm: 2, gapSaid: true, dpi: 203 };
const OPTIONS: EncodeOptions = { copies: 2, darkness: 16, speed: 4 };

/** Everything a packer of rows can get wrong: codes, a row of black, empty and repeated rows, ink in the last column, a width of no whole byte. */
function sheet() {
  const bitmap = blank(198, 120);
  stamp(bitmap, matrixCode('qrcode', '*CvK7Tsd', 3), 4, 4);
  stamp(bitmap, barCode('code128', 'KRB', 1, 40), 90, 6);
  fill(bitmap, 0, 100, 198, 2);
  fill(bitmap, 197, 0, 1, 120);
  return bitmap;
}

describe('the bytes of a label', () => {
  it.each([
    ['hex.zpl', zpl, { compression: 'hex' }],
    ['acs.zpl', zpl, { compression: 'acs' }],
    ['label.tspl', tspl, {}],
    ['label.epl', epl2, {}],
    ['label.escpos', escpos, {}],
  ] as const)('are to the bit those of %s', (name, language, over) => {
    const bytes = language.encode(sheet(), MEDIA, { ...OPTIONS, ...over });
    expect(Buffer.from(bytes).equals(golden(name, bytes))).toBe(true);
  });
});

describe('the dots of a label', () => {
  const words = createWords('resources');
  const paper = (widthMm: number, heightMm: number, dpi: 203 | 300): Paper => ({ name: 'Стол 1', dpi, widthMm, heightMm, settings: {} });
  const own = (id: string): Source => {
    const template = builtInTemplates.find((one) => one.id === id)!;
    return { kind: 'own', template, fields: sampleFields[template.kind], proof: false };
  };
  it.each([
    ['product-58x40-203.png', own('product-58x40'), paper(58, 40, 203)],
    ['product-58x40-300.png', own('product-58x40'), paper(58, 40, 300)],
    ['bin-43x25-203.png', own('bin-43x25'), paper(43, 25, 203)],
    ['test-58x40-203.png', { kind: 'test', code: 'KRB-7F3A91', printerName: 'Стол 1' }, paper(58, 40, 203)],
  ] as const)('are those of %s', async (name, source, on) => {
    const rendered = await render(source, on, words);
    if ('problem' in rendered) throw new Error(rendered.problem);
    const [drawn] = rendered.sheets;
    const kept = threshold(readPng(golden(name, writePng(drawn!)))!);
    expect([kept.width, kept.height]).toEqual([drawn!.width, drawn!.height]);
    expect(Buffer.from(kept.data).equals(Buffer.from(drawn!.data))).toBe(true);
  });
});
