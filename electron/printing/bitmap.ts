/** One bit a dot: 1 is black, the leftmost dot is the highest bit of its byte; bits beyond `width` are 0. */
export interface Bitmap1 {
  readonly width: number;
  readonly height: number;
  /** Bytes in a row. */
  readonly stride: number;
  readonly data: Uint8Array;
}

/** One byte a dot: 0 is black, 255 is white. */
export interface Gray {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export function blank(width: number, height: number): Bitmap1 {
  const stride = Math.ceil(width / 8);
  return { width, height, stride, data: new Uint8Array(stride * height) };
}

export const isBlack = (bitmap: Bitmap1, x: number, y: number): boolean =>
  (bitmap.data[y * bitmap.stride + (x >> 3)]! & (0x80 >> (x & 7))) !== 0;

/** Blackens a rectangle; what lies outside the bitmap is left out. */
export function fill(bitmap: Bitmap1, left: number, top: number, width: number, height: number): void {
  const right = Math.min(bitmap.width, left + width);
  const bottom = Math.min(bitmap.height, top + height);
  for (let y = Math.max(0, top); y < bottom; y += 1)
    for (let x = Math.max(0, left); x < right; x += 1) bitmap.data[y * bitmap.stride + (x >> 3)]! |= 0x80 >> (x & 7);
}

/** Puts black dots of `from` onto `onto` with its corner at `left`, `top`; what lies outside is left out. */
export function stamp(onto: Bitmap1, from: Bitmap1, left: number, top: number): void {
  if (left >= 0 && left % 8 === 0 && left + from.width <= onto.width) return stampBytes(onto, from, left / 8, top);
  for (let y = Math.max(0, -top); y < from.height && y + top < onto.height; y += 1)
    for (let x = Math.max(0, -left); x < from.width && x + left < onto.width; x += 1)
      if (isBlack(from, x, y)) onto.data[(y + top) * onto.stride + ((x + left) >> 3)]! |= 0x80 >> ((x + left) & 7);
}

/** Whole bytes at once: a label of the paper's own size, which most are. */
function stampBytes(onto: Bitmap1, from: Bitmap1, left: number, top: number): void {
  for (let y = Math.max(0, -top); y < from.height && y + top < onto.height; y += 1) {
    const to = (y + top) * onto.stride + left;
    for (let at = 0; at < from.stride; at += 1) onto.data[to + at]! |= from.data[y * from.stride + at]!;
  }
}

/**
 * Black where darker than 128, and never dithered: a dithered code is a lottery, a thin bar is not
 * (facts: printing §4.2).
 */
export function threshold(gray: Gray, level = 128): Bitmap1 {
  const { width, height, data } = gray;
  const bitmap = blank(width, height);
  for (let y = 0; y < height; y += 1) {
    let at = y * width;
    for (let left = 0; left < width; left += 8) {
      const until = Math.min(8, width - left);
      let byte = 0;
      for (let bit = 0; bit < until; bit += 1, at += 1) if (data[at]! < level) byte |= 0x80 >> bit;
      bitmap.data[y * bitmap.stride + (left >> 3)] = byte;
    }
  }
  return bitmap;
}

/** A quarter turn clockwise. */
export function turned(bitmap: Bitmap1): Bitmap1 {
  const result = blank(bitmap.height, bitmap.width);
  for (let y = 0; y < bitmap.height; y += 1)
    for (let x = 0; x < bitmap.width; x += 1) if (isBlack(bitmap, x, y)) fill(result, bitmap.height - 1 - y, x, 1, 1);
  return result;
}

export function toGray(bitmap: Bitmap1): Gray {
  const { width, height, stride } = bitmap;
  const data = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y += 1)
    for (let at = 0; at < stride; at += 1) {
      const byte = bitmap.data[y * stride + at]!;
      // Most of a label is paper.
      if (byte === 0) continue;
      for (let x = at * 8, bit = 0x80; bit > 0 && x < width; x += 1, bit >>= 1) if ((byte & bit) !== 0) data[y * width + x] = 0;
    }
  return { width, height, data };
}

/** How many dots are black. */
export function inkOf(bitmap: Bitmap1): number {
  let ink = 0;
  for (let byte of bitmap.data) for (; byte > 0; byte &= byte - 1) ink += 1;
  return ink;
}

/** Each dot is the average of the area it covers, so a module keeps its weight whatever the ratio. */
export function scaled(gray: Gray, width: number, height: number): Gray {
  if (gray.width === width && gray.height === height) return gray;
  const across = scaledRows(gray.data, gray.width, gray.height, width);
  const down = transposed(across, width, gray.height);
  return { width, height, data: transposed(scaledRows(down, gray.height, width, height), height, width) };
}

function scaledRows(data: Uint8Array, width: number, rows: number, target: number): Uint8Array {
  const result = new Uint8Array(target * rows);
  const step = width / target;
  for (let x = 0; x < target; x += 1) {
    const from = x * step;
    const to = Math.min(width, from + step);
    const first = Math.floor(from);
    const last = Math.min(width - 1, Math.ceil(to) - 1);
    for (let y = 0; y < rows; y += 1) {
      let sum = 0;
      for (let at = first; at <= last; at += 1) sum += data[y * width + at]! * (Math.min(at + 1, to) - Math.max(at, from));
      result[y * target + x] = Math.round(sum / (to - from));
    }
  }
  return result;
}

function transposed(data: Uint8Array, width: number, height: number): Uint8Array {
  const result = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) result[x * height + y] = data[y * width + x]!;
  return result;
}

/** The smallest rectangle that holds every dot darker than 128; null when there is none. */
export function inked(gray: Gray): { left: number; top: number; width: number; height: number } | null {
  let left = gray.width;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let y = 0; y < gray.height; y += 1)
    for (let x = 0; x < gray.width; x += 1)
      if (gray.data[y * gray.width + x]! < 128) {
        if (x < left) left = x;
        if (x > right) right = x;
        if (top < 0) top = y;
        bottom = y;
      }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** A window of the picture; what lies outside the picture is white. */
export function windowOf(gray: Gray, left: number, top: number, width: number, height: number): Gray {
  const data = new Uint8Array(width * height).fill(255);
  for (let y = Math.max(0, -top); y < height && y + top < gray.height; y += 1) {
    const from = Math.max(0, -left);
    const to = Math.min(width, gray.width - left);
    if (to > from) data.set(gray.data.subarray((y + top) * gray.width + left + from, (y + top) * gray.width + left + to), y * width + from);
  }
  return { width, height, data };
}

/** Millimetres to dots, exactly: 58 mm at 203 dpi are 464 dots. */
export const dots = (mm: number, dpi: number): number => Math.round((mm * dpi) / 25.4);
