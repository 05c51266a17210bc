import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

import { barsOf, matrixOf } from '#electron/documents/symbols.ts';

import { blank, type Bitmap1, fill, type Gray } from './bitmap.ts';

export type SymbolKind = 'qrcode' | 'datamatrix' | 'code128' | 'ean13' | 'other';
export interface ReadSymbol {
  readonly text: string;
  readonly kind: SymbolKind;
}

const KINDS: Readonly<Record<string, SymbolKind>> = {
  QRCode: 'qrcode',
  DataMatrix: 'datamatrix',
  Code128: 'code128',
  EAN13: 'ean13',
  'EAN-13': 'ean13',
};
/** White around the picture, in dots: paper goes on around the label, so a code at the very edge has its quiet zone there. */
const MARGIN = 24;
let prepared = false;

/**
 * Reads every code in the picture, as a scanner would: without repeats. `quick` is for dots as they are; `thorough` also looks at the
 * picture made smaller, takes several times as long, and is what a doubt is settled by.
 */
export async function readSymbols(gray: Gray, how: 'quick' | 'thorough' = 'thorough'): Promise<readonly ReadSymbol[]> {
  if (!prepared) {
    // The bytes are handed over, because the library would otherwise fetch them from the network.
    const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    const wasm = readFileSync(file);
    prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) } });
    prepared = true;
  }
  const found = await readBarcodes(framed(gray), {
    tryHarder: true,
    tryInvert: false,
    tryDownscale: how === 'thorough',
    maxNumberOfSymbols: 16,
  });
  const symbols = new Map<string, ReadSymbol>();
  for (const code of found) if (code.isValid) symbols.set(code.text, { text: code.text, kind: KINDS[code.format] ?? 'other' });
  return [...symbols.values()];
}

export const readCodes = async (gray: Gray, how?: 'quick' | 'thorough'): Promise<readonly string[]> =>
  (await readSymbols(gray, how)).map((symbol) => symbol.text);

type Pixels = Extract<Parameters<typeof readBarcodes>[0], { readonly width: number }>;

function framed(gray: Gray): Pixels {
  const width = gray.width + 2 * MARGIN;
  const height = gray.height + 2 * MARGIN;
  const pixels = new Uint32Array(width * height).fill(0xff_ff_ff_ff);
  for (let y = 0; y < gray.height; y += 1) {
    const from = y * gray.width;
    const to = (y + MARGIN) * width + MARGIN;
    for (let x = 0; x < gray.width; x += 1) pixels[to + x] = (gray.data[from + x]! * 0x01_01_01 + 0xff_00_00_00) >>> 0;
  }
  return { data: new Uint8ClampedArray(pixels.buffer), width, height, colorSpace: 'srgb' } as Pixels;
}

/** A square code, each module exactly `module` dots. */
export function matrixCode(kind: 'qrcode' | 'datamatrix', text: string, module: number): Bitmap1 {
  const { columns, rows, dark } = matrixOf(kind === 'qrcode' ? 'qr' : kind, text);
  const bitmap = blank(columns * module, rows * module);
  for (const [at, isDark] of dark.entries())
    if (isDark) fill(bitmap, (at % columns) * module, Math.floor(at / columns) * module, module, module);
  return bitmap;
}

/** A row of bars, each a whole multiple of `module` dots. */
export function barCode(kind: 'code128' | 'ean13', text: string, module: number, heightDots: number): Bitmap1 {
  const { runs, modules } = barsOf(kind, text);
  const bitmap = blank(modules * module, heightDots);
  let x = 0;
  for (const [index, run] of runs.entries()) {
    if (index % 2 === 0) fill(bitmap, x, 0, run * module, heightDots);
    x += run * module;
  }
  return bitmap;
}
