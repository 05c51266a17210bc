/** A point of an outline in units of the font, y upwards; a point that is off the curve bends it (TrueType: quadratic). */
export interface OutlinePoint {
  readonly x: number;
  readonly y: number;
  readonly on: boolean;
}
export type Contour = readonly OutlinePoint[];

/** A TrueType font as far as drawing words needs it: which glyph a letter is, how wide it is, what it looks like. */
export interface FontFile {
  readonly unitsPerEm: number;
  readonly capHeight: number;
  /** 0: the font has no such letter. */
  glyphOf(codePoint: number): number;
  advance(glyph: number): number;
  outline(glyph: number): readonly Contour[];
}

/** @throws Error when the bytes are no TrueType font with a Unicode map (OpenType specification 1.9, chapters «glyf», «cmap», «hmtx») */
export function readFont(bytes: Uint8Array): FontFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = tablesOf(view);
  const head = table('head');
  const longOffsets = head.getInt16(50) === 1;
  const metrics = table('hmtx');
  const wide = table('hhea').getUint16(34);
  const loca = table('loca');
  const glyf = table('glyf');
  const startOf = (glyph: number): number => (longOffsets ? loca.getUint32(glyph * 4) : loca.getUint16(glyph * 2) * 2);
  const glyphs: Glyphs = {
    count: table('maxp').getUint16(4),
    bytesOf: (glyph) => (startOf(glyph + 1) > startOf(glyph) ? part(glyf, startOf(glyph), startOf(glyph + 1) - startOf(glyph)) : null),
  };
  return {
    unitsPerEm: head.getUint16(18),
    capHeight: table('OS/2').getInt16(88),
    glyphOf: letterMap(table('cmap')),
    advance: (glyph) => metrics.getUint16(Math.min(glyph, wide - 1) * 4),
    outline: (glyph) => outlineOf(glyphs, glyph, 0),
  };
}

interface Glyphs {
  readonly count: number;
  bytesOf(glyph: number): DataView | null;
}

const part = (view: DataView, offset: number, length: number): DataView => new DataView(view.buffer, view.byteOffset + offset, length);

function tablesOf(view: DataView): (tag: string) => DataView {
  const found = new Map<string, DataView>();
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const at = 12 + index * 16;
    const tag = String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
    found.set(tag, part(view, view.getUint32(at + 8), view.getUint32(at + 12)));
  }
  return (tag) => {
    const table = found.get(tag);
    if (table === undefined) throw new Error(`the font has no table ${tag}`);
    return table;
  };
}

/** Format 4 holds the letters of every script we print; format 12 repeats them. */
function letterMap(cmap: DataView): (codePoint: number) => number {
  for (let index = 0; index < cmap.getUint16(2); index += 1) {
    const start = cmap.getUint32(4 + index * 8 + 4);
    if (cmap.getUint16(start) === 4) return segmentMap(part(cmap, start, cmap.getUint16(start + 2)));
  }
  throw new Error('the font has no Unicode map of format 4');
}

function segmentMap(map: DataView): (codePoint: number) => number {
  const count = map.getUint16(6) / 2;
  const ends = 14;
  const starts = ends + count * 2 + 2;
  const deltas = starts + count * 2;
  const offsets = deltas + count * 2;
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    let segment = 0;
    while (segment < count && map.getUint16(ends + segment * 2) < codePoint) segment += 1;
    if (segment === count || map.getUint16(starts + segment * 2) > codePoint) return 0;
    const delta = map.getUint16(deltas + segment * 2);
    const offset = map.getUint16(offsets + segment * 2);
    if (offset === 0) return (codePoint + delta) & 0xffff;
    const glyph = map.getUint16(offsets + segment * 2 + offset + (codePoint - map.getUint16(starts + segment * 2)) * 2);
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  };
}

/** A glyph of glyphs of glyphs deeper than this is a broken font. */
const DEEPEST = 8;

function outlineOf(glyphs: Glyphs, glyph: number, depth: number): readonly Contour[] {
  const data = glyph < glyphs.count ? glyphs.bytesOf(glyph) : null;
  if (data === null) return [];
  if (depth > DEEPEST) throw new Error('the font holds a glyph of itself');
  const contours = data.getInt16(0);
  return contours < 0 ? composed(glyphs, data, depth) : simple(data, contours);
}

const FLAG = { onCurve: 1, shortX: 2, shortY: 4, repeat: 8, sameX: 16, sameY: 32 } as const;

function simple(data: DataView, count: number): readonly Contour[] {
  const ends = Array.from({ length: count }, (_, index) => data.getUint16(10 + index * 2));
  const total = (ends.at(-1) ?? -1) + 1;
  let at = 10 + count * 2;
  at += 2 + data.getUint16(at);
  const flags: number[] = [];
  while (flags.length < total) {
    const flag = data.getUint8(at);
    at += 1;
    const times = (flag & FLAG.repeat) === 0 ? 1 : data.getUint8(at++) + 1;
    for (let time = 0; time < times; time += 1) flags.push(flag);
  }
  const along = (short: number, same: number): readonly number[] => {
    let value = 0;
    return flags.map((flag) => {
      if ((flag & short) !== 0) {
        value += (flag & same) === 0 ? -data.getUint8(at) : data.getUint8(at);
        at += 1;
      } else if ((flag & same) === 0) {
        value += data.getInt16(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = along(FLAG.shortX, FLAG.sameX);
  const ys = along(FLAG.shortY, FLAG.sameY);
  const points = flags.map((flag, index) => ({ x: xs[index]!, y: ys[index]!, on: (flag & FLAG.onCurve) !== 0 }));
  return ends.map((end, index) => points.slice(index === 0 ? 0 : ends[index - 1]! + 1, end + 1));
}

const PART = { words: 1, offsets: 2, scale: 8, more: 32, scales: 64, matrix: 128 } as const;

/** «Ё» is «Е» with dots: parts of other glyphs, moved and scaled. */
function composed(glyphs: Glyphs, data: DataView, depth: number): readonly Contour[] {
  const result: Contour[] = [];
  let at = 10;
  for (let flags: number = PART.more; (flags & PART.more) !== 0;) {
    flags = data.getUint16(at);
    const glyph = data.getUint16(at + 2);
    const words = (flags & PART.words) !== 0;
    // Parts joined by the numbers of their points are unknown in the fonts we carry.
    if ((flags & PART.offsets) === 0) throw new Error('the font joins glyphs by points');
    const dx = words ? data.getInt16(at + 4) : data.getInt8(at + 4);
    const dy = words ? data.getInt16(at + 6) : data.getInt8(at + 5);
    at += words ? 8 : 6;
    const { a, b, c, d, bytes } = matrixAt(data, at, flags);
    at += bytes;
    for (const contour of outlineOf(glyphs, glyph, depth + 1))
      result.push(contour.map(({ x, y, on }) => ({ x: a * x + c * y + dx, y: b * x + d * y + dy, on })));
  }
  return result;
}

function matrixAt(data: DataView, at: number, flags: number) {
  const fraction = (index: number): number => data.getInt16(at + index * 2) / 16_384;
  if ((flags & PART.scale) !== 0) return { a: fraction(0), b: 0, c: 0, d: fraction(0), bytes: 2 };
  if ((flags & PART.scales) !== 0) return { a: fraction(0), b: 0, c: 0, d: fraction(1), bytes: 4 };
  if ((flags & PART.matrix) !== 0) return { a: fraction(0), b: fraction(1), c: fraction(2), d: fraction(3), bytes: 8 };
  return { a: 1, b: 0, c: 0, d: 1, bytes: 0 };
}
