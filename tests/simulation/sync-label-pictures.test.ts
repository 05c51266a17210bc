import { afterEach, describe, expect, it } from 'vitest';

import type { PrintDesk } from '#electron/ports/printing.ts';
import type { PrintJobId } from '#shared/domain/ids.ts';
import { testId } from '#tests/support/database.ts';
import { DESK, parcelDesk } from '#tests/support/parcel-desk.ts';
import { problem } from '#tests/support/scripted-channel.ts';
import { MARKET_WAREHOUSE, syncRig } from '#tests/support/sync-rig.ts';

let rig: ReturnType<typeof syncRig>;
let desk: ReturnType<typeof parcelDesk>;
afterEach(() => {
  expect(rig.bugs).toEqual([]);
  rig.close();
});

/** Orders whose labels are here as ZPL, since every printer took it then. */
const start = async (orders: number) => {
  rig = syncRig({ stock: 50 });
  desk = parcelDesk(rig);
  for (let index = 1; index <= orders; index += 1) rig.market.order(`o${index}`, 'sku-1', MARKET_WAREHOUSE);
  await rig.run();
  rig.assemble(...Array.from({ length: orders }, (_, index) => `o${index + 1}`));
  await rig.run(10_000);
};
const printersTake = (format: 'zpl' | 'png') =>
  void ((rig.ports.printDesk as { labelFormat: PrintDesk['labelFormat'] }).labelFormat = () => format);
const drawn = (number: string) => rig.db.read.orders.drawnLabelOf(rig.order(number).id)?.format ?? null;
/** A label given to a printer that does not take ZPL, as its lane leaves it. */
const waiting = (number: string): PrintJobId => {
  const { id: orderId } = rig.order(number);
  const id = testId() as PrintJobId;
  rig.db.write(({ print, orders }) => {
    const job = {
      id,
      printerId: desk.printerId,
      orderId,
      kind: 'order-label',
      source: {},
      station: DESK,
      createdAtMs: rig.time.nowMs(),
    } as const;
    orders.setStatus(orderId, 'packed', null, rig.time.nowMs());
    print.enqueue({ ...job, reprintOf: null, reason: null });
    print.advance(id, ['queued'], 'waiting', rig.time.nowMs(), 'label-format-coming');
    orders.wantDrawn([orderId]);
  });
  return id;
};
const job = (id: PrintJobId) => rig.db.read.print.job(id)!;

describe('labels that are here as ZPL', () => {
  it('are fetched as pictures too, once, when a printer came that takes none; the ZPL stays', async () => {
    await start(3);
    expect(['o1', 'o2', 'o3'].map(drawn)).toEqual([null, null, null]);
    const before = rig.market.count('labels.fetch');
    printersTake('png');
    await rig.run(20_000);
    expect(['o1', 'o2', 'o3'].map(drawn)).toEqual(['png', 'png', 'png']);
    expect(rig.db.read.orders.labelOf(rig.order('o1').id)?.format).toBe('zpl');
    await rig.run(60_000);
    expect(rig.market.count('labels.fetch')).toBe(before + 1);
  });

  it('are not asked for again while every printer takes ZPL', async () => {
    await start(2);
    const before = rig.market.count('labels.fetch');
    await rig.run(60_000);
    expect(rig.market.count('labels.fetch')).toBe(before);
    expect(drawn('o1')).toBeNull();
  });

  it('print by themselves when the picture comes, and wait in words while there is no network', async () => {
    await start(1);
    const id = waiting('o1');
    for (let turn = 0; turn < 6; turn += 1) rig.market.next('labels.fetch', { kind: 'retry', problem: problem('no-network') }, false);
    await rig.run(12_000);
    expect(job(id)).toMatchObject({ state: 'waiting', problem: 'label-format-coming' });
    await rig.run(10 * 60_000);
    expect(job(id)).toMatchObject({ state: 'queued', problem: null, printerId: desk.printerId });
    expect(drawn('o1')).toBe('png');
  });

  it('asked for before their parcels are packed print when the picture comes, packed or not', async () => {
    await start(1);
    const id = testId() as PrintJobId;
    const { id: orderId } = rig.order('o1');
    rig.db.write(({ print, orders }) => {
      const row = { id, printerId: desk.printerId, orderId, kind: 'order-label', station: DESK, createdAtMs: rig.time.nowMs() } as const;
      print.enqueue({ ...row, source: { ahead: '1' }, reprintOf: null, reason: null });
      print.advance(id, ['queued'], 'waiting', rig.time.nowMs(), 'label-format-coming');
      orders.wantDrawn([orderId]);
    });
    await rig.run(60_000);
    expect(rig.order('o1').status).toBe('assembling');
    expect(job(id)).toMatchObject({ state: 'queued', problem: null });
  });

  it('of an order that was cancelled meanwhile never print', async () => {
    await start(1);
    const id = waiting('o1');
    rig.db.write(({ orders }) => orders.setStatus(rig.order('o1').id, 'cancelled', null, rig.time.nowMs()));
    await rig.run(60_000);
    expect(job(id).state).toBe('waiting');
  });
});
