import { describe, expect, it } from 'vitest';

import { toGray } from '#electron/printing/bitmap.ts';
import { readSymbols } from '#electron/printing/codes.ts';
import { render } from '#electron/printing/render.ts';
import { createWords } from '#electron/printing/words.ts';
import { binScanned, printedBinCode } from '#shared/domain/bin-code.ts';
import { hasZbar, otherReader } from '#tests/support/label-decoders.ts';
import { builtInTemplates } from '#tests/support/label-samples.ts';

import { characterOf, IDLE, type Press, read } from '../../../renderer/scan/scan-reader.ts';

const words = createWords('resources');
const BINS = ['A-12-03', 'Б-12-03', 'Ёлка 7', 'ж/2', 'Қ-5', '№ 4'].map((code) => ({ code }));

/** Every key of a US keyboard with what a scanner means by it. */
const KEYBOARD = new Map(
  [
    ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `Key${letter}`),
    ...Array.from('0123456789', (digit) => `Digit${digit}`),
    'Space',
    'Minus',
    'Equal',
    'BracketLeft',
    'BracketRight',
    'Backslash',
    'Semicolon',
    'Quote',
    'Backquote',
    'Comma',
    'Period',
    'Slash',
  ].flatMap((code) =>
    [false, true].map((shift) => {
      const press = { code, shift, keyCode: 0, ctrl: false, alt: false };
      return [characterOf(press), press] as const;
    }),
  ),
);

/** A scanner types the text it has read, five milliseconds a key; null: it has no such key. */
function typedByScanner(text: string): string | null {
  let state = IDLE;
  let atMs = 1000;
  const press = (what: Omit<Press, 'atMs' | 'editable'>) => {
    const step = read(state, { ...what, atMs: (atMs += 5), editable: false });
    ({ state } = step);
    return step.reading?.kind === 'scan' ? step.reading.code : null;
  };
  for (const character of text) {
    const key = KEYBOARD.get(character);
    if (key === undefined) return null;
    press(key);
  }
  return press({ code: 'Enter', shift: false, keyCode: 13, ctrl: false, alt: false });
}

describe('the code on a bin', () => {
  const templates = builtInTemplates.filter((template) => template.kind === 'bin');

  it.each(BINS.flatMap(({ code }) => templates.map((template) => ({ code, template, id: template.id }))))(
    '«$code» on $id: what a reader reads, a scanner types, and the hub takes, is this bin',
    async ({ code, template }) => {
      const fields = { code, scan: printedBinCode(code), name: '', warehouse: 'Основной склад' };
      const paper = { name: 'Стол 1', dpi: 203, widthMm: template.widthMm, heightMm: template.heightMm, settings: {} } as const;
      const rendered = await render({ kind: 'own', template, fields, proof: false }, paper, words);
      if ('problem' in rendered) throw new Error(rendered.problem);
      expect(rendered.warnings).toEqual([]);
      const [symbol] = await readSymbols(toGray(rendered.sheets[0]!));
      if (hasZbar) expect(otherReader(rendered.sheets[0]!, 'zbarimg')).toEqual([symbol!.text]);
      const typed = typedByScanner(symbol!.text);
      if (code.startsWith('Қ')) {
        // No key of a US keyboard: the text itself, for scanners that send text.
        expect([symbol!.kind, symbol!.text, typed]).toEqual(['qrcode', code, null]);
        expect(binScanned(BINS, symbol!.text)).toEqual({ code });
      } else {
        expect(symbol!.kind).toBe('code128');
        expect(binScanned(BINS, typed!)).toEqual({ code });
      }
    },
  );

  it('is found by its own letters too, in either case, and never by keys that two bins share', () => {
    expect(binScanned(BINS, ' б-12-03 ')).toEqual({ code: 'Б-12-03' });
    const shared = [{ code: 'Б1' }, { code: '<1' }];
    expect(binScanned(shared, '<1')).toEqual({ code: '<1' });
    expect(binScanned([{ code: 'ж' }, { code: 'Ж' }], ';')).toEqual({ code: 'ж' });
    expect(binScanned(BINS, 'nothing')).toBeUndefined();
  });
});
