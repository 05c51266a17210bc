import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { OrderId } from '#shared/domain/ids.ts';
import { openTestDatabase, TEST_NOW_MS } from '#tests/support/database.ts';

const HOUR_MS = 3_600_000;
let opened: ReturnType<typeof openTestDatabase>;
beforeEach(() => void (opened = openTestDatabase()));
afterEach(() => opened.close());

describe('labels that are to be fetched', () => {
  it('come by their deadline, those without one last, the older first', () => {
    const account = opened.make.account();
    const order = (shipByMs: number | null, createdAtMs: number): OrderId =>
      opened.make.order(account, { createdAtMs, ...(shipByMs === null ? {} : { shipByMs }) }).orderId;
    const later = order(TEST_NOW_MS + 9 * HOUR_MS, TEST_NOW_MS);
    const never = order(null, TEST_NOW_MS - 2 * HOUR_MS);
    const soon = order(TEST_NOW_MS + HOUR_MS, TEST_NOW_MS + 1);
    const older = order(TEST_NOW_MS + HOUR_MS, TEST_NOW_MS);
    opened.database.write(({ orders }) => orders.wantLabel([later, never, soon, older]));
    const wanted = (limit: number) => opened.database.read.orders.labelsWanted(account, limit).map(({ id }) => id);
    expect(wanted(10)).toEqual([older, soon, later, never]);
    expect(wanted(2)).toEqual([older, soon]);
    expect(opened.database.read.orders.labelsWanted(opened.make.account(), 10)).toEqual([]);
  });

  it('as pictures are those that are here as ZPL and still to be packed, asked for once, by their deadline', () => {
    const account = opened.make.account();
    const labelled = (format: 'zpl' | 'png', hours: number, status: 'assembling' | 'packed' = 'assembling'): OrderId => {
      const { orderId } = opened.make.order(account, { shipByMs: TEST_NOW_MS + hours * HOUR_MS });
      opened.database.write(({ orders }) => {
        orders.setStatus(orderId, status, null, TEST_NOW_MS);
        orders.storeLabel(orderId, { format, file: Uint8Array.of(1), widthMm: 58, heightMm: 40, barcode: '', caption: '' }, TEST_NOW_MS);
      });
      return orderId;
    };
    const [late, soon] = [labelled('zpl', 5), labelled('zpl', 1)];
    labelled('png', 2);
    labelled('zpl', 3, 'packed');
    const { database } = opened;
    expect(database.write(({ orders }) => orders.wantDrawnAhead(account, 10))).toBe(2);
    expect(database.write(({ orders }) => orders.wantDrawnAhead(account, 10))).toBe(0);
    expect(database.read.orders.drawnWanted(account, 10).map(({ id }) => id)).toEqual([soon, late]);
    database.write(({ orders }) => orders.storeDrawnLabel(soon, { format: 'png', file: Uint8Array.of(2) }));
    expect(database.read.orders.drawnWanted(account, 10).map(({ id }) => id)).toEqual([late]);
    expect([database.read.orders.labelOf(soon)?.format, database.read.orders.drawnLabelOf(soon)?.format]).toEqual(['zpl', 'png']);
  });
});

describe('labels that are forgotten', () => {
  it('leave the code of their sticker behind: a parcel that comes back is known by it', () => {
    const { orderId } = opened.make.order(opened.make.account());
    opened.database.write(({ orders, print }) => {
      orders.setStatus(orderId, 'handed-over', null, TEST_NOW_MS);
      const label = { format: 'png', file: Uint8Array.of(1), widthMm: 58, heightMm: 40, barcode: '*CvK7Tsd', caption: '' } as const;
      orders.storeLabel(orderId, label, TEST_NOW_MS);
      expect(print.dropLabels(1, 10)).toBe(1);
    });
    expect(opened.database.read.orders.labelOf(orderId)).toBeNull();
    expect(opened.database.read.orders.byLabelBarcode('*CvK7Tsd')?.id).toBe(orderId);
  });
});
