import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { toGray } from '#electron/printing/bitmap.ts';
import { readCodes } from '#electron/printing/codes.ts';
import { epl2 } from '#electron/printing/languages/epl2.ts';
import { escpos } from '#electron/printing/languages/escpos.ts';
import { tspl } from '#electron/printing/languages/tspl.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import { readPng } from '#electron/printing/png.ts';
import { render, type Source } from '#electron/printing/render.ts';
import { createWords } from '#electron/printing/words.ts';
import { burned, hasZbar, otherReader } from '#tests/support/label-decoders.ts';

/** Files that marketplaces really gave, from the file to the dots of the paper. They lie beside this tree; where they do not, that is said. */
const OZON = '../shared/samples/ozon/label_fbs_real_75x120.pdf';
const WILDBERRIES = '../shared/samples/wildberries/sticker_example.png';
const words = createWords('resources');
const LANGUAGES = [zpl, tspl, epl2, escpos];

const source = (format: 'pdf' | 'png', file: string, over: { widthMm: number; heightMm: number; barcode: string }): Source => ({
  kind: 'file',
  format,
  file: readFileSync(file),
  caption: '',
  redraw: false,
  ...over,
});

async function drawn(from: Source, widthMm: number, heightMm: number, dpi: 203 | 300) {
  const rendered = await render(from, { name: 'Принтер', dpi, widthMm, heightMm, settings: {} }, words);
  if ('problem' in rendered) throw new Error(rendered.problem);
  return rendered.sheets[0]!;
}

describe('Ozon, 75 × 120 mm', () => {
  const label = () => source('pdf', OZON, { widthMm: 75, heightMm: 120, barcode: '250897548437000' });

  it.each(LANGUAGES.flatMap((language) => ([203, 300] as const).map((dpi) => ({ language, id: language.id, dpi }))))(
    'in $id at $dpi dpi: exact to the dot, and its code reads back from the bytes',
    async ({ language, dpi }) => {
      if (!existsSync(OZON)) return console.warn(`not checked: ${OZON} is not beside this tree`);
      const sheet = await drawn(label(), 75, 120, dpi);
      expect([sheet.width, sheet.height]).toEqual(dpi === 203 ? [599, 959] : [886, 1417]);
      const bytes = language.encode(sheet, { widthMm: 75, heightMm: 120, gapMm: 2, gapSaid: false, dpi }, { copies: 1 });
      const paper = await burned(language.id, bytes, dpi);
      expect(paper.height).toBe(sheet.height);
      expect(Buffer.from(paper.data).equals(Buffer.from(sheet.data))).toBe(true);
      expect(await readCodes(toGray(paper))).toEqual(['250897548437000']);
      if (!hasZbar) return console.warn('not checked by a second reader: zbarimg is not installed');
      expect(otherReader(paper, 'zbarimg')).toEqual(['250897548437000']);
    },
  );

  it('fits paper that lies across, turned and not scaled', async () => {
    if (!existsSync(OZON)) return console.warn(`not checked: ${OZON} is not beside this tree`);
    const sheet = await drawn(label(), 120, 75, 203);
    expect([sheet.width, sheet.height]).toEqual([959, 599]);
    expect(await readCodes(toGray(sheet))).toEqual(['250897548437000']);
  });

  it('is not printed for another order', async () => {
    if (!existsSync(OZON)) return console.warn(`not checked: ${OZON} is not beside this tree`);
    await expect(drawn({ ...label(), barcode: '250897548437001' } as Source, 75, 120, 203)).rejects.toThrow('label-other-code');
  });
});

describe('Wildberries', () => {
  it('the sample sticker reads back at 203 dpi', async () => {
    if (!existsSync(WILDBERRIES)) return console.warn(`not checked: ${WILDBERRIES} is not beside this tree`);
    const [code] = await readCodes(readPng(readFileSync(WILDBERRIES))!);
    const sheet = await drawn(source('png', WILDBERRIES, { widthMm: 40, heightMm: 40, barcode: code! }), 58, 40, 203);
    expect(await readCodes(toGray(sheet))).toEqual([code]);
  });
});
