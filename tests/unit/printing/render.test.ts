import Pdf from 'pdfkit';
import { describe, expect, it } from 'vitest';

import { blank, fill, inked, isBlack, scaled, stamp, threshold, toGray } from '#electron/printing/bitmap.ts';
import { barCode, matrixCode, readCodes, readSymbols } from '#electron/printing/codes.ts';
import { writePng } from '#electron/printing/png.ts';
import { type Paper, render, type Source } from '#electron/printing/render.ts';
import { createWords } from '#electron/printing/words.ts';

const words = createWords('resources');
const paper = (widthMm: number, heightMm: number, dpi: 203 | 300 | 600 = 203, settings: Paper['settings'] = {}): Paper => ({
  name: 'Xprinter на столе 1',
  dpi,
  widthMm,
  heightMm,
  settings,
});
const file = (over: Partial<Extract<Source, { kind: 'file' }>>): Source => ({
  kind: 'file',
  format: 'png',
  file: new Uint8Array(),
  widthMm: 58,
  heightMm: 40,
  barcode: '*CvK7Tsd',
  caption: '231648 9753',
  redraw: false,
  ...over,
});

/** A sticker as a marketplace draws it: 580 × 400 px, one millimetre is ten pixels. */
function sticker(module: number): Uint8Array {
  const picture = blank(580, 400);
  stamp(picture, matrixCode('qrcode', '*CvK7Tsd', module), 20, 20);
  return writePng(picture);
}

const sheetOf = async (source: Source, on: Paper) => {
  const rendered = await render(source, on, words);
  if ('problem' in rendered) throw new Error(rendered.problem);
  return rendered.sheets[0]!;
};

interface PdfOptions {
  readonly pages?: number;
  readonly font?: string;
  readonly text?: string;
  readonly rotate?: number;
  readonly password?: string;
  /** No code on the pages. */
  readonly bare?: boolean;
  /** A page for each. */
  readonly codes?: readonly string[];
}

function pdf(widthMm: number, heightMm: number, options: PdfOptions = {}): Promise<Uint8Array> {
  const points = (mm: number) => (mm * 72) / 25.4;
  const password = options.password === undefined ? {} : { userPassword: options.password };
  const document = new Pdf({ autoFirstPage: false, font: options.font ?? 'resources/fonts/NotoSans_400Regular.ttf', ...password });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (let page = 0; page < (options.pages ?? options.codes?.length ?? 1); page += 1) {
    document.addPage({ size: [points(widthMm), points(heightMm)], margin: 0 });
    if (options.rotate !== undefined) Object.assign(document.page.dictionary.data, { Rotate: options.rotate });
    if (options.bare === true) continue;
    const code = matrixCode('qrcode', options.codes?.[page] ?? '*CvK7Tsd', 1);
    for (let y = 0; y < code.height; y += 1)
      for (let x = 0; x < code.width; x += 1)
        if (isBlack(code, x, y)) document.rect(points(10 + x), points(10 + y), points(1), points(1)).fill('black');
    if (options.text !== undefined) document.fontSize(10).text(options.text, 0, 0);
  }
  return new Promise((resolve) => {
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.end();
  });
}

