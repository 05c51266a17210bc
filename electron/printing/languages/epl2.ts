import { dots } from '../bitmap.ts';
import { ascii, inverted, joined, type Language } from './language.ts';

/** Eltron's language of older Zebra desktop printers. Bits are the other way round: 0 prints. Status is two-way on few models: not asked. */
export const epl2: Language = {
  id: 'epl2',
  takesZpl: false,
  encode(sheet, media, options) {
    const darkness = options.darkness === undefined ? '' : `D${Math.round(options.darkness / 2)}\n`;
    const speed = options.speed === undefined ? '' : `S${options.speed}\n`;
    return joined([
      ascii(
        `\nN\nq${sheet.stride * 8}\nQ${sheet.height},${dots(media.gapMm, media.dpi)}\n${darkness}${speed}GW0,0,${sheet.stride},${sheet.height},`,
      ),
      inverted(sheet),
      ascii(`\nP${options.copies}\n`),
    ]);
  },
  identity: null,
  status: null,
};
