import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import Pdf from 'pdfkit';

import { threshold } from '#electron/printing/bitmap.ts';
import { matrixCode } from '#electron/printing/codes.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import { openPdf } from '#electron/printing/pdf.ts';
import { placed } from '#electron/printing/placing.ts';
import { render } from '#electron/printing/render.ts';
import { createWords } from '#electron/printing/words.ts';

import { type BenchRow, ms, percentile, sorted, timedAsync } from './rows.ts';

const PAPER = { name: 'bench', dpi: 203, widthMm: 75, heightMm: 120, settings: {} } as const;
const MEDIA = { widthMm: 75, heightMm: 120, gapMm: 2, gapSaid: false, dpi: 203 } as const;
const BATCH = 1_000;

/** A label of 75 × 120 mm as a marketplace draws it: words, and a code of square modules. */
function label(code: string): Promise<Uint8Array> {
  const points = (mm: number) => (mm * 72) / 25.4;
  const document = new Pdf({ size: [points(75), points(120)], margin: 10, font: 'resources/fonts/NotoSans_400Regular.ttf' });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  document.fontSize(9);
  for (let line = 0; line < 12; line += 1) document.text(`Отправление ${code}, строка ${line + 1}`);
  const dark = matrixCode('qrcode', code, 1);
  for (let y = 0; y < dark.height; y += 1)
    for (let x = 0; x < dark.width; x += 1)
      if ((dark.data[y * dark.stride + (x >> 3)]! & (0x80 >> (x & 7))) !== 0)
        document.rect(points(10 + x), points(70 + y), points(1), points(1));
  document.fill('black');
  return new Promise((resolve) => {
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.end();
  });
}

/** Drawn, thresholded, laid and packed for a printer; the reading back of codes is done ahead of need and is the row after. */
export async function labelRow(): Promise<BenchRow> {
  const file = await label('KRB-000001');
  const took: number[] = [];
  let bytes = 0;
  for (let turn = 0; turn < 60; turn += 1)
    took.push(
      await timedAsync(async () => {
        const opened = await openPdf(file);
        if ('problem' in opened) throw new Error(opened.problem);
        const page = await opened.page(0, PAPER.dpi);
        opened.close();
        if ('problem' in page) throw new Error(page.problem);
        bytes = zpl.encode(placed(threshold(page.gray), PAPER)!, MEDIA, { copies: 1, compression: 'z64' }).length;
      }),
    );
  const half = percentile(sorted(took.slice(10)), 0.5);
  return {
    what: 'marketplace PDF label → printer bytes, 203 dpi',
    ours: `median ${ms(half)}, ${(bytes / 1000).toFixed(1)} kB`,
    baseline: popplerMs(file),
    budget: 'median ≤ 8 ms, ≤ 9 kB',
    within: half <= 8 && bytes <= 9_000,
  };
}

/** The same page drawn by the system's own program, when it is here; a start of the program is in it. */
function popplerMs(file: Uint8Array): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'korob-bench-label-'));
  try {
    const pdf = path.join(folder, 'label.pdf');
    writeFileSync(pdf, file);
    const took = Array.from({ length: 9 }, () => {
      const start = performance.now();
      const { error } = spawnSync('pdftoppm', ['-r', '203', '-gray', '-singlefile', pdf, path.join(folder, 'page')]);
      return error === undefined ? performance.now() - start : Number.NaN;
    });
    return Number.isNaN(took[0]) ? 'pdftoppm is not installed' : `pdftoppm, drawing alone ${ms(percentile(sorted(took), 0.5))}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A thousand different labels one after another, each read back before it counts. */
export async function batchRow(): Promise<BenchRow> {
  const words = createWords('resources');
  const files = await Promise.all(Array.from({ length: 20 }, (_, at) => label(`KRB-${String(at).padStart(6, '0')}`)));
  const before = process.memoryUsage.rss();
  let most = before;
  const took = await timedAsync(async () => {
    for (let at = 0; at < BATCH; at += 1) {
      const barcode = `KRB-${String(at % files.length).padStart(6, '0')}`;
      const source = { kind: 'file', format: 'pdf', file: files[at % files.length]!, barcode, caption: '', redraw: false } as const;
      const rendered = await render({ ...source, widthMm: 75, heightMm: 120 }, PAPER, words);
      if ('problem' in rendered) throw new Error(rendered.problem);
      zpl.encode(rendered.sheets[0]!, MEDIA, { copies: 1 });
      most = Math.max(most, process.memoryUsage.rss());
    }
  });
  return {
    what: `${BATCH} PDF labels, each read back`,
    ours: `${ms(took / BATCH)} a label, memory grew by ${Math.round((most - before) / 1_048_576)} MB`,
    baseline: `${Math.round(before / 1_048_576)} MB before`,
    budget: '—',
    within: null,
  };
}
