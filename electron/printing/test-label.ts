import { type Bitmap1, blank, dots, fill, stamp } from './bitmap.ts';
import { barCode, matrixCode } from './codes.ts';
import type { Paper } from './placing.ts';
import type { Words } from './words.ts';

/** Shows what goes wrong with printers: edges, scale in millimetres, thin modules, Cyrillic, and a code to scan back. */
export async function testLabel(
  source: { readonly code: string; readonly printerName: string },
  paper: Paper,
  words: Words,
): Promise<Bitmap1> {
  const mm = (value: number) => dots(value, paper.dpi);
  const sheet = blank(mm(paper.widthMm), mm(paper.heightMm));
  frame(sheet, 2);
  for (let at = 5; at < paper.widthMm; at += 5) fill(sheet, mm(at), 0, 2, mm(at % 10 === 0 ? 2.5 : 1.5));
  for (let at = 5; at < paper.heightMm; at += 5) fill(sheet, 0, mm(at), mm(at % 10 === 0 ? 2.5 : 1.5), 2);
  const left = mm(4);
  const room = sheet.width - 2 * left;
  let top = mm(3.5);
  const write = async (text: string, heightMm: number, weight: 'regular' | 'bold') => {
    let line = await words.line(text, mm(heightMm), weight);
    if (line.width > room) line = await words.line(text, Math.max(8, Math.floor((mm(heightMm) * room) / line.width)), weight);
    stamp(sheet, line, left, top);
    top += line.height + mm(1.2);
  };
  await write(source.printerName, 2.6, 'bold');
  await write('Щука, ёж, Әуезов — № 58×40', 2, 'regular');
  await write(`${paper.dpi} dpi · ${paper.widthMm}×${paper.heightMm} мм`, 2, 'regular');
  const thin = [2, 3].map((module) => matrixCode('datamatrix', `${module}`, module));
  thin.forEach((code, at) => stamp(sheet, code, sheet.width - left - (at + 1) * mm(6), sheet.height - mm(3) - code.height));
  const module = [4, 3, 2].find((dotsWide) => barCode('code128', source.code, dotsWide, 1).width <= room - mm(2)) ?? 2;
  const bars = barCode('code128', source.code, module, Math.max(mm(5), Math.min(mm(12), sheet.height - top - mm(10))));
  stamp(sheet, bars, Math.round((sheet.width - bars.width) / 2), top);
  top += bars.height + mm(1);
  await write(source.code, 2, 'regular');
  return sheet;
}

function frame(sheet: Bitmap1, thick: number): void {
  fill(sheet, 0, 0, sheet.width, thick);
  fill(sheet, 0, sheet.height - thick, sheet.width, thick);
  fill(sheet, 0, 0, thick, sheet.height);
  fill(sheet, sheet.width - thick, 0, thick, sheet.height);
}
