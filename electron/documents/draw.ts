import path from 'node:path';

import Pdf from 'pdfkit';

import type { Cell, Column, Sheet } from './sheet.ts';
import { barsOf, matrixOf } from './symbols.ts';

const MM = 72 / 25.4;
const PAGE = { width: 210 * MM, height: 297 * MM, margin: 12 * MM } as const;
const FOOT = 9 * MM;
const PAD = 1.2 * MM;
const SIZE = { title: 16, fact: 10, head: 8, cell: 9, small: 7.5, foot: 7.5 } as const;
const BARS_HEIGHT = 9 * MM;
const CODE = { width: 52 * MM, height: 14 * MM, side: 26 * MM } as const;

type Document = PDFKit.PDFDocument;

/** Draws a paper: A4, the head of the table on every page, the number of each page and of all beneath. */
export function drawSheet(sheet: Sheet, fontsDir: string): Promise<Uint8Array> {
  const document = new Pdf({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    // No font at first: one opened by its path would be opened anew at every use of its registered name.
    font: '',
    bufferPages: true,
    info: { Title: sheet.title },
  });
  document.registerFont('regular', path.join(fontsDir, 'NotoSans_400Regular.ttf'));
  document.registerFont('bold', path.join(fontsDir, 'NotoSans_700Bold.ttf'));
  const whole = bytesOf(document);
  const top = drawHead(document, sheet);
  const end = drawTable(document, sheet, top);
  drawEnd(document, sheet, end);
  numberPages(document, sheet);
  document.end();
  return whole;
}

function drawHead(document: Document, sheet: Sheet): number {
  const width = PAGE.width - 2 * PAGE.margin - (sheet.code === null ? 0 : CODE.width + 4 * MM);
  let y: number = PAGE.margin;
  document.font('bold').fontSize(SIZE.title).text(sheet.title, PAGE.margin, y, { width });
  y = document.y + 1.5 * MM;
  document.font('regular').fontSize(SIZE.fact);
  for (const fact of sheet.facts) {
    document.text(fact, PAGE.margin, y, { width });
    y = document.y + 0.6 * MM;
  }
  return Math.max(y, drawCode(document, sheet.code)) + 4 * MM;
}

function drawCode(document: Document, code: Sheet['code']): number {
  if (code === null) return 0;
  const right = PAGE.width - PAGE.margin;
  if (code.symbology !== 'code128') {
    drawMatrix(document, code.symbology, code.text, right - CODE.side, PAGE.margin, CODE.side);
    return PAGE.margin + CODE.side;
  }
  drawBars(document, code.text, right - CODE.width, PAGE.margin, CODE.width, CODE.height);
  return PAGE.margin + CODE.height;
}

interface Track extends Column {
  readonly x: number;
  readonly width: number;
}

function tracksOf(columns: readonly Column[]): readonly Track[] {
  const all = PAGE.width - 2 * PAGE.margin;
  const rest = all - columns.reduce((sum, column) => sum + column.widthMm * MM, 0);
  let x: number = PAGE.margin;
  return columns.map((column) => {
    const track = { ...column, x, width: column.widthMm === 0 ? rest : column.widthMm * MM };
    x += track.width;
    return track;
  });
}

/** Answers where the table ends on the last page. */
function drawTable(document: Document, sheet: Sheet, top: number): number {
  const tracks = tracksOf(sheet.columns);
  const bottom = PAGE.height - PAGE.margin - FOOT;
  let y = drawTitles(document, tracks, top);
  for (const row of sheet.rows) {
    const height = rowHeight(document, tracks, row);
    if (y + height > bottom) {
      document.addPage({ size: [PAGE.width, PAGE.height], margin: 0 });
      y = drawTitles(document, tracks, PAGE.margin);
    }
    for (const [index, cell] of row.entries()) drawCell(document, tracks[index]!, cell, y, height);
    y += height;
    rule(document, y, 0.4);
  }
  return y;
}

function drawTitles(document: Document, tracks: readonly Track[], top: number): number {
  document.font('bold').fontSize(SIZE.head);
  for (const track of tracks)
    document.text(track.title, track.x + PAD, top, { width: track.width - 2 * PAD, align: track.align ?? 'left', lineBreak: false });
  const y = top + SIZE.head * 1.5 + PAD;
  rule(document, y, 1);
  return y;
}

const rule = (document: Document, y: number, thick: number): void =>
  void document
    .moveTo(PAGE.margin, y)
    .lineTo(PAGE.width - PAGE.margin, y)
    .lineWidth(thick)
    .strokeColor('black')
    .stroke();

const textHeight = (document: Document, text: string, width: number, size: number, font: 'regular' | 'bold'): number =>
  document.font(font).fontSize(size).heightOfString(text, { width });

