import type { PrinterCondition } from '#electron/ports/printing.ts';

import { dots } from '../bitmap.ts';
import { joined, type Language } from './language.ts';

/** Rows in one raster command: more than 255 is beyond many printers. */
const BAND_ROWS = 255;

/** Receipt printers. 1 prints; the sheet goes in bands and the paper is fed past the tear bar by the gap. */
export const escpos: Language = {
  id: 'escpos',
  takesZpl: false,
  encode(sheet, media, options) {
    const one: Uint8Array[] = [];
    for (let top = 0; top < sheet.height; top += BAND_ROWS) {
      const rows = Math.min(BAND_ROWS, sheet.height - top);
      one.push(
        Uint8Array.of(0x1d, 0x76, 0x30, 0, sheet.stride & 0xff, sheet.stride >> 8, rows, 0),
        sheet.data.subarray(top * sheet.stride, (top + rows) * sheet.stride),
      );
    }
    one.push(Uint8Array.of(0x1b, 0x4a, Math.min(255, dots(media.gapMm, media.dpi))));
    return joined([Uint8Array.of(0x1b, 0x40), ...Array.from({ length: options.copies }, () => one).flat()]);
  },
  identity: null,
  status: {
    // Printer, offline cause, paper: one byte each, in this order.
    query: Uint8Array.of(0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 4),
    patience: 1,
    parse(answer) {
      const bytes = answer.filter((byte) => (byte & 0x93) === 0x12);
      if (bytes.length < 3) return null;
      const [printer, cause, paper] = bytes.slice(-3) as unknown as [number, number, number];
      const state = ((): PrinterCondition['state'] => {
        if ((paper & 0x60) !== 0 || (cause & 0x20) !== 0) return 'paper-out';
        if ((cause & 0x04) !== 0) return 'head-open';
        if ((cause & 0x40) !== 0) return 'error';
        return (printer & 0x08) === 0 ? 'ready' : 'paused';
      })();
      return { condition: { state, detail: '' }, idle: state === 'ready' };
    },
  },
};
