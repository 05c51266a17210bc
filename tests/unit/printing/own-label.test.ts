import { describe, expect, it } from 'vitest';

import { dots, inked, isBlack, toGray } from '#electron/printing/bitmap.ts';
import { readCodeAt, readCodes } from '#electron/printing/codes.ts';
import { drawOwnLabel } from '#electron/printing/own-label.ts';
import { type Paper, render } from '#electron/printing/render.ts';
import { openTypeCase } from '#electron/printing/type/type-case.ts';
import { createWords } from '#electron/printing/words.ts';
import { type CodeElement, type LabelElement, type LabelTemplate, problemsOf, type TextElement } from '#shared/domain/label-template.ts';
import { builtInTemplates, sampleFields } from '#tests/support/label-samples.ts';

const words = createWords('resources');
const type = openTypeCase('resources');
const paper = (label: LabelTemplate, dpi: 203 | 300 | 600 = 203): Paper => ({
  name: 'Стол 1',
  dpi,
  widthMm: label.widthMm,
  heightMm: label.heightMm,
  settings: {},
});

const at = { id: 'one', xMm: 1, yMm: 1, widthMm: 50, heightMm: 20 };
const text = (over: Partial<TextElement> = {}): TextElement => ({
  kind: 'text',
  ...at,
  content: '{name}',
  capMm: 3,
  weight: 'regular',
  align: 'left',
  fit: 'shrink',
  ...over,
});
const code = (over: Partial<CodeElement> = {}): CodeElement => ({
  kind: 'code',
  ...at,
  symbology: 'auto',
  content: '{barcode}',
  digits: true,
  ...over,
});
const label = (...elements: readonly LabelElement[]): LabelTemplate => ({
  id: 'test',
  name: 'Проба',
  kind: 'product',
  widthMm: 58,
  heightMm: 40,
  elements,
});
const warningsOf = async (template: LabelTemplate, fields: Readonly<Record<string, string>>, dpi: 203 | 300 = 203) => {
  const rendered = await render({ kind: 'own', template, fields, proof: true }, paper(template, dpi), words);
  if ('problem' in rendered) throw new Error(rendered.problem);
  return (rendered.warnings ?? []).map((warning) => warning.code);
};

describe('built-in templates', () => {
  it('are there for every kind of label', () => {
    expect([...new Set(builtInTemplates.map((template) => template.kind))].toSorted()).toEqual(['bin', 'box', 'pallet', 'product', 'slip']);
    expect(new Set(builtInTemplates.map((template) => template.id)).size).toBe(builtInTemplates.length);
  });

  it.each(builtInTemplates.flatMap((template) => ([203, 300] as const).map((dpi) => [template.id, dpi, template] as const)))(
    '%s at %i dpi: exact dots, every code reads back, nothing is cut, no bar is thin',
    async (_id, dpi, template) => {
      const fields = sampleFields[template.kind];
      expect(problemsOf(template, fields)).toEqual([]);
      const rendered = await render({ kind: 'own', template, fields, proof: false }, paper(template, dpi), words);
      if ('problem' in rendered) throw new Error(rendered.problem);
      expect(rendered.warnings).toEqual([]);
      const [sheet] = rendered.sheets;
      expect([sheet!.width, sheet!.height]).toEqual([dots(template.widthMm, dpi), dots(template.heightMm, dpi)]);
      const read = await readCodes(toGray(sheet!));
      expect(read.length).toBe(template.elements.filter((element) => element.kind === 'code').length);
    },
  );

  it('the proof is the very bitmap that prints', async () => {
    for (const template of builtInTemplates) {
      const source = { kind: 'own', template, fields: sampleFields[template.kind] } as const;
      const [proof, print] = [
        await render({ ...source, proof: true }, paper(template), words),
        await render({ ...source, proof: false }, paper(template), words),
      ];
      expect(proof).toEqual(print);
    }
  });
});

