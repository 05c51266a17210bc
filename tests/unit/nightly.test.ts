import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { EngineContext } from '#electron/engine/context.ts';
import { keepNightly } from '#electron/engine/nightly.ts';
import type { OrderId } from '#shared/domain/ids.ts';
import type { OrderStatus } from '#shared/domain/order.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FakeTime, settle } from '#tests/support/fake-time.ts';

const HOUR_MS = 3_600_000;

describe('the nightly turn', () => {
  let opened: ReturnType<typeof openTestDatabase>;
  let time: FakeTime;
  let backups: number;
  beforeEach(() => {
    opened = openTestDatabase();
    time = new FakeTime();
    backups = 0;
  });
  afterEach(() => opened.close());

  const start = (labelBytes?: number) =>
    keepNightly(
      {
        db: opened.database,
        clock: time,
        timers: time,
        events: { emit: () => undefined },
        log: { write: () => undefined },
        upkeep: {
          facts: () => opened.upkeep.facts(),
          backup: () => {
            backups += 1;
            return Promise.resolve({ file: '', bytes: 0 });
          },
        },
      } as unknown as EngineContext,
      labelBytes,
    );

  it('forgets the labels of orders that are over for a month, and no others', async () => {
    const labelled = (status: OrderStatus, atMs: number) => {
      const { orderId: order } = opened.make.order(opened.make.account());
      opened.database.write(({ orders }) => orders.setStatus(order, status, null, atMs));
      const file = Uint8Array.of(1);
      opened.database.write(({ orders }) =>
        orders.storeLabel(order, { format: 'png', file, widthMm: 58, heightMm: 40, barcode: '', caption: '' }, atMs),
      );
      return order;
    };
    const now = time.nowMs();
    const old = now - 40 * 24 * HOUR_MS;
    const kept = [labelled('packed', old), labelled('delivered', now)];
    const over = [labelled('delivered', old), labelled('cancelled', old)];
    const stop = start();
    await time.advance(25 * HOUR_MS);
    stop();
    expect([...kept, ...over].map((order) => opened.database.read.orders.labelOf(order) !== null)).toEqual([true, true, false, false]);
    expect(opened.database.read.orders.byId(over[0]!)!.labelState).toBe('none');
  });

  it('keeps the weight of labels in bounds: the oldest of those that have left go, a parcel that is still here keeps its own', async () => {
    const account = opened.make.account();
    const heavy = new Uint8Array(1000);
    const labelled = (status: OrderStatus, ageMs: number) => {
      const { orderId: order } = opened.make.order(account);
      opened.database.write(({ orders }) => {
        orders.setStatus(order, status, null, time.nowMs());
        const label = { format: 'png', file: heavy, widthMm: 58, heightMm: 40, barcode: '', caption: '' } as const;
        orders.storeLabel(order, label, time.nowMs() - ageMs);
      });
      return order;
    };
    const here = [labelled('packed', 20), labelled('assembling', 19)];
    const left = [labelled('handed-over', 18), labelled('handed-over', 17)];
    const over = [labelled('delivered', 4), labelled('delivered', 3), labelled('delivered', 2), labelled('delivered', 1)];
    const more = labelled('assembling', 0);
    expect(opened.database.read.print.labelBytes()).toBe(9_000);
    const stop = start(8_000);
    await time.advance(25 * HOUR_MS);
    stop();
    const kept = (orders: readonly OrderId[]) => orders.map((order) => opened.database.read.orders.labelOf(order) !== null);
    expect([kept(here), kept(left), kept(over), kept([more])]).toEqual([[true, true], [true, true], [false, true, true, true], [true]]);
  });

  it('comes once a day, with a copy of the file and a look at the ledger', async () => {
    const stop = start();
    await time.advance(23 * HOUR_MS);
    expect(backups).toBe(0);
    await time.advance(2 * HOUR_MS);
    expect(backups).toBe(1);
    expect(opened.database.read.desk.setting('ledger.checked-at-ms')).toBeTypeOf('number');
    await time.advance(24 * HOUR_MS);
    expect(backups).toBe(2);
    stop();
    await time.advance(48 * HOUR_MS);
    expect(backups).toBe(2);
  });

  it('is not lost on a station that is switched off every evening', async () => {
    const stop = start();
    await time.advance(10 * HOUR_MS);
    stop();
    time.jump(20 * HOUR_MS);
    const stopAgain = start();
    await time.advance(2 * HOUR_MS);
    expect(backups).toBe(1);
    stopAgain();
  });

  it('finds a balance that somebody changed by hand, and opens an incident that stays', async () => {
    const { make, sql, database } = opened;
    const warehouse = make.warehouse('СКЛАД');
    const product = make.product();
    make.receive(product, warehouse, 7);
    sql.prepare('UPDATE stock SET on_hand = 9 WHERE product_id = ?').run(product);
    const stop = start();
    await time.advance(26 * HOUR_MS);
    await settle();
    stop();
    const [incident] = database.read.desk.incidents(5);
    expect(incident).toMatchObject({ kind: 'ledger-differs', closedAtMs: null });
    expect(JSON.stringify(incident!.payload)).toContain('"kept":9,"rebuilt":7');
  });
});
