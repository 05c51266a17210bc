import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { type Gray, inked, isBlack, windowOf } from '#electron/printing/bitmap.ts';
import { matrixCode, readCodes } from '#electron/printing/codes.ts';
import { openPdf } from '#electron/printing/pdf.ts';
import { type Paper, render } from '#electron/printing/render.ts';
import { createWords } from '#electron/printing/words.ts';
import { hasPoppler } from '#tests/support/label-decoders.ts';

const words = createWords('resources');
const PAPER: Paper = { name: 'Стол 1', dpi: 203, widthMm: 58, heightMm: 40, settings: {} };
const LINES = ['Отправление', 'Ёж, щука 123', 'Box 7'] as const;

/** Widths of Arial in thousandths of an em, so that words stand where their writer meant them. */
const WIDE: Readonly<Record<string, number>> = { ' ': 278, ',': 278, щ: 823, О: 778, ж: 669 };
const widthOf = (letter: string): number => WIDE[letter] ?? (letter < 'А' ? 556 : 550);

/** Adobe's names of the Cyrillic letters, by which files without fonts ask for them. */
function afii(letter: string): string {
  const upper = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ'.indexOf(letter);
  return upper >= 0 ? `afii${10_017 + upper}` : `afii${10_065 + 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'.indexOf(letter)}`;
}

const hex = (codes: readonly number[], digits: number) => `<${codes.map((code) => code.toString(16).padStart(digits, '0')).join('')}>`;

function file(
  font: string,
  codes: (text: string) => string,
  over: { readonly lines?: readonly string[]; readonly more?: readonly string[]; readonly inForm?: boolean } = {},
) {
  const lines = over.lines ?? LINES;
  const code = matrixCode('qrcode', '*CvK7Tsd', 1);
  const squares: string[] = [];
  for (let y = 0; y < code.height; y += 1)
    for (let x = 0; x < code.width; x += 1) if (isBlack(code, x, y)) squares.push(`${100 + x * 2} ${60 - y * 2} 2 2 re`);
  const content = `BT /F1 12 Tf ${lines.map((line, at) => `1 0 0 1 8 ${90 - at * 18} Tm ${codes(line)} Tj`).join(' ')} ET ${squares.join(' ')} f`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 164 113] /Resources << /Font << /F1 5 0 R >> /XObject << /X1 8 0 R >> >> /Contents ${over.inForm === true ? 9 : 4} 0 R >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    font,
    ...(over.more ?? ['null', 'null']),
    `<< /Type /XObject /Subtype /Form /BBox [0 0 164 113] /Resources << /Font << /F1 5 0 R >> >> /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Length 6 >>\nstream\n/X1 Do\nendstream',
  ];
  const body = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.7\n${body}trailer << /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF`, 'latin1');
}

/** A font that is only named; its letters by Adobe's names, as Windows programs write them. */
function named(font: string, lines: readonly string[] = LINES, name = afii, inForm = false): Buffer {
  const letters = [...new Set(lines.join(''))].filter((letter) => letter >= 'Ё');
  const code = (letter: string) => (letters.includes(letter) ? 128 + letters.indexOf(letter) : letter.codePointAt(0)!);
  const byCode = new Map(letters.map((letter) => [code(letter), letter]));
  const widths = Array.from({ length: 224 }, (_, at) => widthOf(byCode.get(at + 32) ?? String.fromCodePoint(at + 32)));
  const differences = letters.map((letter) => `${code(letter)} /${name(letter)}`).join(' ');
  const encoding = `<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [${differences}] >>`;
  const about =
    '/Type /FontDescriptor /Flags 32 /FontBBox [-600 -300 2000 1000] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80';
  const dictionary = `<< /Type /Font /Subtype /TrueType /BaseFont /${font} /FirstChar 32 /LastChar 255 /Widths [${widths.join(' ')}] /Encoding ${encoding} /FontDescriptor << ${about} /FontName /${font} >> >>`;
  return file(dictionary, (text) => hex(Array.from(text, code), 2), { lines, inForm });
}

