import type { PrinterCondition } from '#electron/ports/printing.ts';

import { dots } from '../bitmap.ts';
import { ascii, inverted, joined, type Language, type PrinterAnswer } from './language.ts';

/** Eltron's language of older Zebra desktop printers. Bits are the other way round: 0 prints. */
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
  // A command of its own line. It is heard between commands only, so a printer that takes in a bitmap leaves it unanswered for a while.
  status: { query: ascii('\n^ee\n'), parse, patience: 6 },
};

/** Codes of the error report that ask for a hand (EPL2 programming guide, ^ee; 62 and 92 are Intermec's of the same language). */
const STATES: Readonly<Record<string, PrinterCondition['state']>> = {
  '00': 'ready',
  '07': 'paper-out',
  '11': 'head-open',
  '12': 'paused',
  '62': 'error',
  '92': 'paused',
};
/** Of what came before: a command it did not understand, a name it did not know. The next label is not held up by it. */
const PAST = /^(?:0[1-6]|08|09|10)$/u;

/** ^ee: one code or several, of two figures, with commas between, and an end of line. Printed or printing, a printer well says 00. */
function parse(answer: Uint8Array): PrinterAnswer | null {
  const text = Buffer.from(answer).toString('latin1');
  const codes = [...text.matchAll(/(\d\d(?:,\d\d)*)\r\n/gu)].at(-1)?.[1]?.split(',');
  if (codes === undefined) return null;
  const now = codes.find((code) => code !== '00' && !PAST.test(code)) ?? codes.find((code) => code !== '00') ?? '00';
  const state = PAST.test(now) ? 'ready' : (STATES[now] ?? 'error');
  return { condition: { state, detail: now === '00' ? '' : now }, idle: state === 'ready' ? null : false };
}
