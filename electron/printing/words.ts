import { join } from 'node:path';

import Pdf from 'pdfkit';

import { type Bitmap1, type Gray, inked, threshold, windowOf } from './bitmap.ts';
import { openPdf } from './pdf.ts';

export interface Words {
  /** One line as a bitmap cut to its ink; printers' own fonts have no Cyrillic to rely on (facts: printing §5). */
  line(text: string, capHeightDots: number, weight: 'regular' | 'bold'): Promise<Bitmap1>;
}

const FILES = { regular: 'NotoSans_400Regular.ttf', bold: 'NotoSans_700Bold.ttf' } as const;
/** Noto Sans: capitals are 0.714 of the size. */
const CAPITALS = 0.714;
const KEPT = 300;

/** Draws text in the fonts of `resourcesDir`; the last lines drawn are kept. */
export function createWords(resourcesDir: string): Words {
  const kept = new Map<string, Promise<Bitmap1>>();
  return {
    line(text, capHeightDots, weight) {
      const key = `${weight} ${capHeightDots} ${text}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const drawn = draw(join(resourcesDir, 'fonts', FILES[weight]), text, capHeightDots);
      kept.set(key, drawn);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
      return drawn;
    },
  };
}

async function draw(font: string, text: string, capHeightDots: number): Promise<Bitmap1> {
  const size = capHeightDots / CAPITALS;
  // One point is one dot: the page is drawn at 72 dpi.
  const document = new Pdf({ font, autoFirstPage: false, margin: 0 });
  document.fontSize(size);
  const width = Math.ceil(document.widthOfString(text)) + 4;
  document.addPage({ size: [width, Math.ceil(size * 1.6)], margin: 0 });
  document.text(text, 2, size * 0.1, { lineBreak: false });
  const gray = await onlyPage(await bytesOf(document));
  const box = inked(gray);
  return threshold(box === null ? windowOf(gray, 0, 0, 1, 1) : windowOf(gray, box.left, box.top, box.width, box.height));
}

async function onlyPage(file: Uint8Array): Promise<Gray> {
  const opened = await openPdf(file);
  if ('problem' in opened) throw new Error(`own text does not open: ${opened.problem}`);
  try {
    const page = await opened.page(0, 72);
    if ('problem' in page) throw new Error(`own text does not draw: ${page.problem}`);
    return page.gray;
  } finally {
    opened.close();
  }
}

function bytesOf(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on('error', reject);
    document.end();
  });
}
