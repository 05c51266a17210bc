import bwipjs from 'bwip-js/node';
import { PNG } from 'pngjs';

import { FIGURES } from '../figures.ts';
import { whole } from './answers.ts';

export type StickerType = 'svg' | 'png' | 'zplv' | 'zplh';
export interface StickerAsk {
  readonly type: StickerType;
  readonly widthMm: 58 | 40;
}
export interface StickerFace {
  /** What the marketplace scans. */
  readonly code: string;
  /** Figures a person reads. */
  readonly lines: readonly string[];
}

/** Type and size out of the query; the supply's QR has one size only. */
export function stickerAsk(query: URLSearchParams, sized: boolean): StickerAsk | null {
  const type = query.get('type');
  if (type !== 'svg' && type !== 'png' && type !== 'zplv' && type !== 'zplh') return null;
  if (!sized) return { type, widthMm: 58 };
  const width = whole(query.get('width'), 40, 58);
  const height = whole(query.get('height'), 30, 40);
  if (width === 58 && height === 40) return { type, widthMm: 58 };
  return width === 40 && height === 30 ? { type, widthMm: 40 } : null;
}

/** A sticker as base64: 10 px a millimetre in PNG and SVG, the printer's own commands at 203 dpi in ZPL. */
export function renderSticker(face: StickerFace, ask: StickerAsk): string {
  const width = ask.widthMm * 10;
  const height = ask.widthMm === 58 ? 400 : 300;
  const draw = ask.type === 'png' ? png : ask.type === 'svg' ? svg : (one: StickerFace) => zpl(one, ask);
  return Buffer.from(draw(face, width, height)).toString('base64');
}

interface Square {
  readonly side: number;
  dark(x: number, y: number): boolean;
}
function square(code: string): Square {
  // oxlint-disable-next-line import/no-named-as-default-member -- the named export «raw» draws a symbology of that name
  const [symbol] = bwipjs.raw({ bcid: 'qrcode', text: code }) as unknown as { pixs: ArrayLike<number>; pixx: number }[];
  if (!symbol) throw new Error('no symbol');
  return { side: symbol.pixx, dark: (x, y) => symbol.pixs[y * symbol.pixx + x] === 1 };
}

/** The code stands left at whole pixels a module with its quiet zone; figures stand right of it. */
function layout(side: number, width: number, height: number) {
  const module = Math.floor(Math.min(height, width * 0.6) / (side + 8));
  const size = module * side;
  const left = module * 4;
  return { module, left, top: Math.floor((height - size) / 2), right: left + size + module * 4 };
}

function png(face: StickerFace, width: number, height: number): Buffer {
  const image = new PNG({ width, height, colorType: 0 });
  image.data.fill(255);
  const box = (x: number, y: number, w: number, h: number) => {
    for (let row = y; row < Math.min(height, y + h); row += 1)
      for (let column = x; column < Math.min(width, x + w); column += 1)
        image.data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
  };
  const symbol = square(face.code);
  const { module, left, top, right } = layout(symbol.side, width, height);
  eachDark(symbol, (x, y) => box(left + x * module, top + y * module, module, module));
  const longest = Math.max(...face.lines.map((line) => line.length), 1);
  const dot = Math.max(2, Math.floor((width - right) / (longest * 4)));
  face.lines.forEach((line, row) =>
    Array.from(line).forEach((sign, seat) =>
      (FIGURES[sign] ?? []).forEach((bits, y) => {
        for (let x = 0; x < 3; x += 1)
          if ((bits >> (2 - x)) & 1) box(right + (seat * 4 + x) * dot, Math.floor(height / 4) + (row * 8 + y) * dot, dot, dot);
      }),
    ),
  );
  return PNG.sync.write(image, { colorType: 0 });
}

function svg(face: StickerFace, width: number, height: number): string {
  const symbol = square(face.code);
  const { module, left, top, right } = layout(symbol.side, width, height);
  let path = '';
  eachDark(
    symbol,
    (x, y) => (path += `M${String(left + x * module)} ${String(top + y * module)}h${String(module)}v${String(module)}h-${String(module)}z`),
  );
  const words = face.lines.map(
    (line, row) =>
      `<text x="${String(right)}" y="${String(Math.floor(height / 3) + row * 90)}" font-family="sans-serif" font-size="56" font-weight="bold">${line}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}"><rect width="100%" height="100%" fill="#fff"/><path d="${path}" fill="#000"/>${words.join('')}</svg>`;
}

function zpl(face: StickerFace, ask: StickerAsk): string {
  const [width, height, scale] = ask.widthMm === 58 ? [464, 320, 8] : [320, 240, 6];
  const turn = ask.type === 'zplh' ? 'R' : 'N';
  const words = face.lines.map((line, row) => `^FO${String(scale * 31)},${String(90 + row * 70)}^A0${turn},56,48^FD${line}^FS`).join('');
  // The print's first two signs are the error level and «automatic» of ^BQ.
  return `^XA^PW${String(width)}^LL${String(height)}^LH0,0^CI28^FO24,24^BQN,2,${String(scale)}^FDMA,${face.code}^FS${words}^XZ`;
}

function eachDark(symbol: Square, visit: (x: number, y: number) => void): void {
  for (let y = 0; y < symbol.side; y += 1) for (let x = 0; x < symbol.side; x += 1) if (symbol.dark(x, y)) visit(x, y);
}