describe('codes', () => {
  it.each([
    ['auto', '4600000000008', '4600000000008'],
    ['ean13', '4600000000008', '4600000000008'],
    ['auto', 'KRB-77', 'KRB-77'],
    ['code128', '4600000000008', '4600000000008'],
    ['qr', 'https://example.test/ёж?№=1', 'https://example.test/ёж?№=1'],
    ['gs1-datamatrix', sampleFields.product['mark']!, '(01)04600000000008(21)5Abc123456789(91)EE06'],
    ['gs1-datamatrix', '4600000000008', '(01)04600000000008'],
  ] as const)('%s holds %s', async (symbology, content, read) => {
    const drawn = drawOwnLabel(label(code({ symbology, heightMm: 30 })), { barcode: content }, 203, type);
    const [text] = await readCodes(toGray(drawn.sheet));
    expect(text).toContain(read);
  });

  it('draws bars as whole multiples of the module, at 300 dpi too', () => {
    const { sheet } = drawOwnLabel(label(code({ digits: false })), { barcode: '4600000000008' }, 300, type);
    const y = dots(10, 300);
    const runs: number[] = [];
    for (let x = 1, run = 1; x < sheet.width; x += 1) {
      if (isBlack(sheet, x, y) === isBlack(sheet, x - 1, y)) run += 1;
      else {
        runs.push(run);
        run = 1;
      }
    }
    const module = Math.min(...runs.slice(1));
    expect(module).toBe(Math.floor(dots(50, 300) / 113));
    expect(runs.slice(1).every((run) => run % module === 0)).toBe(true);
  });

  it('a label whose code has nothing to say, or cannot say it, is not printed', async () => {
    const ean = label(code({ symbology: 'ean13' }));
    for (const barcode of ['', '4600000000009', 'ШК']) {
      expect(problemsOf(ean, { barcode }).map((problem) => problem.code)).toEqual([barcode === '' ? 'code-empty' : 'code-wrong']);
      const rendered = await render({ kind: 'own', template: ean, fields: { barcode }, proof: false }, paper(ean), words);
      expect(rendered).toEqual({ problem: 'label-unreadable' });
    }
  });

  const spoiled = (...over: readonly LabelElement[]) =>
    label(code(), { kind: 'box', id: 'over', xMm: 1, yMm: 1, widthMm: 50, heightMm: 20, thickMm: 9.9 }, ...over);
  it('a code that something lies over does not read, wherever it is looked for, and is not printed', async () => {
    const fields = { barcode: '4600000000008' };
    expect(await warningsOf(spoiled(), fields)).toEqual(['code-unreadable']);
    const elsewhere = code({ id: 'two', yMm: 24, heightMm: 14, content: 'KRB-77' });
    expect(await warningsOf(spoiled(elsewhere), fields)).toEqual(['code-unreadable']);
    const source = { kind: 'own', template: spoiled(elsewhere), fields, proof: false } as const;
    expect(await render(source, paper(label()), words)).toEqual({ problem: 'label-unreadable' });
  });

  it('each of two codes is looked for where it stands: one does not answer for the other', async () => {
    const two = label(code({ heightMm: 15 }), code({ id: 'two', yMm: 20, heightMm: 15, content: '{article}' }));
    const drawn = drawOwnLabel(two, { barcode: '4600000000008', article: 'KRB-77' }, 203, type);
    expect(await Promise.all(drawn.codes.map(({ place }) => readCodeAt(drawn.sheet, place)))).toEqual(['4600000000008', 'KRB-77']);
    expect(await readCodeAt(drawn.sheet, { left: 0, top: 290, width: 400, height: 20 })).toBeNull();
  });

  it('a printer’s offset that pushes a code off the paper stops the label, one that moves only white does not', async () => {
    const source = { kind: 'own', template: label(code()), fields: { barcode: '4600000000008' }, proof: false } as const;
    const moved = (offsetXMm: number) => render(source, { ...paper(label()), settings: { offsetXMm } }, words);
    expect(await moved(-15)).toEqual({ problem: 'label-unreadable' });
    expect(await moved(4)).toHaveProperty('sheets.length', 1);
  });

  it('warns of modules thinner than two dots and of a code with no room', async () => {
    const fields = { barcode: '4600000000008' };
    expect(await warningsOf(label(code({ widthMm: 20 })), fields)).toContain('module-thin');
    expect(await warningsOf(label(code({ widthMm: 20 })), fields, 300)).toEqual([]);
    expect(await warningsOf(label(code({ widthMm: 10 })), fields)).toEqual(['code-too-wide']);
  });
});

