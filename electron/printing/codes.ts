import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

import { barsOf, matrixOf } from '#electron/documents/symbols.ts';

import { blank, type Bitmap1, fill, type Gray } from './bitmap.ts';

let prepared = false;

/** Reads every code in the picture, as a scanner would: their texts, without repeats. */
export async function readCodes(gray: Gray): Promise<readonly string[]> {
  if (!prepared) {
    // The bytes are handed over, because the library would otherwise fetch them from the network.
    const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    const wasm = readFileSync(file);
    prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) } });
    prepared = true;
  }
  const margin = 24;
  const width = gray.width + 2 * margin;
  const height = gray.height + 2 * margin;
  // Paper goes on around the label: a code at the very edge has its quiet zone there.
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < gray.height; y += 1)
    for (let x = 0; x < gray.width; x += 1) {
      const at = ((y + margin) * width + x + margin) * 4;
      pixels.fill(gray.data[y * gray.width + x]!, at, at + 3);
    }
  const found = await readBarcodes({ data: pixels, width, height, colorSpace: 'srgb' } as Parameters<typeof readBarcodes>[0], {
    tryHarder: true,
    maxNumberOfSymbols: 16,
  });
  return [...new Set(found.filter((code) => code.isValid).map((code) => code.text))];
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