function rowHeight(document: Document, tracks: readonly Track[], row: readonly Cell[]): number {
  const heights = row.map((cell, index) => {
    const width = tracks[index]!.width - 2 * PAD;
    if (typeof cell === 'string') return textHeight(document, cell, width, SIZE.cell, 'regular');
    if (cell.kind === 'check') return 4 * MM;
    if (cell.kind === 'bars') return isBars(cell.text) ? BARS_HEIGHT + SIZE.small * 1.4 : SIZE.cell * 1.4;
    const strong = textHeight(document, cell.text, width, SIZE.cell, 'bold');
    return strong + (cell.small === undefined ? 0 : textHeight(document, cell.small, width, SIZE.small, 'regular'));
  });
  return Math.max(...heights) + 2 * PAD;
}

function drawCell(document: Document, track: Track, cell: Cell, top: number, height: number): void {
  const place = { width: track.width - 2 * PAD, align: track.align ?? 'left' } as const;
  const [x, y] = [track.x + PAD, top + PAD];
  document.fillColor('black');
  if (typeof cell === 'string') document.font('regular').fontSize(SIZE.cell).text(cell, x, y, place);
  else if (cell.kind === 'check') {
    const side = 4 * MM;
    document
      .rect(track.x + (track.width - side) / 2, top + (height - side) / 2, side, side)
      .lineWidth(0.8)
      .stroke();
  } else if (cell.kind === 'bars') {
    if (!isBars(cell.text)) document.font('regular').fontSize(SIZE.cell).text(cell.text, x, y, place);
    else {
      drawBars(document, cell.text, x, y, place.width, BARS_HEIGHT);
      document.font('regular').fontSize(SIZE.small);
      document.text(cell.text, x, y + BARS_HEIGHT + 0.5, { width: place.width, align: 'center', lineBreak: false });
    }
  } else {
    document.font('bold').fontSize(SIZE.cell).text(cell.text, x, y, place);
    if (cell.small !== undefined) document.font('regular').fontSize(SIZE.small).text(cell.small, x, document.y, place);
  }
}

/** Code 128 holds these; a longer text would have bars too thin for paper. */
const isBars = (text: string): boolean => /^[\u0020-\u007E]{1,20}$/u.test(text);

/** In the middle of the room with its quiet zones; any office printer draws a quarter of a millimetre. */
function drawBars(document: Document, text: string, x: number, y: number, width: number, height: number): void {
  if (!isBars(text)) return;
  const bars = barsOf('code128', text);
  const module = Math.min(0.5 * MM, width / (bars.modules + bars.quiet[0] + bars.quiet[1]));
  let at = x + (width - bars.modules * module) / 2;
  for (const [index, run] of bars.runs.entries()) {
    if (index % 2 === 0) document.rect(at, y, run * module, height);
    at += run * module;
  }
  document.fill('black');
}

function drawMatrix(document: Document, kind: 'qr' | 'gs1-datamatrix', text: string, x: number, y: number, side: number): void {
  const { columns, rows, dark } = matrixOf(kind, text);
  const module = side / Math.max(columns, rows);
  for (const [at, isDark] of dark.entries())
    if (isDark) document.rect(x + (at % columns) * module, y + Math.floor(at / columns) * module, module * 1.01, module * 1.01);
  document.fill('black');
}

/** Totals and signatures stay together: they go to a new page when they do not fit under the table. */
function drawEnd(document: Document, sheet: Sheet, end: number): void {
  const height = sheet.totals.length * 6 * MM + 10 * MM + Math.ceil(sheet.signatures.length / 2) * 14 * MM;
  let y = end + 4 * MM;
  if (y + height > PAGE.height - PAGE.margin - FOOT) {
    document.addPage({ size: [PAGE.width, PAGE.height], margin: 0 });
    y = PAGE.margin;
  }
  document.font('bold').fontSize(SIZE.fact + 1);
  for (const total of sheet.totals) {
    document.text(total, PAGE.margin, y, { width: PAGE.width - 2 * PAGE.margin });
    y = document.y + 1 * MM;
  }
  y += 10 * MM;
  const half = (PAGE.width - 2 * PAGE.margin) / 2;
  document.font('regular').fontSize(SIZE.fact);
  for (const [index, who] of sheet.signatures.entries()) {
    const x = PAGE.margin + (index % 2) * half;
    document.text(`${who} ______________________ / ______________`, x, y + Math.floor(index / 2) * 14 * MM, { lineBreak: false });
  }
}

function numberPages(document: Document, { title, page: words }: Sheet): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    document.font('regular').fontSize(SIZE.foot);
    const y = PAGE.height - PAGE.margin - SIZE.foot;
    document.text(title, PAGE.margin, y, { lineBreak: false });
    document.text(words(page - start + 1, count), PAGE.margin, y, {
      width: PAGE.width - 2 * PAGE.margin,
      align: 'right',
      lineBreak: false,
    });
  }
}

function bytesOf(document: Document): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on('error', reject);
  });
}
