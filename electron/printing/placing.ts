import type { PrinterRow } from '#electron/ports/print-store.ts';

import { type Bitmap1, blank, dots, type Gray, inked, stamp, turned, windowOf } from './bitmap.ts';

export type Paper = Pick<PrinterRow, 'dpi' | 'widthMm' | 'heightMm' | 'settings' | 'name'>;
export interface SizeMm {
  readonly widthMm: number;
  readonly heightMm: number;
}

/** Wider margins than these around a label that is said to be smaller are no margins: the file is of another size. */
const MARGINS_MM = 12;
/** Over by so much is still the same size: no printer places paper better than that. */
const OVER_MM = 1;

/**
 * The page without the margins around its label, and never scaled: 80.4 × 125.6 mm hold a label of 75 × 120, A4 holds one in its corner.
 * Nothing that is inked is cut off; a page whose ink does not fit the label comes back as it was. `label` null: of the size of the paper.
 */
export function cropped(page: Gray, label: SizeMm | null, paper: Paper): Gray {
  const size = label ?? paper;
  const [width, height] = [dots(size.widthMm, paper.dpi), dots(size.heightMm, paper.dpi)];
  const across = page.width > page.height !== width > height;
  const [w, h] = across ? [height, width] : [width, height];
  const margins = dots(MARGINS_MM, paper.dpi);
  if (page.width <= w && page.height <= h) return page;
  if (label !== null && (page.width - w > margins || page.height - h > margins)) return page;
  const ink = inked(page);
  if (ink === null) return windowOf(page, 0, 0, Math.min(w, page.width), Math.min(h, page.height));
  const over = dots(OVER_MM, paper.dpi);
  if (ink.width > w + over || ink.height > h + over) return page;
  const along = span(page.width, w, ink.left, ink.width);
  const down = span(page.height, h, ink.top, ink.height);
  return windowOf(page, along.from, down.from, along.length, down.length);
}

/** In the middle of the page while that holds all the ink, else around the middle of the ink: a code at the very edge has no quiet zone. */
function span(page: number, wanted: number, inkFrom: number, ink: number): { readonly from: number; readonly length: number } {
  const length = Math.min(page, wanted);
  const middle = Math.round((page - length) / 2);
  if (middle <= inkFrom && inkFrom + ink <= middle + length) return { from: middle, length };
  const around = Math.round(inkFrom - (length - ink) / 2);
  return { from: Math.max(0, Math.min(page - length, around)), length };
}

/**
 * The label on the paper, moved by the printer's offset: turned when only so it fits, in the middle of the width, at the top.
 * Null when it is larger than the paper either way.
 */
export function placed(label: Bitmap1, paper: Paper): Bitmap1 | null {
  const sheet = blank(dots(paper.widthMm, paper.dpi), dots(paper.heightMm, paper.dpi));
  const over = dots(OVER_MM, paper.dpi);
  const fits = (piece: Bitmap1) => piece.width <= sheet.width + over && piece.height <= sheet.height + over;
  const piece = fits(label) ? label : turned(label);
  if (!fits(piece)) return null;
  const top = piece.height > sheet.height ? Math.round((sheet.height - piece.height) / 2) : 0;
  const left = Math.round((sheet.width - piece.width) / 2);
  stamp(sheet, piece, left + dots(paper.settings.offsetXMm ?? 0, paper.dpi), top + dots(paper.settings.offsetYMm ?? 0, paper.dpi));
  return sheet;
}

/** The same sheet moved by the printer's offset. */
export function shifted(sheet: Bitmap1, paper: Paper): Bitmap1 {
  const x = dots(paper.settings.offsetXMm ?? 0, paper.dpi);
  const y = dots(paper.settings.offsetYMm ?? 0, paper.dpi);
  if (x === 0 && y === 0) return sheet;
  const moved = blank(sheet.width, sheet.height);
  stamp(moved, sheet, x, y);
  return moved;
}
