import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createInlineLists } from '#electron/db/lists/lists.ts';
import { createEngine, type Engine } from '#electron/engine/engine.ts';
import { AGAIN_MS } from '#electron/engine/serial-line.ts';
import { PERMISSIONS } from '#shared/contract/call.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { CallName, Input, Output } from '#shared/contract/index.ts';
import type { StationId } from '#shared/domain/ids.ts';
import { openTestDatabase, testId } from '#tests/support/database.ts';
import { FakeTime, seededRandom, settle } from '#tests/support/fake-time.ts';
import { idlePorts, vaultInMemory } from '#tests/support/idle-ports.ts';
import { deskWithoutPrinters } from '#tests/support/market-rig.ts';
import { serialBench } from '#tests/support/serial-bench.ts';

const HERE = { actor: 'packer', station: 'station-1', permissions: PERMISSIONS };
const THERE = { ...HERE, station: 'station-2' };

let opened: ReturnType<typeof openTestDatabase>;
let bench: ReturnType<typeof serialBench>;
let time: FakeTime;
let engine: Engine;
let told: EngineEvent[];
beforeEach(() => {
  opened = openTestDatabase();
  bench = serialBench();
  time = new FakeTime();
  told = [];
  opened.database.write(({ desk }) => {
    for (const id of ['station-1', 'station-2'] as StationId[]) desk.saveStation({ id, name: id, printerId: null });
  });
  engine = createEngine({
    db: opened.database,
    lists: createInlineLists(opened.sql),
    upkeep: opened.upkeep,
    clock: time,
    timers: time,
    random: seededRandom(1),
    log: { write: () => undefined },
    http: { send: () => Promise.resolve({ kind: 'no-answer', sent: false, cause: 'refused', detail: '' }) },
    vault: vaultInMemory(),
    ...idlePorts(),
    serial: bench.serial,
    channels: [],
    openPrintDesk: () => deskWithoutPrinters,
    checkAnswers: true,
    simulatorUrl: null,
  });
  engine.subscribe((event) => void told.push(event));
  engine.start();
});
afterEach(async () => {
  await engine.stop();
  opened.close();
});

async function ask<N extends CallName>(name: N, input: Input<N>, caller = HERE): Promise<Output<N>> {
  const answer = await engine.ask(name, input, caller);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}
const save = async (settings: Omit<Input<'station.save'>, 'operationId' | 'stationId'>) => {
  const answer = await ask('station.save', { operationId: testId(), stationId: 'station-1', ...settings });
  await settle();
  return answer;
};
const connect = async (settings: Omit<Input<'station.connect'>, 'operationId' | 'stationId'>) => {
  const answer = await ask('station.connect', { operationId: testId(), stationId: 'station-1', ...settings });
  await settle();
  return answer;
};
const devices = () => ask('station.devices', {});
const take = async (window = 'window-1', after = 0, caller = HERE) => (await ask('station.takeScans', { window, after }, caller)).scans;

