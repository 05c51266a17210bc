import { describe, expect, it } from 'vitest';

import { massaSum, SCALES, type ScalesProtocolId, type Weighing } from '#shared/domain/scales.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const hex = (text: string) => Uint8Array.from(text.split(' '), (pair) => parseInt(pair, 16));

/** Everything that is told, however the bytes were cut on their way. */
function heard(protocol: ScalesProtocolId, stream: Uint8Array, pieceBytes: number): readonly Weighing[] {
  const told: Weighing[] = [];
  let unread = new Uint8Array(0);
  for (let from = 0; from < stream.length; from += pieceBytes) {
    unread = Uint8Array.of(...unread, ...stream.subarray(from, from + pieceBytes));
    for (let read = SCALES[protocol].read(unread); read.used > 0; read = SCALES[protocol].read(unread)) {
      unread = unread.slice(read.used);
      if (read.weighing !== null) told.push(read.weighing);
    }
  }
  return told;
}

describe('scales that send lines', () => {
  it.each([
    ['ST,GS,+  1.234kg\r\n', { grams: 1234, stable: true }],
    ['US,GS,+  0.700kg\r\n', { grams: 700, stable: false }],
    ['ST,NT,-  0.050kg\r\n', { grams: -50, stable: true }],
    ['ST,GS,   245.6 g\r\n', { grams: 246, stable: true }],
    ['ST,GS    20.7g\r\n', { grams: 21, stable: true }],
    ['\x02ST,GS,+000.300kg\x03', { grams: 300, stable: true }],
    ['ST,GS,  1,500 kg\r\n', { grams: 1500, stable: true }],
    ['ST,GS,-  0.000kg\r\n', { grams: 0, stable: true }],
  ])('%j', (line, weighing) => {
    expect(heard('ascii', bytes(line), 999)).toEqual([weighing]);
    expect(heard('ascii', bytes(line), 1)).toEqual([weighing]);
  });

  it.each(['OL,GS,+  9.999kg\r\n', 'ST,GS,+0012450\r\n', 'ST,GS,+  1.234lb\r\n', 'ST,TR,+  1.234kg\r\n', 'hello\r\n'])(
    'say nothing of a weight in %j: too heavy, without a unit, of another unit, a tare, or no weight',
    (line) => expect(heard('ascii', bytes(line), 999)).toEqual([]),
  );

  it('are heard again after noise at another speed', () => {
    const noise = Uint8Array.from({ length: 700 }, (_, at) => 0x80 + (at % 90));
    expect(heard('ascii', Uint8Array.of(...noise, ...bytes('\r\nST,GS,+  2.000kg\r\n')), 64)).toEqual([{ grams: 2000, stable: true }]);
  });
});

describe('scales of Massa-K', () => {
  /** A frame as it was recorded from the scales, empty and at rest. */
  const EMPTY = hex('F8 55 CE 0D 00 24 00 00 00 00 01 01 00 01 00 00 00 00 FC 23');
  const frame = (grams: number, division: number, stable: number): Uint8Array => {
    const body = Uint8Array.of(0x24, grams & 255, (grams >> 8) & 255, (grams >> 16) & 255, (grams >> 24) & 255, division, stable, 0, 0);
    const sum = massaSum(body);
    return Uint8Array.of(0xf8, 0x55, 0xce, body.length, 0, ...body, sum & 255, sum >> 8);
  };

  it('are asked in the maker’s frame, and a recorded answer has the sum we compute', () => {
    expect([...SCALES['massa-100'].question!]).toEqual([...hex('F8 55 CE 01 00 23 23 00')]);
    expect(massaSum(EMPTY.subarray(5, 18))).toBe(0x23fc);
    expect(heard('massa-100', EMPTY, 999)).toEqual([{ grams: 0, stable: true }]);
  });

  it.each([
    [1234, 1, 1, { grams: 1234, stable: true }],
    [1234, 1, 0, { grams: 1234, stable: false }],
    [123, 2, 1, { grams: 1230, stable: true }],
    [12_345, 0, 1, { grams: 1235, stable: true }],
    [-40, 1, 1, { grams: -40, stable: true }],
  ])('%i divisions of kind %i', (figure, division, stable, weighing) => {
    expect(heard('massa-100', frame(figure, division, stable), 1)).toEqual([weighing]);
  });

  it('with a wrong sum, or in the middle of another answer, are not believed', () => {
    const spoilt = frame(1234, 1, 1);
    spoilt[6]! ^= 1;
    expect(heard('massa-100', Uint8Array.of(...spoilt, 0, 0xf8, ...frame(500, 1, 1)), 3)).toEqual([{ grams: 500, stable: true }]);
    expect(heard('massa-100', hex('F8 55 CE 02 00 28 07 07 28'), 99)).toEqual([]);
  });
});
