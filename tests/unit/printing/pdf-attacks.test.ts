import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect, it, vi } from 'vitest';

import { paid } from '#electron/printing/pdf-fonts.ts';
import { createWords } from '#electron/printing/words.ts';

const words = createWords('resources');
const made: ReturnType<typeof PDFiumLibrary.init>[] = [];
const init = PDFiumLibrary.init.bind(PDFiumLibrary);
/** Every PDFium that was started, the one in use last. */
PDFiumLibrary.init = (...options) => {
  const library = init(...options);
  made.push(library);
  return library;
};
// Tests of one kind share a process, where another may have started its PDFium before: this one has a drawing module of its own.
vi.resetModules();
const { openPdf } = await import('#electron/printing/pdf.ts');

/** Memory of PDFium's own, in bytes; it never shrinks. */
async function heap(): Promise<number> {
  const { module } = (await made.at(-1)) as unknown as { readonly module: { readonly HEAPU8: Uint8Array } };
  return module.HEAPU8.byteLength;
}

/** Adobe's names of the letters that are used here. */
const NAMES: Readonly<Record<string, string>> = { О: '/afii10032', ж: '/afii10072', а: '/afii10065' };
const code = (letter: string) => (128 + Object.keys(NAMES).indexOf(letter)).toString(16);
const says = (text: string) =>
  `<${Array.from(text, (letter) => (letter in NAMES ? code(letter) : letter.codePointAt(0)!.toString(16))).join('')}>`;

