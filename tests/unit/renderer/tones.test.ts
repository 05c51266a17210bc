import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

const css = readFileSync('renderer/ui/tokens.css', 'utf8');
const THEMES = ['light', 'dark', 'contrast'] as const;
const TONES = ['right', 'ask', 'wrong', 'stop'] as const;
type Rgb = readonly [number, number, number];

/** Linear light of a token in a theme. */
function token(theme: (typeof THEMES)[number], name: string): Rgb {
  const block = theme === 'light' ? /:root \{([^}]*)\}/u.exec(css) : new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`, 'u').exec(css);
  const hex = new RegExp(`--${name}: #([0-9a-f]{6})`, 'iu').exec(block?.[1] ?? '')?.[1];
  if (hex === undefined) throw new Error(`no --${name} in ${theme}`);
  return [0, 2, 4].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
}

const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (one: Rgb, other: Rgb): number => {
  const [high, low] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

/** What eyes without red or without green cones make of a colour (Machado, Oliveira, Fernandes 2009, full severity; linear light). */
const BLIND: Readonly<Record<'protanopia' | 'deuteranopia', readonly Rgb[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};
const seen = (matrix: readonly Rgb[], colour: Rgb): Rgb =>
  matrix.map((row) => Math.min(1, Math.max(0, row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2]))) as unknown as Rgb;

/** Distance in OKLab: 0.02 is just noticed side by side. */
function distance(one: Rgb, other: Rgb): number {
  const [a, b] = [oklab(one), oklab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

describe.each(THEMES)('the four tones in the theme «%s»', (theme) => {
  test.each(TONES)('%s carries its words: 4.5 to 1 at least (WCAG 1.4.3)', (tone) => {
    expect(contrast(token(theme, tone), token(theme, 'on-tone'))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['protanopia', 'deuteranopia'] as const)('«right» is told from every other with %s', (blindness) => {
    const right = seen(BLIND[blindness], token(theme, 'right'));
    const near = TONES.slice(1).map((tone) => [tone, distance(right, seen(BLIND[blindness], token(theme, tone)))] as const);
    expect(near.filter(([, far]) => far < 0.07)).toEqual([]);
  });
});

test('colour is never alone: each tone has a sign of its own, and «stop» is striped besides', () => {
  const panel = readFileSync('renderer/features/packing/panel.tsx', 'utf8');
  const signs = /const SIGNS = \{([^}]*)\}/u.exec(panel)?.[1]?.match(/: (\w+)/gu) ?? [];
  expect(new Set(signs).size).toBe(TONES.length);
  expect(/\.stop \{[^}]*repeating-linear-gradient/u.test(readFileSync('renderer/features/packing/packing.module.css', 'utf8'))).toBe(true);
});
