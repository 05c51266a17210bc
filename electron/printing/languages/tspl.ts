import type { PrinterCondition } from '#electron/ports/printing.ts';

import { ascii, inverted, joined, type Language } from './language.ts';

/** TSC's language, and Xprinter's. Bits are the other way round: 0 prints. */
export const tspl: Language = {
  id: 'tspl',
  takesZpl: false,
  encode(sheet, media, options) {
    const darkness = options.darkness === undefined ? '' : `DENSITY ${Math.round(options.darkness / 2)}\r\n`;
    const speed = options.speed === undefined ? '' : `SPEED ${options.speed}\r\n`;
    return joined([
      ascii(
        `SIZE ${media.widthMm} mm,${media.heightMm} mm\r\nGAP ${media.gapMm} mm,0 mm\r\n${darkness}${speed}DIRECTION 0\r\nCLS\r\n` +
          `BITMAP 0,0,${sheet.stride},${sheet.height},0,`,
      ),
      inverted(sheet),
      ascii(`\r\nPRINT 1,${options.copies}\r\n`),
    ]);
  },
  identity: null,
  status: {
    query: Uint8Array.of(0x1b, 0x21, 0x3f),
    patience: 1,
    parse(answer) {
      const byte = answer.at(-1);
      if (byte === undefined) return null;
      const state = ((): PrinterCondition['state'] => {
        if ((byte & 0x04) !== 0) return 'paper-out';
        if ((byte & 0x41) !== 0) return 'head-open';
        if ((byte & 0x08) !== 0) return 'ribbon-out';
        if ((byte & 0x82) !== 0) return 'error';
        if ((byte & 0x10) !== 0) return 'paused';
        return (byte & 0x20) === 0 ? 'ready' : 'printing';
      })();
      return { condition: { state, detail: (byte & 0x02) === 0 ? '' : 'jam' }, idle: byte === 0 };
    },
  },
};
