import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createInlineLists } from '#electron/db/lists/lists.ts';
import { contract } from '#shared/contract/index.ts';
import { openTestDatabase, TEST_NOW_MS } from '#tests/support/database.ts';

const DAY_MS = 86_400_000;

let opened: ReturnType<typeof openTestDatabase>;
beforeEach(() => {
  opened = openTestDatabase();
});
afterEach(() => opened.close());

const found = async (filter: object) => {
  const lists = createInlineLists(opened.sql);
  const list = await lists.orders(contract['order.list'].input.parse({ show: 'all', ...filter }), TEST_NOW_MS);
  const ids = await lists.orderIds(contract['order.ids'].input.parse({ show: 'all', ...filter }));
  // What «choose all» chooses is what the list shows.
  expect(ids).toEqual({ rows: list.rows.map(({ id, number, accountId }) => ({ id, number, accountId })), total: list.total });
  return list.rows.map((row) => row.id).toSorted();
};

describe('orders are narrowed', () => {
  it('by cabinet, marketplace, legal entity, our warehouse, and all of them at once', async () => {
    const { make, database } = opened;
    const first = make.account();
    const second = make.account({ channel: 'ozon' });
    const store = make.warehouse('СК');
    const shop = make.warehouse('МГ');
    const one = make.order(first, { warehouseId: store }).orderId;
    const two = make.order(first, { warehouseId: shop }).orderId;
    const three = make.order(second, { warehouseId: store }).orderId;
    const row = (id: typeof first) => database.read.catalogue.account(id)!;
    expect(await found({})).toEqual([one, two, three].toSorted());
    expect(await found({ accountId: first })).toEqual([one, two].toSorted());
    expect(await found({ channel: 'ozon' })).toEqual([three]);
    expect(await found({ channel: 'yandex-market' })).toEqual([]);
    expect(await found({ warehouseId: store })).toEqual([one, three].toSorted());
    expect(await found({ legalEntityId: row(second).legalEntityId, warehouseId: store, channel: 'ozon' })).toEqual([three]);
  });

  it('by the day they must leave, from midnight to midnight of Moscow', async () => {
    const { make } = opened;
    const account = make.account();
    const midnightMs = Date.parse('2026-11-24T00:00:00+03:00');
    const at = (shipByMs: number) => make.order(account, { shipByMs }).orderId;
    at(midnightMs - 1);
    const inside = [at(midnightMs), at(midnightMs + DAY_MS - 1)];
    at(midnightMs + DAY_MS);
    make.order(account);
    expect(await found({ dueOn: '2026-11-24' })).toEqual(inside.toSorted());
  });

  it('by every code that stands on one of its labels', async () => {
    const { make, database } = opened;
    const account = make.account();
    const { orderId } = make.order(account);
    make.order(account);
    database.write(({ orders }) => orders.addLabelCodes(orderId, ['ii30525117479', '771-2']));
    expect(await found({ search: 'ii30525117479' })).toEqual([orderId]);
    expect(await found({ search: '771-2' })).toEqual([orderId]);
  });
});
