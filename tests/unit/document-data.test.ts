import { afterEach, beforeEach, expect, it } from 'vitest';

import type { EngineContext } from '#electron/engine/context.ts';
import { paperData } from '#electron/engine/document-data.ts';
import type { PaperData } from '#electron/ports/documents.ts';
import type { PaperWish } from '#shared/contract/documents.ts';
import type { AccountId, ExternalId, LocationId, OrderId, ProductId, SupplyId } from '#shared/domain/ids.ts';
import { openTestDatabase, TEST_NOW_MS, testId } from '#tests/support/database.ts';

let opened: ReturnType<typeof openTestDatabase>;
let account: AccountId;
let warehouse: LocationId;
let supplyId: SupplyId;
beforeEach(() => {
  opened = openTestDatabase();
  account = opened.make.account();
  warehouse = opened.make.warehouse('СК');
  supplyId = testId() as SupplyId;
  opened.database.write(({ supplies }) =>
    supplies.insert({
      id: supplyId,
      accountId: account,
      externalId: 'WB-GI-1' as ExternalId,
      name: 'Korob 1',
      state: 'open',
      foreignMade: false,
      handoverKey: '',
      attributes: {},
      shipping: { pointId: 'p', kind: 'self', date: '2026-11-28' },
      shippingConfirmed: true,
      codeBarcode: 'CODE',
      problem: null,
      createdAtMs: TEST_NOW_MS,
      deliveredAtMs: null,
    }),
  );
});
afterEach(() => opened.close());

function paper<K extends PaperWish['kind']>(wish: Extract<PaperWish, { kind: K }>): Extract<PaperData, { kind: K }> | string {
  const context = { db: opened.database, clock: { nowMs: () => TEST_NOW_MS }, channels: [{ id: 'wildberries', title: 'Wildberries' }] };
  const answer = paperData(context as unknown as EngineContext, wish);
  return answer.ok ? (answer.value as Extract<PaperData, { kind: K }>) : answer.error.code;
}
const good = <T>(answer: T | string): T => {
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
};

/** An order of one product in the supply, holding its units. */
function order(productId: ProductId, quantity = 1): OrderId {
  const { orderId, lineId } = opened.make.order(account, { productId, quantity, warehouseId: warehouse });
  const deed = opened.make.deed('reserve');
  opened.database.write((stores) => {
    stores.ledger.reserve(deed, lineId, warehouse, [{ productId, quantity }]);
    stores.ledger.record(deed, {});
    stores.orders.setStatus(orderId, 'assembling', null, TEST_NOW_MS);
    stores.supplies.place([orderId], supplyId, 'confirmed');
  });
  return orderId;
}
function pack(orderId: OrderId): void {
  const deed = opened.make.deed('pack');
  opened.database.write((stores) => {
    stores.orders.setPacked(orderId, deed.id, TEST_NOW_MS);
    stores.orders.setStatus(orderId, 'packed', null, TEST_NOW_MS);
    stores.ledger.record(deed, {});
  });
}

it('a pick list walks the bins by route, adds up orders, and takes from the next bin what the first lacks', () => {
  const [far, near] = [opened.make.bin(warehouse, 'B-2', 20), opened.make.bin(warehouse, 'A-1', 10)];
  const cup = opened.make.product({ article: 'CUP', barcodes: ['4600000000008'] });
  const plate = opened.make.product({ article: 'PLATE' });
  opened.make.receive(cup, far, 10);
  opened.make.receive(cup, near, 3);
  opened.make.receive(plate, far, 5);
  order(cup, 2);
  order(cup, 4);
  order(plate, 1);
  pack(order(plate, 2));
  const list = good(paper({ kind: 'pick-list', supplyId }));
  expect(list.orders).toBe(3);
  expect(list.rows.map(({ bin, article, quantity }) => [bin, article, quantity])).toEqual([
    ['A-1', 'CUP', 3],
    ['B-2', 'CUP', 3],
    ['B-2', 'PLATE', 1],
  ]);
  expect(list.rows[0]).toMatchObject({ barcode: '4600000000008', orders: [expect.any(String), expect.any(String)] });
});

it('an act hands over what is packed, and no sum where one price is unknown', () => {
  const cup = opened.make.product({ article: 'CUP' });
  opened.make.receive(cup, warehouse, 10);
  pack(order(cup));
  order(cup);
  const act = good(paper({ kind: 'transfer-act', supplyId }));
  expect(act).toMatchObject({ seller: 'ИП Пример', channel: 'Wildberries', supplyNumber: 'WB-GI-1', total: null });
  expect(act.rows).toHaveLength(1);
  const sheet = good(paper({ kind: 'supply-sheet', supplyId }));
  expect(sheet).toMatchObject({ code: 'CODE', shippingDate: '2026-11-28' });
  expect(sheet.rows.filter((row) => row.packed)).toHaveLength(1);
  expect(sheet.rows).toHaveLength(2);
});

it('an order cancelled after packing goes back to the shelf of its kind', () => {
  const cup = opened.make.product({ article: 'CUP', barcodes: ['4600000000008'] });
  opened.make.receive(cup, opened.make.bin(warehouse, 'A-1'), 3);
  const orderId = order(cup);
  pack(orderId);
  opened.database.write(({ orders }) => orders.setStatus(orderId, 'cancelled', null, TEST_NOW_MS));
  expect(good(paper({ kind: 'returns-sheet' })).rows).toMatchObject([{ barcode: '4600000000008', bin: 'A-1', quantity: 1 }]);
});

it('a slip tells what lies in the parcel', () => {
  const { orderId } = opened.make.order(account, { quantity: 2 });
  expect(good(paper({ kind: 'packing-slip', orderId }))).toMatchObject({ seller: 'ИП Пример', rows: [{ quantity: 2 }], price: null });
});

it('a paper of nothing is refused', () => {
  expect(paper({ kind: 'pick-list', supplyId })).toBe('document-empty');
  expect(paper({ kind: 'returns-sheet' })).toBe('document-empty');
  expect(paper({ kind: 'transfer-act', supplyId: 'none' })).toBe('supply-unknown');
  expect(paper({ kind: 'packing-slip', orderId: 'none' })).toBe('order-unknown');
});
