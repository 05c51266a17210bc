import bwipjs from 'bwip-js/node';
import Pdf from 'pdfkit';

import { FIGURES } from '../figures.ts';

const POINTS = 72 / 25.4;
/** Pages of the Market's formats; A7 has margins around its 75 × 120 mm. */
const PAGES: Readonly<Record<string, readonly [widthMm: number, heightMm: number]>> = {
  A9_HORIZONTALLY: [58, 40],
  A9: [40, 58],
  A7: [80.4, 125.6],
  A8: [52, 74],
  A4: [210, 297],
};

export interface Sticker {
  readonly code: string;
  readonly lines: readonly string[];
}

/** One page a sticker: a Code 128 a scanner reads, and figures of dots for a person, so that no font can be missing on the way to a printer. */
export function drawLabels(stickers: readonly Sticker[], format: string): Uint8Array {
  const [widthMm, heightMm] = PAGES[format] ?? PAGES['A7']!;
  const document = new Pdf({ autoFirstPage: false, margin: 0, info: { Title: 'Training labels' } });
  for (const sticker of stickers) {
    document.addPage({ size: [widthMm * POINTS, heightMm * POINTS], margin: 0 });
    draw(document, sticker, widthMm * POINTS, heightMm * POINTS);
  }
  return finished(document);
}

/** A sheet of words, for acts and waybills. */
export function drawPaper(title: string, lines: readonly string[]): Uint8Array {
  const document = new Pdf({ size: 'A4', margin: 40 });
  document.fontSize(16).text(title).fontSize(11);
  for (const line of lines) document.text(line);
  return finished(document);
}

function draw(document: PDFKit.PDFDocument, { code, lines }: Sticker, width: number, height: number): void {
  const quiet = width * 0.08;
  const bars = widthsOf(code);
  const module = (width - 2 * quiet) / bars.reduce((sum, one) => sum + one, 0);
  let x = quiet;
  for (const [seat, bar] of bars.entries()) {
    if (seat % 2 === 0) document.rect(x, height * 0.08, bar * module, height * 0.42);
    x += bar * module;
  }
  const longest = Math.max(...lines.map((line) => line.length), 1);
  const dot = Math.min((width - 2 * quiet) / (longest * 4), (height * 0.45) / (lines.length * 7));
  for (const [row, line] of lines.entries()) drawFigures(document, line, quiet, height * 0.55 + row * 7 * dot, dot);
  document.fill('#000');
}

function drawFigures(document: PDFKit.PDFDocument, line: string, left: number, top: number, dot: number): void {
  for (const [seat, sign] of Array.from(line).entries())
    for (const [y, bits] of (FIGURES[sign] ?? []).entries())
      for (let x = 0; x < 3; x += 1) if ((bits >> (2 - x)) & 1) document.rect(left + (seat * 4 + x) * dot, top + y * dot, dot, dot);
}

function widthsOf(code: string): readonly number[] {
  // oxlint-disable-next-line import/no-named-as-default-member -- the named export «raw» draws a symbology of that name
  const [symbol] = bwipjs.raw({ bcid: 'code128', text: code }) as unknown as { sbs: ArrayLike<number> }[];
  if (symbol === undefined) throw new Error('no symbol');
  return Array.from(symbol.sbs);
}

/** The document is written at once and lies whole in its own stream. */
function finished(document: PDFKit.PDFDocument): Uint8Array {
  document.end();
  const parts: Buffer[] = [];
  for (let part = document.read() as Buffer | null; part !== null; part = document.read() as Buffer | null) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}
