import { setupI18n } from '@lingui/core';
import { afterEach, expect, test, vi } from 'vitest';

import { contract, type Output } from '#shared/contract/index.ts';

import { heardOf } from '../../../renderer/features/packing/phrases.ts';
import { allowVoice, hasVoice, say } from '../../../renderer/scan/voice.ts';

type Outcome = Output<'packing.scan'>;
const i18n = setupI18n({ locale: 'ru', messages: { ru: {} } });
const outcome = (code: Outcome['code'], more: Partial<Outcome> = {}): Outcome => ({
  tone: 'right',
  code,
  params: {},
  order: null,
  choices: [],
  wants: null,
  jobId: null,
  parcel: null,
  ...more,
});
const ofUnits = (...quantities: number[]) => ({ lines: quantities.map((quantity) => ({ quantity })) }) as unknown as Outcome['order'];
const spoken = (one: Outcome) => {
  const { tune, words } = heardOf(one);
  return [tune, words === null ? null : i18n._(words)];
};

test('the words that matter are few: a cell, what is left, an order complete, cancelled, stop', () => {
  expect(spoken(outcome('put-in-cell', { params: { cell: 12 } }))).toEqual(['cell', 'Ячейка 12']);
  expect(spoken(outcome('thing-taken', { parcel: { scanned: 2, needed: 5, place: 1, inPlace: 2, missing: [], doubt: null } }))).toEqual([
    'right',
    'Осталось 3',
  ]);
  expect(spoken(outcome('printed', { order: ofUnits(2, 1) }))).toEqual(['whole', 'Заказ собран']);
  expect(spoken(outcome('printed', { order: ofUnits(1, 1), params: { cell: 4 } }))).toEqual(['whole', 'Заказ собран, ячейка 4']);
  expect(spoken(outcome('printed', { order: ofUnits(1) }))).toEqual(['right', null]);
  expect(spoken(outcome('cancelled', { tone: 'stop' }))).toEqual(['stop', 'Отменён']);
  expect(spoken(outcome('order-gone', { tone: 'stop' }))).toEqual(['stop', 'Стоп']);
  expect(spoken(outcome('unknown-code', { tone: 'wrong' }))).toEqual(['wrong', null]);
});

test('every outcome has a tune', () => {
  for (const code of contract['packing.scan'].output.shape.code.options) expect(heardOf(outcome(code)).tune, code).not.toBe('');
});

afterEach(() => {
  allowVoice(false, 'ru', 100);
  vi.unstubAllGlobals();
});

/** The speech of a browser, with the voices given; tells what was said and with which voice. */
function speech(voices: readonly { readonly lang: string; readonly localService: boolean; readonly name: string }[]) {
  const said: string[] = [];
  vi.stubGlobal('speechSynthesis', {
    getVoices: () => voices,
    cancel: () => said.push('—'),
    speak: (one: { text: string; voice: { name: string } }) => said.push(`${one.voice.name}: ${one.text}`),
  });
  vi.stubGlobal(
    'SpeechSynthesisUtterance',
    class {
      readonly text: string;
      constructor(text: string) {
        this.text = text;
      }
    },
  );
  return said;
}

test('only a voice of this computer and of the right language speaks, and each saying cuts the one before', () => {
  const said = speech([
    { lang: 'ru-RU', localService: false, name: 'network' },
    { lang: 'en-US', localService: true, name: 'english' },
    { lang: 'ru-RU', localService: true, name: 'own' },
  ]);
  allowVoice(true, 'ru', 50);
  say('Ячейка 1');
  say('Ячейка 2');
  expect(said).toEqual(['—', 'own: Ячейка 1', '—', 'own: Ячейка 2']);
});

test('where there is none, or it is switched off, nothing is said and nothing fails', () => {
  const said = speech([{ lang: 'ru-RU', localService: false, name: 'network' }]);
  allowVoice(true, 'ru', 100);
  say('Стоп');
  expect(hasVoice()).toBe(false);
  allowVoice(false, 'ru', 100);
  say('Стоп');
  expect(said.filter((one) => one !== '—')).toEqual([]);
});
