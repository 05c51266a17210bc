import { describe, expect, it } from 'vitest';
import { zplToBase64Async } from 'zpl-renderer-js';

import { blank, fill, isBlack, stamp, threshold, toGray } from '#electron/printing/bitmap.ts';
import { barCode, matrixCode, readCodes } from '#electron/printing/codes.ts';
import { epl2 } from '#electron/printing/languages/epl2.ts';
import { escpos } from '#electron/printing/languages/escpos.ts';
import type { Media } from '#electron/printing/languages/language.ts';
import { tspl } from '#electron/printing/languages/tspl.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import { readPng } from '#electron/printing/png.ts';
import { burned, hasDmtx, hasZbar, otherReader } from '#tests/support/label-decoders.ts';

const media: Media = { widthMm: 58, heightMm: 40, gapMm: 2, gapSaid: false, dpi: 203 };

/** A sheet with codes, long runs, empty rows and repeated rows: everything a packer of rows can get wrong. */
function sheet() {
  const bitmap = blank(464, 320);
  stamp(bitmap, matrixCode('qrcode', '*CvK7Tsd', 6), 20, 20);
  stamp(bitmap, barCode('code128', 'WB-231648', 2, 60), 200, 200);
  fill(bitmap, 0, 300, 464, 4);
  fill(bitmap, 460, 0, 4, 10);
  return bitmap;
}

const corner = () => {
  const bitmap = blank(12, 3);
  fill(bitmap, 0, 0, 1, 1);
  return bitmap;
};

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const after = (bytes: Uint8Array, mark: string) => {
  const at = text(bytes).indexOf(mark);
  expect(at).toBeGreaterThanOrEqual(0);
  return bytes.subarray(at + mark.length);
};

describe('ZPL', () => {
  it.each(['hex', 'acs', 'z64'] as const)('%s: a renderer that is not ours draws the very bitmap', async (compression) => {
    const bitmap = sheet();
    const form = text(zpl.encode(bitmap, media, { copies: 1, compression }));
    const drawn = threshold(readPng(Buffer.from(await zplToBase64Async(form, 58, 40, 8), 'base64'))!);
    let differing = 0;
    for (let y = 0; y < bitmap.height; y += 1)
      for (let x = 0; x < bitmap.width; x += 1) if (isBlack(bitmap, x, y) !== isBlack(drawn, x, y)) differing += 1;
    expect({ differing, width: drawn.width, height: drawn.height }).toEqual({ differing: 0, width: 464, height: 320 });
    expect((await readCodes(toGray(drawn))).toSorted()).toEqual(['*CvK7Tsd', 'WB-231648']);
  });

  it('says the size in dots, the darkness before the form, speed and copies within', () => {
    const form = text(zpl.encode(corner(), media, { copies: 2, darkness: 7, speed: 4, compression: 'hex' }));
    expect(form).toBe('~SD07^XA^JZN^PW12^LL3^LH0,0^PR4^FO0,0^GFA,6,6,2,800000000000^FS^PQ2^XZ\r\n');
  });

  it.each([
    [0, '^MNN'],
    [2, '^MNY'],
  ])('with a gap of %i mm said it says the kind of paper, else leaves it to the printer', (gapMm, command) => {
    expect(text(zpl.encode(corner(), { ...media, gapMm, gapSaid: true }, { copies: 1 }))).toContain(`^LH0,0${command}^FO`);
    expect(text(zpl.encode(corner(), { ...media, gapMm }, { copies: 1 }))).not.toContain('^MN');
  });

  const status = (first: string, second: string) =>
    Buffer.from(`\u0002${first}\u0003\r\n\u0002${second}\u0003\r\n\u00021234,0\u0003\r\n`, 'latin1');
  const fine = '030,0,0,0320,000,0,0,0,000,0,0,0';
  const still = '000,0,0,0,0,2,4,0,00000000,1,000';
  it.each([
    ['ready', fine, still, true],
    ['paper-out', '030,1,0,0320,000,0,0,0,000,0,0,0', still, false],
    ['paused', '030,0,1,0320,000,0,0,0,000,0,0,0', still, false],
    ['printing', '030,0,0,0320,002,0,0,0,000,0,0,0', still, false],
    ['printing', fine, '000,0,0,0,0,2,4,0,00000003,1,000', false],
    ['head-open', fine, '000,0,1,0,0,2,4,0,00000000,1,000', false],
    ['ribbon-out', fine, '000,0,0,1,0,2,4,0,00000000,1,000', false],
  ])('~HS: %s', (state, first, second, idle) => {
    expect(zpl.status!.parse(status(first, second))).toMatchObject({ condition: { state }, idle });
  });

  it('waits for the whole answer, and takes the last when two came together', () => {
    const whole = status(fine, still);
    expect(zpl.status!.parse(whole.subarray(0, whole.length - 4))).toBeNull();
    const late = Buffer.concat([status('030,1,0,0320,000,0,0,0,000,0,0,0', still), whole]);
    expect(zpl.status!.parse(late)).toMatchObject({ condition: { state: 'ready' } });
  });
});

