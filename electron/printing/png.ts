import { PNG } from 'pngjs';

import { type Bitmap1, type Gray, isBlack } from './bitmap.ts';

/** Pixels of one picture at most: a sticker has a hundredth of it, a bomb has more. */
const MAX_PIXELS = 40_000_000;

/** Null: not a PNG, or one too large to be a label. Transparent parts are paper. */
export function readPng(file: Uint8Array): Gray | null {
  if (file.length < 33 || file[0] !== 0x89 || file[1] !== 0x50) return null;
  const header = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const pixels = header.readUInt32BE(16) * header.readUInt32BE(20);
  if (pixels === 0 || pixels > MAX_PIXELS) return null;
  try {
    const { width, height, data } = PNG.sync.read(header);
    const gray = new Uint8Array(width * height);
    for (let at = 0; at < gray.length; at += 1) {
      const luma = 0.299 * data[at * 4]! + 0.587 * data[at * 4 + 1]! + 0.114 * data[at * 4 + 2]!;
      gray[at] = Math.round(255 + ((luma - 255) * data[at * 4 + 3]!) / 255);
    }
    return { width, height, data: gray };
  } catch {
    return null;
  }
}

/** Black on white, one grey byte a dot. */
export function writePng(bitmap: Bitmap1): Uint8Array {
  const data = Buffer.alloc(bitmap.width * bitmap.height, 255);
  for (let y = 0; y < bitmap.height; y += 1)
    for (let x = 0; x < bitmap.width; x += 1) if (isBlack(bitmap, x, y)) data[y * bitmap.width + x] = 0;
  const png = new PNG({ width: bitmap.width, height: bitmap.height });
  png.data = data;
  return new Uint8Array(PNG.sync.write(png, { colorType: 0, inputColorType: 0, inputHasAlpha: false }));
}
