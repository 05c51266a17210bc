import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { blank, type Bitmap1, stamp } from '../bitmap.ts';
import { type Drawn, fillOutline } from './fill-outline.ts';
import { type FontFile, readFont } from './font-file.ts';

export type Weight = 'regular' | 'bold';

/** Letters of one height are cut once and set from then on: a label costs stamping, not drawing. Sizes are heights of a capital in dots. */
export interface TypeCase {
  /** Width of a line from pen to pen. */
  width(text: string, capDots: number, weight: Weight): number;
  /** Sets a line with the pen at `left` on the base line at `base`. */
  set(onto: Bitmap1, text: string, left: number, base: number, capDots: number, weight: Weight): void;
  /** Letters of the text that the fonts do not have, each once. */
  missing(text: string): readonly string[];
  /** The font itself, whole. */
  file(weight: Weight): Uint8Array;
}

const FILES: Readonly<Record<Weight, string>> = { regular: 'NotoSans_400Regular.ttf', bold: 'NotoSans_700Bold.ttf' };
/** Sizes kept with their letters; a station prints with a dozen. */
const KEPT_SIZES = 60;

/** Noto Sans of `resourcesDir`: printers' own fonts have no Cyrillic to rely on, and none has Kazakh (facts: printing §5). */
export function openTypeCase(resourcesDir: string): TypeCase {
  const fonts = new Map<Weight, FontFile>();
  const sizes = new Map<string, Map<number, Drawn>>();

  const fileOf = (weight: Weight): Uint8Array => new Uint8Array(readFileSync(join(resourcesDir, 'fonts', FILES[weight])));
  const fontOf = (weight: Weight): FontFile => {
    const open = fonts.get(weight) ?? readFont(fileOf(weight));
    fonts.set(weight, open);
    return open;
  };
  const lettersOf = (weight: Weight, capDots: number): Map<number, Drawn> => {
    const key = `${weight} ${capDots}`;
    const letters = sizes.get(key) ?? new Map<number, Drawn>();
    sizes.delete(key);
    sizes.set(key, letters);
    if (sizes.size > KEPT_SIZES) sizes.delete(sizes.keys().next().value!);
    return letters;
  };
  const glyphsOf = (font: FontFile, text: string): readonly number[] =>
    Array.from(plain(text), (letter) => font.glyphOf(letter.codePointAt(0)!));

  return {
    width(text, capDots, weight) {
      const font = fontOf(weight);
      return (glyphsOf(font, text).reduce((sum, glyph) => sum + font.advance(glyph), 0) * capDots) / font.capHeight;
    },
    set(onto, text, left, base, capDots, weight) {
      const font = fontOf(weight);
      const letters = lettersOf(weight, capDots);
      const scale = capDots / font.capHeight;
      let pen = left;
      for (const glyph of glyphsOf(font, text)) {
        const drawn = letters.get(glyph) ?? fillOutline(font.outline(glyph), scale);
        letters.set(glyph, drawn);
        stamp(onto, drawn.bitmap, Math.round(pen) + drawn.left, base + drawn.top);
        pen += font.advance(glyph) * scale;
      }
    },
    file: fileOf,
    missing: (text) => [...new Set(plain(text))].filter((letter) => fontOf('regular').glyphOf(letter.codePointAt(0)!) === 0),
  };
}

/** Letters with a breve or dots come as one sign, and every kind of blank as a blank. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\s/gu, ' ')
    .replaceAll(/\p{Cc}/gu, '');

/** One line as a bitmap, cut to its ink by the caller if it wants so. */
export function lineOf(type: TypeCase, text: string, capDots: number, weight: Weight): Bitmap1 {
  const line = blank(Math.max(1, Math.ceil(type.width(text, capDots, weight)) + 4), Math.ceil(capDots * 1.8));
  type.set(line, text, 2, Math.ceil(capDots * 1.35), capDots, weight);
  return line;
}
