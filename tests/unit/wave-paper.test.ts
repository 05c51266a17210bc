import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { inlineDocuments } from '#electron/documents/documents.ts';
import { waveList } from '#electron/engine/wave-paper.ts';
import { threshold } from '#electron/printing/bitmap.ts';
import { readCodes } from '#electron/printing/codes.ts';
import { openPdf } from '#electron/printing/pdf.ts';
import type { WaveId } from '#shared/domain/ids.ts';
import { waveCode } from '#shared/domain/wave.ts';
import { testId } from '#tests/support/database.ts';
import { hasZbar, otherReader } from '#tests/support/label-decoders.ts';
import { packingRig } from '#tests/support/packing-rig.ts';

const CUP = '4600000000015';
const PLATE = '4600000000022';

let rig: ReturnType<typeof packingRig>;
beforeEach(() => (rig = packingRig()));
afterEach(() => {
  expect(rig.db.read.ledger.verify()).toEqual([]);
  rig.close();
});

/** Two cups of A-01 and a plate of A-02, gathered in a wave whose list was printed. */
async function printed() {
  const cup = rig.thing(CUP, { bin: rig.make.bin(rig.warehouse, 'A-01', 1), stock: 9 });
  const plate = rig.thing(PLATE, { bin: rig.make.bin(rig.warehouse, 'A-02', 2), stock: 9 });
  const orders = [rig.order(cup), rig.order(cup), rig.order(plate)];
  const id = testId();
  await rig.ask('wave.make', { operationId: testId(), id, warehouseId: rig.warehouse });
  const { paper } = await rig.ask('wave.print', { operationId: testId(), id });
  return { id, paper, cup, plate, orders, number: 1 };
}
const wave = (id: string) => rig.ask('wave.get', { id });
const take = (code: string) => rig.ask('wave.takePaper', { operationId: testId(), code });
const binOf = (code: string) => rig.db.read.catalogue.locationByCode(rig.warehouse, code)!.id;

describe('a paper list', () => {
  it('scanned back is done as a whole, once', async () => {
    const { id, paper } = await printed();
    expect(await take(waveCode(1, paper))).toEqual({ id, units: 3, lines: 2 });
    expect(await wave(id)).toMatchObject({ stops: [], picked: 3, papers: [{ paper: 1, lines: [{ done: true }, { done: true }] }] });
    expect(await rig.refusal('wave.takePaper', { operationId: testId(), code: waveCode(1, paper) })).toBe('paper-done');
    expect(await rig.refusal('wave.takePaper', { operationId: testId(), code: waveCode(1, 7) })).toBe('paper-unknown');
    expect(await rig.refusal('wave.takePaper', { operationId: testId(), code: waveCode(9, 1) })).toBe('wave-unknown');
  });

  it('is done line by line too, and the rest at once', async () => {
    const { id, paper } = await printed();
    expect(await take(waveCode(1, paper, 2))).toEqual({ id, units: 1, lines: 1 });
    expect(await take(waveCode(1, paper))).toEqual({ id, units: 2, lines: 1 });
    expect((await wave(id)).stops).toEqual([]);
  });

  it('takes nothing twice that was scanned on the way', async () => {
    const { id, paper, cup } = await printed();
    await rig.ask('wave.pick', { operationId: testId(), id, productId: cup.productId, locationId: binOf('A-01'), quantity: 1 });
    expect(await take(waveCode(1, paper))).toEqual({ id, units: 2, lines: 2 });
    expect(await wave(id)).toMatchObject({ picked: 3, surplus: [] });
  });

  it('says what stood on it: an order that docked later stays to be picked', async () => {
    const { id, paper, cup } = await printed();
    const late = rig.order(cup);
    rig.db.write(({ waves }) => waves.join(id as WaveId, [late], true, rig.now()));
    await take(waveCode(1, paper));
    expect((await wave(id)).stops).toMatchObject([{ code: 'A-01', quantity: 1 }]);
  });

  it('a thing of an order cancelled meanwhile is in the cart as the hand put it there, and is asked back', async () => {
    const { id, paper, orders } = await printed();
    rig.setStatus(orders[2]!, 'cancelled');
    await take(waveCode(1, paper));
    expect((await wave(id)).surplus).toMatchObject([{ quantity: 1, backTo: 'A-02' }]);
  });

  it('what was not there after all goes off the cart and is sought elsewhere', async () => {
    const { id, paper, cup } = await printed();
    rig.make.receive(cup.productId, rig.make.bin(rig.warehouse, 'B-01', 3), 4);
    await take(waveCode(1, paper));
    const missed = { id, productId: cup.productId, locationId: binOf('A-01'), quantity: 1, reason: 'в ячейке пусто' };
    await rig.ask('wave.short', { operationId: testId(), ...missed, picked: true });
    const after = await wave(id);
    expect(after).toMatchObject({ picked: 2, shorts: [{ code: 'A-01', quantity: 1 }] });
    expect(after.stops).toMatchObject([{ quantity: 1 }]);
    const more = rig.ask('wave.short', { operationId: testId(), ...missed, quantity: 9, picked: true });
    await expect(more).rejects.toThrow('not-enough-in-bin');
  });

  it('carries its code and those of its lines in bars that two readers read from the page', async (context) => {
    const { id, paper } = await printed();
    const list = waveList(rig.db.read, id as WaveId, paper, rig.now());
    const opened = await openPdf(await inlineDocuments('resources').draw(list!, 'ru'));
    if ('problem' in opened) throw new Error(opened.problem);
    const page = await opened.page(0, 300);
    opened.close();
    if ('problem' in page) throw new Error(page.problem);
    const wanted = [waveCode(1, paper), waveCode(1, paper, 1), waveCode(1, paper, 2)];
    expect((await readCodes(page.gray)).toSorted()).toEqual(wanted);
    if (hasZbar) expect(otherReader(threshold(page.gray), 'zbarimg').toSorted()).toEqual(wanted);
    else context.skip('zbarimg is not installed here: only our own reader has read the page');
  });
});
