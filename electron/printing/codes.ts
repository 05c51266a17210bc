import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { prepareZXingModule, readBarcodes, type Position, type ReaderOptions } from 'zxing-wasm/reader';

import { barsOf, matrixOf } from '#electron/documents/symbols.ts';

import { blank, type Bitmap1, fill, type Gray, toGray } from './bitmap.ts';

export type SymbolKind = 'qrcode' | 'datamatrix' | 'code128' | 'ean13' | 'other';
export interface ReadSymbol {
  readonly text: string;
  readonly kind: SymbolKind;
  /** Where in the picture, in dots. */
  readonly area: Area;
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
/** Around a code that was found, in dots: four modules of eight dots. */
const QUIET = 32;
let prepared = false;

/**
 * How hard a picture is looked at. `glance`: as a cheap scanner would, only at the kinds of code that labels carry, in a tenth of the time;
 * what it reads, any scanner reads, and what it does not read is only a doubt. `quick` is for dots as they are; `thorough` also looks at
 * the picture made smaller, takes several times as long, and is what a doubt is settled by.
 */
export type Look = 'glance' | 'quick' | 'thorough';
const LOOKS = {
  glance: {
    formats: ['QRCode', 'DataMatrix', 'Code128', 'EAN13'],
    // The dots are black or white already: nothing has to be weighed against its surroundings.
    binarizer: 'FixedThreshold',
    tryHarder: false,
    tryInvert: false,
    tryDownscale: false,
  },
  quick: { tryHarder: true, tryInvert: false, tryDownscale: false },
  thorough: { tryHarder: true, tryInvert: false, tryDownscale: true },
} as const satisfies Readonly<Record<Look, ReaderOptions>>;

/** Reads every code in the picture, as a scanner would: without repeats. */
export async function readSymbols(gray: Gray, how: Look = 'thorough'): Promise<readonly ReadSymbol[]> {
  const symbols = new Map<string, ReadSymbol>();
  for (const code of await read(framed(gray), { ...LOOKS[how], maxNumberOfSymbols: 16 }))
    symbols.set(code.text, { text: code.text, kind: KINDS[code.format] ?? 'other', area: areaOf(code.position) });
  return [...symbols.values()];
}

/** A code as it lies, with its quiet zone. */
function areaOf({ topLeft, topRight, bottomLeft, bottomRight }: Position): Area {
  const xs = [topLeft.x, topRight.x, bottomLeft.x, bottomRight.x];
  const ys = [topLeft.y, topRight.y, bottomLeft.y, bottomRight.y];
  const [left, top] = [Math.min(...xs) - QUIET - MARGIN, Math.min(...ys) - QUIET - MARGIN];
  return { left, top, width: Math.max(...xs) + QUIET - MARGIN - left, height: Math.max(...ys) + QUIET - MARGIN - top };
}

export const readCodes = async (gray: Gray, how?: Look): Promise<readonly string[]> =>
  (await readSymbols(gray, how)).map((symbol) => symbol.text);

/** Every code as often as it stands there. */
export const readEvery = async (gray: Gray): Promise<readonly string[]> =>
  (await read(framed(gray), { ...LOOKS.thorough, maxNumberOfSymbols: 16 })).map((code) => code.text);

/** A rectangle of the sheet, in dots. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The code in this part of the sheet, by a glance: for a code whose place is known. `upright`: it is not looked for on its side. Null: a doubt. */
export async function readCodeAt(sheet: Bitmap1, area: Area, upright = true): Promise<string | null> {
  const part = toGray(cutOut(sheet, area));
  const [code] = await read(framed(part), { ...LOOKS.glance, tryRotate: !upright, maxNumberOfSymbols: 1 });
  return code?.text ?? null;
}

/** Every code in this part of the sheet, however hard one has to look. */
export const readCodesAt = (sheet: Bitmap1, area: Area): Promise<readonly string[]> => readCodes(toGray(cutOut(sheet, area)), 'thorough');

/** What lies around a code disturbs a scanner too, so some of it is looked at with the code. */
const AROUND = 16;

/** Whole bytes of the sheet's rows around the area. */
function cutOut(sheet: Bitmap1, area: Area): Bitmap1 {
  const from = Math.max(0, (area.left - AROUND) >> 3);
  const to = Math.min(sheet.stride, Math.ceil((area.left + area.width + AROUND) / 8));
  const top = Math.max(0, area.top - AROUND);
  const bottom = Math.min(sheet.height, area.top + area.height + AROUND);
  if (to <= from || bottom <= top) return blank(1, 1);
  const part = blank((to - from) * 8, bottom - top);
  for (let y = top; y < bottom; y += 1)
    part.data.set(sheet.data.subarray(y * sheet.stride + from, y * sheet.stride + to), (y - top) * part.stride);
  return part;
}

async function read(pixels: Pixels, options: ReaderOptions): ReturnType<typeof readBarcodes> {
  if (!prepared) {
    // The bytes are handed over, because the library would otherwise fetch them from the network.
    const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    const wasm = readFileSync(file);
    prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) } });
    prepared = true;
  }
  return (await readBarcodes(pixels, options)).filter((code) => code.isValid);
}

type Pixels = Extract<Parameters<typeof readBarcodes>[0], { readonly width: number }>;

function framed(gray: Gray): Pixels {
  const width = gray.width + 2 * MARGIN;
  const height = gray.height + 2 * MARGIN;
  const pixels = new Uint32Array(width * height).fill(0xff_ff_ff_ff);
  for (let y = 0; y < gray.height; y += 1) {
    const from = y * gray.width;
    const to = (y + MARGIN) * width + MARGIN;
    for (let x = 0; x < gray.width; x += 1) {
      const value = gray.data[from + x]!;
      if (value !== 255) pixels[to + x] = (value * 0x01_01_01 + 0xff_00_00_00) >>> 0;
    }
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
