import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { zplToBase64Async } from 'zpl-renderer-js';

import { type Bitmap1, threshold } from '#electron/printing/bitmap.ts';
import type { Language } from '#electron/printing/languages/language.ts';
import { readPng, writePng } from '#electron/printing/png.ts';

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** What a printer of this language would burn, from its bytes alone. ZPL is drawn by a renderer that is not ours; for the rest there is none. */
export function burned(language: Language['id'], bytes: Uint8Array, dpi: number): Promise<Bitmap1> {
  if (language === 'zpl') return burnedZpl(latin(bytes), dpi);
  return Promise.resolve({ tspl: burnedTspl, epl2: burnedEpl2, escpos: burnedEscPos }[language](bytes));
}

async function burnedZpl(form: string, dpi: number): Promise<Bitmap1> {
  const dotsPerMm = { 203: 8, 300: 12, 600: 24 }[dpi] ?? 8;
  const [, width, height] = /\^PW(\d+)\^LL(\d+)/u.exec(form)!.map(Number) as [number, number, number];
  // Exactly as wide as the form says: on wider paper the renderer puts it in the middle.
  const png = Buffer.from(await zplToBase64Async(form, width / dotsPerMm, height / dotsPerMm, dotsPerMm), 'base64');
  const drawn = threshold(readPng(png)!);
  return cut(drawn, width, height);
}

function cut(from: Bitmap1, width: number, height: number): Bitmap1 {
  const stride = Math.ceil(width / 8);
  const data = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if ((from.data[y * from.stride + (x >> 3)]! & (0x80 >> (x & 7))) !== 0) data[y * stride + (x >> 3)]! |= 0x80 >> (x & 7);
  return { width, height, stride, data };
}

/** BITMAP x,y,bytes,rows,mode,data: zeros are black. */
const burnedTspl = (bytes: Uint8Array): Bitmap1 => zeros(bytes, /BITMAP \d+,\d+,(\d+),(\d+),0,/u);
/** GWx,y,bytes,rows,data: zeros are black. */
const burnedEpl2 = (bytes: Uint8Array): Bitmap1 => zeros(bytes, /GW\d+,\d+,(\d+),(\d+),/u);

function zeros(bytes: Uint8Array, head: RegExp): Bitmap1 {
  const found = head.exec(latin(bytes))!;
  const [stride, height] = [Number(found[1]), Number(found[2])];
  const from = found.index + found[0].length;
  return { width: stride * 8, height, stride, data: bytes.slice(from, from + stride * height).map((byte) => ~byte & 0xff) };
}

/** GS v 0: ones are black, rows in bands one under another. */
function burnedEscPos(bytes: Uint8Array): Bitmap1 {
  const bands: Uint8Array[] = [];
  let stride = 0;
  let height = 0;
  for (let at = latin(bytes).indexOf('\u001dv0'); bytes[at] === 0x1d;) {
    stride = bytes[at + 4]! + bytes[at + 5]! * 256;
    const rows = bytes[at + 6]! + bytes[at + 7]! * 256;
    bands.push(bytes.slice(at + 8, at + 8 + stride * rows));
    height += rows;
    at += 8 + stride * rows;
  }
  return { width: stride * 8, height, stride, data: new Uint8Array(Buffer.concat(bands)) };
}

const has = (program: string) => spawnSync('which', [program]).status === 0;
/** Whether another reader of bar codes is installed here. */
export const hasZbar = has('zbarimg');
export const hasDmtx = has('dmtxread');
/** Another program that draws pages. */
export const hasPoppler = has('pdftoppm');

/** Codes by the system's own readers: ZBar for bars and QR, libdmtx for Data Matrix. */
export function otherReader(bitmap: Bitmap1, program: 'zbarimg' | 'dmtxread'): readonly string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'korob-codes-'));
  try {
    const file = path.join(folder, 'label.png');
    writeFileSync(file, writePng(bitmap));
    const args = program === 'zbarimg' ? ['-q', '--raw', '--nodbus', file] : ['-n', '-m', '3000', file];
    return spawnSync(program, args, { encoding: 'utf8' })
      .stdout.split('\n')
      .filter((line) => line !== '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