/** A page of 164 × 113 points for each content; the font F1 is only named. */
function file(contents: readonly string[], font = 'ArialMT', widths = 600): Buffer {
  const encoding = `<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [128 ${Object.values(NAMES).join(' ')}] >>`;
  const descriptor = `<< /Type /FontDescriptor /FontName /${font} /Flags 32 /FontBBox [-600 -300 2000 1000] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${contents.map((_one, at) => `${4 + at * 2} 0 R`).join(' ')}] /Count ${contents.length} >>`,
    `<< /Type /Font /Subtype /TrueType /BaseFont /${font} /FirstChar 32 /LastChar 255 /Widths [${Array(224).fill(widths).join(' ')}] /Encoding ${encoding} /FontDescriptor ${descriptor} >>`,
    ...contents.flatMap((content, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 164 113] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + at * 2} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  const body = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.7\n${body}trailer << /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF`, 'latin1');
}
const text = (matrix: string, what: string, before = '') => `${before} BT /F1 12 Tf ${matrix} Tm ${says(what)} Tj ET`;

async function outcome(pdf: Uint8Array, index = 0, letters: typeof words.type | null = words.type): Promise<string | number> {
  const opened = await openPdf(pdf, letters);
  if ('problem' in opened) return opened.problem;
  const page = await opened.page(index, 203);
  opened.close();
  return 'problem' in page ? page.problem : page.gray.data.filter((value) => value < 128).length;
}
const BLACK = '0 0 0 rg 0 0 164 113 re f';

it.each([
  ['upright', text('1 0 0 1 10 50', 'Ожа')],
  ['rotated', text('0 1 -1 0 80 20', 'Ожа')],
  ['askew', text('0.7 0.7 -0.7 0.7 40 20', 'Ожа')],
  ['mirrored', text('-1 0 0 1 80 20', 'Ожа')],
  ['on their other side, in a standard font', text('0 -1 1 0 80 100', 'Ожа')],
  ['white on white beside black', `${text('1 0 0 1 10 50', 'Ожа', '1 g')} ${text('1 0 0 1 10 20', 'Ожа', '0 g')}`],
  ['white on black', text('1 0 0 1 10 50', 'Ожа', `${BLACK} 1 g`)],
  ['off the page beside what is on it', `${text('1 0 0 1 10 50', 'Ожа')} ${text('1 0 0 1 10 -50', 'Ожа')}`],
])('words %s are drawn', async (_how, content) => {
  expect(await outcome(file([content]))).toBeGreaterThan(100);
});

it.each([
  ['of no size', 'BT /F1 0 Tf 1 0 0 1 10 50 Tm <808182> Tj ET'],
  ['twice over each other', `${text('1 0 0 1 10 50', 'Ожа')} ${text('1 0 0 1 10.3 50', 'Ожа')}`],
  ['cut off by a frame', `0 0 5 5 re W n ${text('1 0 0 1 10 50', 'Ожа')}`],
  ['under a white sheet', `${text('1 0 0 1 10 50', 'Ожа')} 1 g 0 0 164 113 re f`],
])('words %s are told, not lost', async (_how, content) => {
  expect(await outcome(file([content]))).toBe('fonts-missing');
});

it('Latin words twice over each other, as programs write bold, and on their side are drawn without stand-ins', async () => {
  const bold = `${text('1 0 0 1 10 50', 'Box 7')} ${text('1 0 0 1 10.3 50', 'Box 7')} ${text('0 1 -1 0 120 20', 'Box 7')}`;
  expect(await outcome(file([bold]), 0, null)).toBeGreaterThan(100);
});

it('a light letter owes paper among ink, a dark one ink among paper', () => {
  const page = (value: number) => ({ width: 4, height: 4, data: new Uint8Array(16).fill(value) });
  const place = { left: 0, top: 0, right: 4, bottom: 4 };
  expect([paid([{ ...place, light: true }], page(0)), paid([{ ...place, light: true }], page(255))]).toEqual([false, true]);
  expect([paid([{ ...place, light: false }], page(255)), paid([{ ...place, light: false }], page(0))]).toEqual([false, true]);
});

it('stand-ins are for who asked: a file opened without them, before, between and after, is refused', async () => {
  const pdf = file([text('1 0 0 1 10 50', 'Ожа')]);
  expect(await outcome(pdf, 0, null)).toBe('fonts-missing');
  expect(await outcome(pdf)).toBeGreaterThan(100);
  expect(await outcome(pdf, 0, null)).toBe('fonts-missing');
  expect(await outcome(pdf, 1)).toBe('file-broken');
  expect(await outcome(pdf, 0, null)).toBe('fonts-missing');
});

it('a thousand pages, refused and drawn, leave no memory behind', { timeout: 60_000 }, async () => {
  const pages = Array.from({ length: 50 }, (_, at) => text('1 0 0 1 10 50', at % 2 === 0 ? 'Ожа' : 'Box'));
  const [good, bad] = [file(pages), file(pages, 'Wingdings')];
  const turn = async () => {
    for (const pdf of [good, bad]) {
      const opened = await openPdf(pdf, words.type);
      if ('problem' in opened) throw new Error(opened.problem);
      for (let index = 0; index < pages.length; index += 1) await opened.page(index, 72);
      opened.close();
    }
    // A second document is closed in its own time.
    await Promise.resolve();
  };
  for (let at = 0; at < 3; at += 1) await turn();
  const before = await heap();
  for (let at = 0; at < 20; at += 1) await turn();
  expect((await heap()) - before).toBe(0);
});

it('a file that breaks PDFium itself is the only one refused: the next is drawn by a fresh one', async () => {
  const pdf = file([text('1 0 0 1 10 50', 'Ожа')]);
  const { module } = (await made.at(-1)) as unknown as { readonly module: { _FPDF_RenderPageBitmap: unknown } };
  module._FPDF_RenderPageBitmap = () => {
    throw new WebAssembly.RuntimeError('memory access out of bounds');
  };
  const before = made.length;
  expect(await outcome(pdf)).toBe('file-broken');
  expect(await outcome(pdf)).toBeGreaterThan(100);
  expect(await outcome(pdf, 0, null)).toBe('fonts-missing');
  expect(made.length).toBe(before + 1);
});
