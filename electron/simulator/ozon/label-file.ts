import bwipjs from 'bwip-js/node';
// oxlint-disable-next-line import/no-named-as-default -- the types know the default alone
import PDFDocument from 'pdfkit';

import { FIGURES } from '../figures.ts';

const POINTS_PER_MM = 72 / 25.4;
const SIZES = { small_label: [58, 40], big_label: [75, 120] } as const;

/** A label as Ozon sends them: a page a posting, one bar code of `scanit`, the number in figures; everything is lines, no font is needed. */
export function labelFile(size: keyof typeof SIZES, faces: readonly { readonly scanit: string; readonly number: string }[]): Uint8Array {
  const [widthMm, heightMm] = SIZES[size];
  const page = { size: [widthMm * POINTS_PER_MM, heightMm * POINTS_PER_MM] as [number, number], margin: 0 };
  const document = new PDFDocument({ ...page, autoFirstPage: false, info: { Title: 'Этикетки' } });
  for (const face of faces) {
    document.addPage(page);
    bars(document, face.scanit, widthMm * POINTS_PER_MM, heightMm * POINTS_PER_MM);
    figures(document, face.number, widthMm * POINTS_PER_MM, heightMm * POINTS_PER_MM);
  }
  return finished(document);
}

/** One page with a bar code and a figure: an act, labels of places. */
export const paperFile = (code: string, figure: string): Uint8Array => labelFile('big_label', [{ scanit: code, number: figure }]);

function bars(document: PDFKit.PDFDocument, code: string, width: number, height: number): void {
  // oxlint-disable-next-line import/no-named-as-default-member -- the named export «raw» draws a symbology of that name
  const [symbol] = bwipjs.raw({ bcid: 'code128', text: code }) as unknown as { sbs: readonly number[] }[];
  if (symbol === undefined) throw new Error('no symbol');
  const modules = symbol.sbs.reduce((sum, one) => sum + one, 0) + 20;
  const module = (width * 0.94) / modules;
  let x = width * 0.03 + module * 10;
  symbol.sbs.forEach((run, index) => {
    if (index % 2 === 0) document.rect(x, height * 0.12, run * module, height * 0.45);
    x += run * module;
  });
  document.fill('#000');
}

function figures(document: PDFKit.PDFDocument, text: string, width: number, height: number): void {
  const dot = (width * 0.8) / (text.length * 4);
  Array.from(text).forEach((sign, seat) =>
    (FIGURES[sign] ?? []).forEach((bits, row) => {
      for (let column = 0; column < 3; column += 1)
        if ((bits >> (2 - column)) & 1) document.rect(width * 0.1 + (seat * 4 + column) * dot, height * 0.66 + row * dot, dot, dot);
    }),
  );
  document.fill('#000');
}

/** Nothing in it waits for anybody, so all of it can be read at once. */
function finished(document: PDFKit.PDFDocument): Uint8Array {
  document.end();
  const chunks: Buffer[] = [];
  for (let chunk = document.read() as Buffer | null; chunk !== null; chunk = document.read() as Buffer | null) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