describe('a place of work', () => {
  it('keeps its own settings, and a setting once made outlives what comes after', async () => {
    await save({ hand: 'left', volume: 40 });
    await save({ voice: true });
    expect((await ask('session.get', {})).station).toMatchObject({ hand: 'left', volume: 40, voice: true, scanner: null });
    expect((await ask('session.get', {}, THERE)).station).toMatchObject({ hand: 'right', volume: 100, voice: false });
    await expect(connect({ scannerPort: '/dev/sda' })).rejects.toThrow('address-wrong');
    const packer = { ...HERE, permissions: ['read', 'pack'] as const };
    const port = { operationId: testId(), stationId: 'station-1', scannerPort: 'COM3' };
    expect(await engine.ask('station.connect', port, packer)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    const nobody = ask('station.save', { operationId: testId(), stationId: 'station-9', hand: 'left' });
    await expect(nobody).rejects.toThrow('station-unknown');
  });
});

describe('a serial scanner', () => {
  beforeEach(async () => {
    bench.plug('COM3');
    await connect({ scannerPort: 'COM3:115200' });
  });

  it('is opened at its speed, and its scans wait for a screen, separators and all', async () => {
    expect(bench.baud('COM3')).toBe(115_200);
    expect((await devices()).scanner).toEqual({ state: 'open' });
    const mark = '0104600000000039215Korob1!aBcd7\u001D93Kb7q';
    bench.say('COM3', `4600000000015\r\n\x02]d2${mark}\r`);
    expect(told.filter(({ topic }) => topic === 'scan')).toEqual([
      { topic: 'scan', ids: ['station-1'] },
      { topic: 'scan', ids: ['station-1'] },
    ]);
    expect((await take()).map(({ code }) => code)).toEqual(['4600000000015', mark]);
  });

  it('loses no scan at twenty a second, however its bytes are cut', async () => {
    const codes = Array.from({ length: 400 }, (_, index) => String(4_600_000_000_000 + index));
    const heard: string[] = [];
    let last = 0;
    const pull = async () => {
      for (const { seq, code } of await take('window-1', last)) {
        last = seq;
        heard.push(code);
      }
    };
    for (const [index, code] of codes.entries()) {
      const line = `${code}\r\n`;
      const cut = index % line.length;
      bench.say('COM3', line.slice(0, cut));
      bench.say('COM3', line.slice(cut));
      await time.advance(50);
      if (index % 7 === 0) await pull();
    }
    await pull();
    expect(heard).toEqual(codes);
  });

  it('without a closing byte is understood by the pause', async () => {
    bench.say('COM3', '46000000');
    bench.say('COM3', '00015');
    await time.advance(100);
    bench.say('COM3', '4600000000022');
    await time.advance(100);
    expect((await take()).map(({ code }) => code)).toEqual(['4600000000015', '4600000000022']);
  });

  it('gives each scan to one window of its own place, and again only when that window is gone', async () => {
    bench.say('COM3', 'A\r');
    expect(await take('window-2', 0, THERE)).toEqual([]);
    const [scan] = await take('window-1');
    expect(scan).toMatchObject({ code: 'A' });
    expect(await take('window-2')).toEqual([]);
    // Not confirmed: the answer was lost on its way.
    expect(await take('window-1')).toEqual([scan]);
    await time.advance(6000);
    expect(await take('window-2')).toEqual([scan]);
    expect(await take('window-2', scan!.seq)).toEqual([]);
    expect(await take('window-1')).toEqual([]);
  });

  it('does not act on what was scanned before a screen that nobody looked at', async () => {
    bench.say('COM3', 'A\r');
    await time.advance(31_000);
    expect(await take()).toEqual([]);
  });

  it('pulled out and put in again goes on, and says meanwhile that it is not there', async () => {
    bench.unplug('COM3');
    await settle();
    expect((await devices()).scanner).toEqual({ state: 'absent' });
    expect(told.some(({ topic }) => topic === 'scales')).toBe(true);
    await time.advance(3 * AGAIN_MS);
    bench.plug('COM3');
    await time.advance(AGAIN_MS);
    expect((await devices()).scanner).toEqual({ state: 'open' });
    bench.say('COM3', 'B\r');
    expect((await take()).map(({ code }) => code)).toEqual(['B']);
  });

  it('taken out of the settings, its port is free for others', async () => {
    await connect({ scannerPort: '' });
    expect(bench.isHeld('COM3')).toBe(false);
    expect((await devices()).scanner).toBeNull();
    await connect({ scannerPort: 'COM3' });
    expect(bench.isHeld('COM3')).toBe(true);
    await engine.stop();
    expect(bench.isHeld('COM3')).toBe(false);
  });
});

describe('scales', () => {
  it('that talk by themselves are heard, and when they fall silent nothing is said to lie on them', async () => {
    bench.plug('COM5');
    await connect({ scalesPort: 'COM5' });
    expect((await devices()).scales).toEqual({ state: 'open', weight: null });
    bench.say('COM5', 'US,GS,+  0.9');
    bench.say('COM5', '00kg\r\nST,GS,+  1.250kg\r\n');
    expect((await devices()).scales?.weight).toMatchObject({ grams: 1250, stable: true });
    await time.advance(2500);
    expect((await devices()).scales).toEqual({ state: 'open', weight: null });
  });

  it('that wait to be asked are asked four times a second, at their maker’s speed', async () => {
    bench.plug('COM5');
    await connect({ scalesPort: 'COM5', scalesProtocol: 'massa-100' });
    await time.advance(1000);
    expect(bench.baud('COM5')).toBe(57_600);
    expect(bench.sent.length).toBeGreaterThanOrEqual(4);
    expect([...bench.sent[0]!]).toEqual([0xf8, 0x55, 0xce, 1, 0, 0x23, 0x23, 0]);
    bench.say('COM5', Uint8Array.of(0xf8, 0x55, 0xce, 0x0d, 0, 0x24, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0xfc, 0x23));
    expect((await devices()).scales?.weight).toMatchObject({ grams: 0, stable: true });
  });
});