/** A page whose words stand in a form within a form, in a font that is only named. */
function nested(font: string): Uint8Array {
  const words = 'BT /F1 12 Tf 5 20 Td (12345) Tj ET';
  const form = (resources: string, content: string) =>
    `<< /Type /XObject /Subtype /Form /BBox [0 0 164 113] /Resources << ${resources} >> /Length ${content.length} >>\nstream\n${content}\nendstream`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 164 113] /Resources << /XObject << /Outer 5 0 R >> >> /Contents 4 0 R >>',
    '<< /Length 9 >>\nstream\n/Outer Do\nendstream',
    form('/XObject << /Inner 6 0 R >>', '/Inner Do'),
    form('/Font << /F1 7 0 R >>', words),
    `<< /Type /Font /Subtype /TrueType /BaseFont /${font} /Encoding /WinAnsiEncoding >>`,
  ];
  const body = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.7\n${body}trailer << /Root 1 0 R /Size 8 >>\n%%EOF`, 'latin1');
}

describe('a picture becomes dots', () => {
  it('has exactly the dots of the paper', async () => {
    for (const [widthMm, heightMm, dpi, width, height] of [
      [58, 40, 203, 464, 320],
      [58, 40, 300, 685, 472],
      [75, 120, 203, 599, 959],
    ] as const) {
      const sheet = await sheetOf(file({ file: sticker(8) }), paper(widthMm, heightMm, dpi));
      expect([sheet.width, sheet.height]).toEqual([width, height]);
    }
  });

  it('is one bit by threshold and never dithered: an even grey is all paper or all ink', () => {
    const grey = (value: number) => threshold({ width: 64, height: 8, data: new Uint8Array(512).fill(value) }).data;
    expect(grey(127).every((byte) => byte === 0xff)).toBe(true);
    expect(grey(128).every((byte) => byte === 0)).toBe(true);
  });

  it('fills nothing outside the bitmap', () => {
    const bitmap = blank(10, 2);
    fill(bitmap, -5, -5, 100, 100);
    expect([...bitmap.data]).toEqual([0xff, 0xc0, 0xff, 0xc0]);
  });

  it('keeps the weight of what it scales', () => {
    const half = { width: 4, height: 2, data: Uint8Array.of(0, 255, 0, 255, 0, 255, 0, 255) };
    expect([...scaled(half, 2, 1).data]).toEqual([128, 128]);
  });

  it('turns a label that lies across the paper', async () => {
    const sheet = await sheetOf(file({ file: sticker(8) }), paper(40, 58));
    expect([sheet.width, sheet.height]).toEqual([320, 464]);
    expect(await readCodes(toGray(sheet))).toEqual(['*CvK7Tsd']);
  });

  it('moves by the offset of the printer', async () => {
    const plain = inked(toGray(await sheetOf(file({ file: sticker(8) }), paper(58, 40))))!;
    const moved = inked(toGray(await sheetOf(file({ file: sticker(8) }), paper(58, 40, 203, { offsetXMm: 2, offsetYMm: -1 }))))!;
    expect([moved.left - plain.left, moved.top - plain.top]).toEqual([16, -8]);
  });

  it('refuses a label larger than the paper, a broken file and formats it cannot draw', async () => {
    expect(await render(file({ file: sticker(8) }), paper(43, 25), words)).toEqual({ problem: 'label-too-big' });
    expect(await render(file({ file: Uint8Array.of(1, 2, 3) }), paper(58, 40), words)).toEqual({ problem: 'file-broken' });
    expect(await render(file({}), paper(58, 40), words)).toEqual({ problem: 'file-empty' });
    expect(await render(file({ format: 'zpl', file: Uint8Array.of(94) }), paper(58, 40), words)).toEqual({ problem: 'label-format-wrong' });
    expect(await render(file({ format: 'svg', file: Uint8Array.of(60) }), paper(58, 40), words)).toEqual({ problem: 'label-format-wrong' });
  });
});

describe('codes are read back before a label may print', () => {
  const thin = () => {
    const picture = blank(580, 400);
    stamp(picture, matrixCode('qrcode', '*CvK7Tsd', 1), 20, 20);
    return writePng(picture);
  };

  it('looks for the code where the last label had it, and everywhere else too: a label with it elsewhere, or with another, is told apart', async () => {
    const at = async (code: string, left: number, top: number) => {
      const picture = blank(580, 400);
      stamp(picture, matrixCode('qrcode', code, 6), left, top);
      return render(file({ file: writePng(picture) }), paper(58, 40), words);
    };
    for (const [left, top] of [
      [20, 20],
      [20, 20],
      [380, 210],
      [20, 210],
    ] as const)
      expect(await at('*CvK7Tsd', left, top)).toHaveProperty('sheets.length', 1);
    expect(await at('*Another', 20, 210)).toEqual({ problem: 'label-other-code' });
    expect(await at('*CvK7Tsd', 200, 120)).toHaveProperty('sheets.length', 1);
  });

  it('stops a label whose code would no longer read', async () => {
    expect(await render(file({ file: thin() }), paper(58, 40), words)).toEqual({ problem: 'label-unreadable' });
  });

  it('draws the code anew at whole dots where that is allowed, with its large figures', async () => {
    const sheet = await sheetOf(file({ file: thin(), redraw: true }), paper(58, 40));
    expect(await readCodes(toGray(sheet))).toEqual(['*CvK7Tsd']);
    const box = inked(toGray(sheet))!;
    expect(box.left + box.width).toBeGreaterThan(300);
  });

  it('stops a label that the printer’s own offset would push off the paper', async () => {
    expect(await render(file({ file: sticker(8) }), paper(58, 40, 203, { offsetXMm: -10 }), words)).toEqual({
      problem: 'label-unreadable',
    });
  });

  it('draws bars anew as bars when the file had bars', async () => {
    const picture = blank(580, 400);
    stamp(picture, barCode('code128', 'WB-231648', 1, 80), 20, 20);
    const sheet = await sheetOf(file({ file: writePng(picture), barcode: 'WB-231648', redraw: true }), paper(58, 40));
    expect(await readSymbols(toGray(sheet))).toMatchObject([{ text: 'WB-231648', kind: 'code128' }]);
  });

  it('stops a label that carries another code than the order’s, when it does not read as a whole', async () => {
    expect(await render(file({ file: writePng(blank(580, 400)) }), paper(58, 40), words)).toEqual({ problem: 'label-unreadable' });
  });
});

describe('PDF', () => {
  it('draws every page at exact dots', async () => {
    const rendered = await render(
      file({ format: 'pdf', file: await pdf(75, 120, { pages: 3, text: 'Отправление № 7' }), widthMm: 75, heightMm: 120 }),
      paper(75, 120),
      words,
    );
    expect('sheets' in rendered && rendered.sheets.map((sheet) => [sheet.width, sheet.height])).toEqual([
      [599, 959],
      [599, 959],
      [599, 959],
    ]);
  });

  it('crops the margins around a label and never scales it', async () => {
    const source = file({ format: 'pdf', file: await pdf(80.4, 125.6), widthMm: 75, heightMm: 120 });
    const box = inked(toGray(await sheetOf(source, paper(75, 120))))!;
    expect(box.width).toBeGreaterThanOrEqual(167);
    expect(box.width).toBeLessThanOrEqual(169);
  });

  it('takes a label out of the corner of a sheet: nothing inked is cut, nothing scaled, and the code keeps its quiet zone', async () => {
    const corner = file({ format: 'pdf', file: await pdf(210, 297), widthMm: null, heightMm: null });
    const box = inked(toGray(await sheetOf(corner, paper(58, 40))))!;
    expect(Math.abs(box.width - 168)).toBeLessThanOrEqual(1);
    expect(box.left).toBeGreaterThan(40);
    expect(box.top).toBeGreaterThan(40);
  });

  it.each([0, 90, 180, 270])('lies upright on tall and on wide paper, rotated by %i in the file', async (rotate) => {
    const source = file({ format: 'pdf', file: await pdf(40, 58, { rotate }), widthMm: null, heightMm: null });
    for (const on of [paper(40, 58), paper(58, 40)]) {
      const sheet = await sheetOf(source, on);
      expect([sheet.width, sheet.height]).toEqual(on.widthMm === 40 ? [320, 464] : [464, 320]);
      expect(await readCodes(toGray(sheet))).toEqual(['*CvK7Tsd']);
    }
  });

  it('draws Latin of a font that every reader has, and refuses words that would be lost', async () => {
    const plain = (text: string) => pdf(58, 40, { font: 'Helvetica', text });
    const lettered = await sheetOf(file({ format: 'pdf', file: await plain('Box 1/2') }), paper(58, 40));
    expect(inked(toGray(lettered))!.top).toBeLessThan(40);
    expect(await render(file({ format: 'pdf', file: await plain('Caf\u00e9') }), paper(58, 40), words)).toHaveProperty('sheets');
    expect(await render(file({ format: 'pdf', file: nested('Code39Wide') }), paper(58, 40), words)).toEqual({ problem: 'fonts-missing' });
    expect(await render(file({ format: 'pdf', file: nested('Helvetica'), barcode: '' }), paper(58, 40), words)).toHaveProperty('sheets');
  });

  it.each([
    ['file-empty', () => Promise.resolve(new Uint8Array())],
    ['file-broken', () => Promise.resolve(Buffer.from('%PDF-1.7 nothing more'))],
    ['file-locked', () => pdf(58, 40, { password: 'secret' })],
    ['too-many-pages', () => pdf(58, 40, { pages: 500, bare: true })],
    ['label-too-big', () => pdf(4_000, 4_000)],
  ] as const)('a file that cannot be printed is told in its own word: %s', async (problem, made) => {
    expect(await render(file({ format: 'pdf', file: await made() }), paper(58, 40), words)).toEqual({ problem });
  });

  it('is the label of this order: another order’s code stops it, on whichever page it should be', async () => {
    const other = file({ format: 'pdf', file: await pdf(58, 40, { pages: 2 }), barcode: '*Another' });
    expect(await render(other, paper(58, 40), words)).toEqual({ problem: 'label-other-code' });
    const boxes = file({ format: 'pdf', file: await pdf(58, 40, { codes: ['*Box2', '*CvK7Tsd'] }) });
    expect(await render(boxes, paper(58, 40), words)).toHaveProperty('sheets.length', 2);
  });
});

describe('the test label', () => {
  it.each([
    [58, 40, 203],
    [43, 25, 203],
    [75, 120, 300],
  ] as const)('%i × %i mm at %i dpi carries the code to scan back', async (widthMm, heightMm, dpi) => {
    const sheet = await sheetOf({ kind: 'test', code: 'KRB-7F3A91', printerName: 'Xprinter на столе 1' }, paper(widthMm, heightMm, dpi));
    expect(await readCodes(toGray(sheet))).toContain('KRB-7F3A91');
  });

  it('draws bars as whole multiples of the module', () => {
    const bars = barCode('code128', 'KRB-7F3A91', 3, 1);
    let run = 1;
    for (let x = 1; x < bars.width; x += 1) {
      if (isBlack(bars, x, 0) === isBlack(bars, x - 1, 0)) run += 1;
      else {
        expect(run % 3).toBe(0);
        run = 1;
      }
    }
  });

  it('prints Cyrillic and Kazakh as dots', async () => {
    const line = await words.line('Щука Әуезов', 24, 'bold');
    expect(line.height).toBeGreaterThan(20);
    expect(line.width).toBeGreaterThan(100);
  });
});