describe('words', () => {
  it('print in Cyrillic and Kazakh whatever the printer has', () => {
    expect(type.missing('Щука, ёж, Әуезов қағаз ӘәҒғҚқҢңӨөҰұҮүҺһІі № 1 990 ₽ ₸ «»—')).toEqual([]);
    const { sheet } = drawOwnLabel(label(text({ content: 'ҚҢӨҮ' })), {}, 203, type);
    expect(sheet.data.some((byte) => byte !== 0)).toBe(true);
  });

  it('«Ё» stands as high as it is: its dots are above the capital', () => {
    const ink = (content: string) => {
      const { sheet } = drawOwnLabel(label(text({ content })), {}, 203, type);
      return sheet.data.findIndex((byte) => byte !== 0) / sheet.stride;
    };
    expect(ink('Е') - ink('Ё')).toBeGreaterThan(3);
    expect(ink('Ё')).toBeGreaterThanOrEqual(dots(1, 203));
  });

  it('grow smaller to fit, are cut only when they could not be read, and then it is told', async () => {
    const name = 'Длинное название товара мельче, но целиком';
    expect(await warningsOf(label(text()), { name })).toEqual([]);
    expect(await warningsOf(label(text({ widthMm: 15, heightMm: 4 })), { name })).toEqual(['text-cut']);
    expect(await warningsOf(label(text({ widthMm: 15, heightMm: 20, fit: 'wrap' })), { name })).toEqual([]);
  });

  it('say nothing when none of their fields has a value', () => {
    const { sheet } = drawOwnLabel(label(text({ content: 'Размер {size}' })), {}, 203, type);
    expect(sheet.data.every((byte) => byte === 0)).toBe(true);
  });

  it('tells letters that the type does not have', async () => {
    expect(await warningsOf(label(text()), { name: '围巾 шарф' })).toEqual(['letters-missing']);
  });
});

describe('the rest of the label', () => {
  it('warns of what lies outside and of a mark of circulation under five millimetres', async () => {
    const eac = (widthMm: number, xMm: number): LabelElement => ({ kind: 'eac', id: 'eac', xMm, yMm: 2, widthMm, heightMm: widthMm });
    expect(await warningsOf(label(eac(6, 2)), {})).toEqual([]);
    expect(await warningsOf(label(eac(4, 2)), {})).toEqual(['eac-small']);
    expect(await warningsOf(label(eac(6, 53)), {})).toEqual(['outside']);
  });

  it('goes onto larger paper as it is or turned, and is refused by smaller', async () => {
    const source = { kind: 'own', template: label(code()), fields: { barcode: '4600000000008' }, proof: false } as const;
    const on = (widthMm: number, heightMm: number) => render(source, { ...paper(label()), widthMm, heightMm }, words);
    expect(await on(43, 25)).toEqual({ problem: 'label-too-big' });
    for (const [width, height] of [
      [75, 120],
      [40, 58],
    ] as const) {
      const rendered = await on(width, height);
      if ('problem' in rendered) throw new Error(rendered.problem);
      expect(await readCodes(toGray(rendered.sheets[0]!))).toEqual(['4600000000008']);
    }
  });
});

describe('two codes of the same text', () => {
  const square = (over: Partial<CodeElement>) => code({ symbology: 'qr', widthMm: 18, heightMm: 18, ...over });
  const covered = (id: string, xMm: number): LabelElement => ({ kind: 'line', id, xMm, yMm: 2, widthMm: 9, heightMm: 16 });
  const two = [square({ id: 'first' }), square({ id: 'second', xMm: 30 })];

  it('one of them spoiled: the label is stopped, whichever it is', async () => {
    const fields = { barcode: '4600000000015' };
    expect(await warningsOf(label(...two), fields)).toEqual([]);
    for (const xMm of [2, 31]) {
      const spoiled = label(...two, covered('line', xMm));
      expect(await warningsOf(spoiled, fields)).toEqual(['code-unreadable']);
      expect(await render({ kind: 'own', template: spoiled, fields, proof: false }, paper(spoiled), words)).toEqual({
        problem: 'label-unreadable',
      });
    }
  });

  it('one of them pushed off the paper by the printer’s own offset: the label is stopped', async () => {
    const template = label(...two);
    const source = { kind: 'own', template, fields: { barcode: '4600000000015' }, proof: false } as const;
    const moved = (offsetXMm: number) => render(source, { ...paper(template), settings: { offsetXMm } }, words);
    expect(await moved(2)).toHaveProperty('sheets.length', 1);
    expect(await moved(15)).toEqual({ problem: 'label-unreadable' });
  });
});

it('an own label moves by the offset of the printer, once', async () => {
  const template = label(code({ symbology: 'qr', xMm: 10, widthMm: 18, heightMm: 18 }));
  const leftAt = async (offsetXMm: number) => {
    const source = { kind: 'own', template, fields: { barcode: '4600000000015' }, proof: false } as const;
    const rendered = await render(source, { ...paper(template), settings: { offsetXMm } }, words);
    if ('problem' in rendered) throw new Error(rendered.problem);
    return inked(toGray(rendered.sheets[0]!))!.left;
  };
  expect((await leftAt(2)) - (await leftAt(0))).toBe(16);
});