/** A composite font that is only named: two bytes a letter that mean nothing without the font, but for a table of what they are. */
function composite(font: string, told: boolean): Buffer {
  const letters = [...new Set(LINES.join(''))];
  const code = (letter: string) => 500 + letters.indexOf(letter);
  const about = `/Type /FontDescriptor /FontName /${font} /Flags 4 /FontBBox [-600 -300 2000 1000] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80`;
  const widths = letters.map((letter) => `${code(letter)} [${widthOf(letter)}]`).join(' ');
  const descendant = `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${font} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [${widths}] /FontDescriptor << ${about} >> >>`;
  const pairs = letters.map((letter) => `${hex([code(letter)], 4)} ${hex([letter.codePointAt(0)!], 4)}`).join('\n');
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /K def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n${letters.length} beginbfchar\n${pairs}\nendbfchar\nendcmap end end`;
  const unicode = `<< /Length ${map.length} >>\nstream\n${map}\nendstream`;
  const dictionary = `<< /Type /Font /Subtype /Type0 /BaseFont /${font} /Encoding /Identity-H /DescendantFonts [6 0 R] ${told ? '/ToUnicode 7 0 R' : ''} >>`;
  return file(dictionary, (text) => hex(Array.from(text, code), 4), { more: [descendant, unicode] });
}

async function drawn(pdf: Uint8Array): Promise<Gray> {
  const opened = await openPdf(pdf, words.type);
  if ('problem' in opened) throw new Error(opened.problem);
  const page = await opened.page(0, 203);
  opened.close();
  if ('problem' in page) throw new Error(page.problem);
  return page.gray;
}

/** Each line of words by its ink: left, top, width, height in dots. */
const linesOf = (page: Gray) =>
  LINES.map((_line, at) => inked(windowOf(page, 0, Math.round(((113 - 100 + at * 18) * 203) / 72), Math.round((96 * 203) / 72), 42))!);

function byPoppler(pdf: Uint8Array): Gray {
  const folder = mkdtempSync(path.join(tmpdir(), 'korob-fonts-'));
  try {
    writeFileSync(path.join(folder, 'a.pdf'), pdf);
    spawnSync('pdftoppm', ['-r', '203', '-gray', '-singlefile', path.join(folder, 'a.pdf'), path.join(folder, 'a')]);
    const file = readFileSync(path.join(folder, 'a.pgm'));
    const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/u.exec(file.subarray(0, 40).toString('latin1'))!;
    return { width: Number(width), height: Number(height), data: file.subarray(head.length) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a page whose fonts are only named', () => {
  it.each([
    ['Arial', named('ArialMT')],
    ['Helvetica', named('Helvetica')],
    ['Times', named('TimesNewRomanPS-BoldMT')],
    ['Verdana', named('Verdana')],
    ['Arial in a form', named('ArialMT', LINES, afii, true)],
    ['a composite font that says what its codes are', composite('ArialMT', true)],
  ])('%s: every word is there, where another program draws it, and the code reads', async (_name, pdf) => {
    const page = await drawn(pdf);
    const rendered = await render(
      { kind: 'file', format: 'pdf', file: pdf, widthMm: 58, heightMm: 40, barcode: '*CvK7Tsd', caption: '', redraw: false },
      PAPER,
      words,
    );
    expect('problem' in rendered ? rendered.problem : rendered.sheets.length).toBe(1);
    expect(await readCodes(page)).toEqual(['*CvK7Tsd']);
    if (!hasPoppler) return console.warn('not compared with another program: pdftoppm is not installed');
    const [ours, others] = [linesOf(page), linesOf(byPoppler(pdf))];
    for (const [at, line] of ours.entries()) {
      expect({ at, near: Math.abs(line.left - others[at]!.left) <= 6 }).toEqual({ at, near: true });
      expect({ at, near: Math.abs(line.width - others[at]!.width) <= 10 }).toEqual({ at, near: true });
      expect({ at, near: Math.abs(line.top + line.height - others[at]!.top - others[at]!.height) <= 6 }).toEqual({ at, near: true });
    }
  });

  it.each([
    ['bars set as letters', named('Code39Wide', ['*123*'])],
    ['signs', named('Wingdings', ['Ёж'])],
    ['letters that no font of ours has', named('ArialMT', ['Ёж', '\u0416'], () => 'uni56F4')],
    ['a letter that has no name', named('ArialMT', ['Ёж'], () => 'nobodyknows')],
    ['codes that mean nothing without their font', composite('ArialMT', false)],
  ])('is refused in words when it holds %s', async (_what, pdf) => {
    await expect(drawn(pdf)).rejects.toThrow('fonts-missing');
  });

  it('leaves other pages as they are drawn without stand-ins, before and after', async () => {
    const latin = named('ArialMT', ['Box 7', 'Hello']);
    const before = await drawn(latin);
    await drawn(named('ArialMT'));
    expect(Buffer.from((await drawn(latin)).data).equals(Buffer.from(before.data))).toBe(true);
  });

  it('is refused by whoever has no fonts to stand in', async () => {
    const opened = await openPdf(named('ArialMT'));
    expect('problem' in opened ? opened : await opened.page(0, 203)).toEqual({ problem: 'fonts-missing' });
  });
});
