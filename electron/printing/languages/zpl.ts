import { deflateSync } from 'node:zlib';

import type { PrinterCondition } from '#electron/ports/printing.ts';

import type { Bitmap1 } from '../bitmap.ts';
import { ascii, type Identity, type Language, type PrinterAnswer } from './language.ts';

/** Zebra's language, and what Godex, TSC and clones speak beside their own. */
export const zpl: Language = {
  id: 'zpl',
  takesZpl: true,
  encode(sheet, media, options) {
    // ~SD is an order to the printer and stands before the form; ^JZN: a label spoiled by an error is not printed again by itself.
    const darkness = options.darkness === undefined ? '' : `~SD${String(options.darkness).padStart(2, '0')}`;
    const speed = options.speed === undefined ? '' : `^PR${options.speed}`;
    const copies = options.copies === 1 ? '' : `^PQ${options.copies}`;
    const paper = media.gapSaid ? (media.gapMm === 0 ? '^MNN' : '^MNY') : '';
    const total = sheet.data.length;
    return ascii(
      `${darkness}^XA^JZN^PW${sheet.width}^LL${sheet.height}^LH0,0${paper}${speed}^FO0,0^GFA,${total},${total},${sheet.stride},` +
        `${graphic(sheet, options.compression ?? 'acs')}^FS${copies}^XZ\r\n`,
    );
  },
  identity: { query: ascii('~HI\r\n'), parse: identity },
  status: { query: ascii('~HS\r\n'), parse, patience: 1 },
};

function graphic(sheet: Bitmap1, compression: 'hex' | 'acs' | 'z64'): string {
  if (compression === 'z64') {
    const text = deflateSync(sheet.data).toString('base64');
    return `:Z64:${text}:${crc16(text).toString(16).padStart(4, '0')}`;
  }
  return compression === 'hex' ? hex(sheet.data).toUpperCase() : acs(sheet);
}

const hex = (data: Uint8Array): string => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex');

/**
 * Alternative compression of ^GF: G–Y repeat a digit 1–19 times, g–z by twenties, «,» fills the row with white,
 * «:» repeats the row above (ZPL II programming guide, ^GF). «!», black to the end, is left out: not every reader takes it for bits.
 */
function acs(sheet: Bitmap1): string {
  const bytes = Buffer.from(sheet.data.buffer, sheet.data.byteOffset, sheet.data.byteLength);
  const rows: string[] = [];
  for (let y = 0; y < sheet.height; y += 1) {
    const from = y * sheet.stride;
    const same = y > 0 && bytes.compare(bytes, from - sheet.stride, from, from, from + sheet.stride) === 0;
    rows.push(same ? ':' : packedRow(bytes, from, from + sheet.stride));
  }
  return rows.join('');
}

/** Most of a label is paper: only what is before its last ink is written out. */
function packedRow(bytes: Buffer, from: number, to: number): string {
  let last = to;
  while (last > from && bytes[last - 1] === 0) last -= 1;
  const row = bytes.toString('hex', from, last).toUpperCase();
  const end = row.endsWith('0') ? row.length - 1 : row.length;
  let packed = '';
  for (let at = 0; at < end;) {
    let next = at + 1;
    while (next < end && row[next] === row[at]) next += 1;
    packed += repeated(row[at]!, next - at);
    at = next;
  }
  return end < (to - from) * 2 ? `${packed},` : packed;
}

function repeated(digit: string, count: number): string {
  if (count === 1) return digit;
  const full = 'z'.repeat(Math.floor(count / 400));
  const rest = count % 400;
  const twenties = Math.floor(rest / 20);
  const ones = rest % 20;
  const letter = (base: string, index: number) => (index === 0 ? '' : String.fromCharCode(base.charCodeAt(0) + index - 1));
  return full + letter('g', twenties) + letter('G', ones) + digit;
}

/** CRC-16/XMODEM of the base64 text. */
function crc16(text: string): number {
  let crc = 0;
  for (let at = 0; at < text.length; at += 1) {
    crc ^= text.charCodeAt(at) << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021) & 0xffff;
  }
  return crc;
}

/** ~HI: model, firmware, dots a millimetre, memory, between STX and ETX. */
function identity(answer: Uint8Array): Identity | null {
  const found = /\u0002([^,\u0003]+),([^,\u0003]*),(\d+),[^\u0003]*\u0003/u.exec(Buffer.from(answer).toString('latin1'));
  if (found === null) return null;
  const dpi = ({ 8: 203, 12: 300, 24: 600 } as const)[Number(found[3]) as 8 | 12 | 24] ?? null;
  return { model: found[1]!.trim(), dpi };
}

/** ~HS: three strings between STX and ETX; the third says nothing we ask. */
function parse(answer: Uint8Array): PrinterAnswer | null {
  // The last complete triple counts: an answer to an earlier question may have come late.
  const strings = Buffer.from(answer)
    .toString('latin1')
    .split('\u0002')
    .filter((part) => part.includes('\u0003'))
    .map((part) => part.slice(0, part.indexOf('\u0003')).split(','));
  if (strings.length < 3) return null;
  const [first, second] = strings.slice(strings.length - (strings.length % 3) - 3);
  const flag = (fields: readonly string[] | undefined, at: number) => fields?.[at] === '1';
  const waiting = Number(first?.[4] ?? 0) + Number(second?.[8] ?? 0);
  const condition = ((): PrinterCondition['state'] => {
    if (flag(first, 1)) return 'paper-out';
    if (flag(second, 2)) return 'head-open';
    if (flag(second, 3)) return 'ribbon-out';
    if (flag(first, 10) || flag(first, 11)) return 'error';
    if (flag(first, 2)) return 'paused';
    return waiting > 0 || flag(first, 5) ? 'printing' : 'ready';
  })();
  return { condition: { state: condition, detail: waiting > 0 ? String(waiting) : '' }, idle: condition === 'ready' };
}