describe('every language', () => {
  it.each([zpl, tspl, epl2, escpos])('$id: the very bitmap comes out of the bytes, and other readers read it', async (language) => {
    const bitmap = sheet();
    const paper = await burned(language.id, language.encode(bitmap, media, { copies: 1 }), media.dpi);
    expect([paper.width, paper.height]).toEqual([464, 320]);
    expect(Buffer.from(paper.data).equals(Buffer.from(bitmap.data))).toBe(true);
    expect((await readCodes(toGray(paper))).toSorted()).toEqual(['*CvK7Tsd', 'WB-231648']);
    if (hasZbar) expect(otherReader(paper, 'zbarimg').toSorted()).toEqual(['*CvK7Tsd', 'WB-231648']);
    else console.warn('not checked by a second reader: zbarimg is not installed');
  });

  it.each([zpl, tspl, epl2, escpos])('$id: Data Matrix of two dots a module reads by another reader', async (language) => {
    if (!hasDmtx) return console.warn('not checked: dmtxread is not installed');
    const bitmap = blank(464, 320);
    stamp(bitmap, matrixCode('datamatrix', '010460123456789321abc', 2), 40, 40);
    const paper = await burned(language.id, language.encode(bitmap, media, { copies: 1 }), media.dpi);
    expect(otherReader(paper, 'dmtxread')).toEqual(['010460123456789321abc']);
  });
});

describe('TSPL', () => {
  it('prints zeros: one black corner is the only bit that is 0', () => {
    const bytes = tspl.encode(corner(), media, { copies: 1, darkness: 16, speed: 3 });
    expect(text(bytes)).toContain('SIZE 58 mm,40 mm\r\nGAP 2 mm,0 mm\r\nDENSITY 8\r\nSPEED 3\r\nDIRECTION 0\r\nCLS\r\nBITMAP 0,0,2,3,0,');
    const data = after(bytes, 'BITMAP 0,0,2,3,0,');
    expect([...data.subarray(0, 6)]).toEqual([0x7f, 0xff, 0xff, 0xff, 0xff, 0xff]);
    expect(text(data.subarray(6))).toBe('\r\nPRINT 1,1\r\n');
  });

  it.each([
    [0x00, 'ready', true],
    [0x01, 'head-open', false],
    [0x04, 'paper-out', false],
    [0x05, 'paper-out', false],
    [0x08, 'ribbon-out', false],
    [0x10, 'paused', false],
    [0x20, 'printing', false],
    [0x41, 'head-open', false],
    [0x80, 'error', false],
  ])('ESC!? %i is %s', (byte, state, idle) => {
    expect(tspl.status!.parse(Uint8Array.of(byte))).toMatchObject({ condition: { state }, idle });
    expect(tspl.status!.parse(new Uint8Array(0))).toBeNull();
  });
});

describe('EPL2', () => {
  it('prints zeros, with size and gap in dots', () => {
    const bytes = epl2.encode(corner(), media, { copies: 3, darkness: 16, speed: 2 });
    expect(text(bytes).startsWith('\nN\nq16\nQ3,16\nD8\nS2\nGW0,0,2,3,')).toBe(true);
    const data = after(bytes, 'GW0,0,2,3,');
    expect([...data.subarray(0, 6)]).toEqual([0x7f, 0xff, 0xff, 0xff, 0xff, 0xff]);
    expect(text(data.subarray(6))).toBe('\nP3\n');
  });

  it.each([
    ['00\r\n', 'ready', null],
    ['07\r\n', 'paper-out', false],
    ['11\r\n', 'head-open', false],
    ['12\r\n', 'paused', false],
    ['99\r\n', 'error', false],
    ['01\r\n', 'ready', null],
    ['01,07\r\n', 'paper-out', false],
    ['07\r\n00\r\n', 'ready', null],
  ])('^ee %j is %s, and never says that the label is on paper', (answer, state, idle) => {
    expect(epl2.status!.parse(Buffer.from(answer, 'latin1'))).toMatchObject({ condition: { state }, idle });
  });

  it('waits for the whole line of the answer', () => {
    for (const part of ['', '0', '07', '07\r']) expect(epl2.status!.parse(Buffer.from(part, 'latin1'))).toBeNull();
  });
});

describe('ESC/POS', () => {
  it('prints ones, in bands of at most 255 rows, and feeds the gap after each copy', () => {
    const bytes = escpos.encode(corner(), media, { copies: 2 });
    const one = [0x1d, 0x76, 0x30, 0, 2, 0, 3, 0, 0x80, 0, 0, 0, 0, 0, 0x1b, 0x4a, 16];
    expect([...bytes]).toEqual([0x1b, 0x40, ...one, ...one]);
    const banded = text(escpos.encode(sheet(), media, { copies: 1 }));
    expect(
      banded
        .split('\u001dv0\u0000')
        .map((band) => band.charCodeAt(2))
        .slice(1),
    ).toEqual([255, 65]);
  });

  it.each([
    [[0x12, 0x12, 0x12], 'ready'],
    [[0x1a, 0x16, 0x12], 'head-open'],
    [[0x1a, 0x32, 0x72], 'paper-out'],
    [[0x1a, 0x52, 0x12], 'error'],
    [[0x1a, 0x12, 0x12], 'paused'],
  ])('DLE EOT %j is %s', (bytes, state) => {
    expect(escpos.status!.parse(Uint8Array.from(bytes))).toMatchObject({ condition: { state } });
    expect(escpos.status!.parse(Uint8Array.from(bytes.slice(0, 2)))).toBeNull();
  });
});
