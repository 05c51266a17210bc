import { type Bitmap1, blank } from '../bitmap.ts';
import type { Contour, OutlinePoint } from './font-file.ts';

/** A drawn glyph: where its corner lies from the pen on the base line, y downwards, in dots. */
export interface Drawn {
  readonly bitmap: Bitmap1;
  readonly left: number;
  readonly top: number;
}

/** Lines looked at within one dot; a dot is black when half of it is covered, as in the threshold of pictures. */
const LINES = 4;
/** Pieces a curve is cut into: a letter is at most some hundred dots high. */
const PIECES = 6;

interface Edge {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Fills an outline by the non-zero rule at `scale` dots a unit. */
export function fillOutline(contours: readonly Contour[], scale: number): Drawn {
  const edges = contours.flatMap((contour) => edgesOf(polygon(contour), scale));
  if (edges.length === 0) return { bitmap: blank(1, 1), left: 0, top: 0 };
  const left = Math.floor(Math.min(...edges.flatMap(({ x0, x1 }) => [x0, x1])));
  const right = Math.ceil(Math.max(...edges.flatMap(({ x0, x1 }) => [x0, x1])));
  const top = Math.floor(Math.min(...edges.flatMap(({ y0, y1 }) => [y0, y1])));
  const bottom = Math.ceil(Math.max(...edges.flatMap(({ y0, y1 }) => [y0, y1])));
  const bitmap = blank(Math.max(1, right - left), Math.max(1, bottom - top));
  const covered = new Float32Array(bitmap.width);
  for (let row = 0; row < bitmap.height; row += 1) {
    covered.fill(0);
    for (let line = 0; line < LINES; line += 1) cover(covered, edges, top + row + (line + 0.5) / LINES, left);
    for (let x = 0; x < bitmap.width; x += 1) if (covered[x]! >= LINES / 2) bitmap.data[row * bitmap.stride + (x >> 3)]! |= 0x80 >> (x & 7);
  }
  return { bitmap, left, top };
}

/** Adds to each dot of a row how much of it lies inside on the line at height `y`. */
function cover(covered: Float32Array, edges: readonly Edge[], y: number, left: number): void {
  const crossings = edges
    .filter(({ y0, y1 }) => y0 <= y !== y1 <= y)
    .map(({ x0, y0, x1, y1 }) => ({ x: x0 + ((y - y0) / (y1 - y0)) * (x1 - x0) - left, way: y1 > y0 ? 1 : -1 }))
    .toSorted((one, other) => one.x - other.x);
  let winding = 0;
  for (const [index, { x, way }] of crossings.entries()) {
    winding += way;
    const next = crossings[index + 1];
    if (winding === 0 || next === undefined) continue;
    for (let dot = Math.max(0, Math.floor(x)); dot < Math.min(covered.length, next.x); dot += 1)
      covered[dot]! += Math.max(0, Math.min(dot + 1, next.x) - Math.max(dot, x));
  }
}

function edgesOf(points: readonly OutlinePoint[], scale: number): readonly Edge[] {
  return points.map((point, index) => {
    const next = points[(index + 1) % points.length]!;
    return { x0: point.x * scale, y0: -point.y * scale, x1: next.x * scale, y1: -next.y * scale };
  });
}

/** Straight pieces in place of curves. Between two points off the curve lies one on it, halfway. */
function polygon(contour: Contour): readonly OutlinePoint[] {
  const whole = contour.flatMap((point, index) => {
    const before = contour[(index + contour.length - 1) % contour.length]!;
    return point.on || before.on ? [point] : [halfway(before, point), point];
  });
  const start = whole.findIndex((point) => point.on);
  if (start < 0) return [];
  const ring = [...whole.slice(start), ...whole.slice(0, start)];
  return ring.flatMap((point, index) => {
    if (point.on) return [point];
    const from = ring[index - 1]!;
    const to = ring[(index + 1) % ring.length]!;
    return Array.from({ length: PIECES - 1 }, (_, piece) => onCurve(from, point, to, (piece + 1) / PIECES));
  });
}

const halfway = (one: OutlinePoint, other: OutlinePoint): OutlinePoint => ({
  x: (one.x + other.x) / 2,
  y: (one.y + other.y) / 2,
  on: true,
});

function onCurve(from: OutlinePoint, bend: OutlinePoint, to: OutlinePoint, t: number): OutlinePoint {
  const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
  return { x: a * from.x + b * bend.x + c * to.x, y: a * from.y + b * bend.y + c * to.y, on: true };
}
