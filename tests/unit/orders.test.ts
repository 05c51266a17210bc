import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { testId } from '#tests/support/database.ts';
import { packingRig } from '#tests/support/packing-rig.ts';

const EAN = '4600000000015';

let rig: ReturnType<typeof packingRig>;
beforeEach(() => (rig = packingRig()));
afterEach(() => rig.close());

describe('the list of orders', () => {
  it.each([
    ['number', '39000'],
    ['label barcode', '*label-3900000777'],
    ['label caption without its blank', '3900000777'],
    ['article, any case', 'арт-крас'],
    ['ё as е', 'ёлка'],
    ['barcode of the line', '2000111'],
    ['two words in any order', 'красный 3900000777'],
  ])('is searched by %s', async (_name, search) => {
    const product = rig.make.product({ article: 'АРТ-КРАСНЫЙ', name: 'Елка красный' });
    rig.make.receive(product, rig.warehouse, 1);
    const listingId = rig.make.listing(rig.accountId, { sku: 'x', productId: product });
    const order = rig.order({ productId: product, listingId, sku: 'x' }, { number: '3900000777', barcodes: ['2000111222333'] });
    rig.order(rig.thing(EAN, { stock: 1 }), { number: '1' });
    const { rows, total } = await rig.ask('order.list', { search, show: 'all' });
    expect([rows.map((row) => row.id), total]).toEqual([[order], 1]);
  });

  it('shows what can be packed, what is held and why', async () => {
    const thing = rig.thing(EAN, { stock: 3 });
    const ready = rig.order(thing);
    const fresh = rig.order(thing, { status: 'new' });
    const unlabelled = rig.order(thing, { label: false });
    const short = rig.order(thing);
    const unmatched = rig.order({ productId: null, listingId: null, sku: 'чужой' }, { status: 'new' });
    const ids = async (show: string) => (await rig.ask('order.list', { show, sort: 'created' })).rows.map((row) => row.id).toSorted();
    expect(await ids('to-pack')).toEqual([ready]);
    expect(await ids('held')).toEqual([unlabelled, short, unmatched].toSorted());
    expect(await ids('new')).toEqual([fresh, unmatched].toSorted());
    const holds = new Map((await rig.ask('order.list', { show: 'all' })).rows.map((row) => [row.id, row.hold]));
    expect([ready, fresh, unlabelled, short, unmatched].map((id) => holds.get(id))).toEqual([
      null,
      'not-confirmed',
      'no-label',
      'short',
      'not-matched',
    ]);
    expect(await rig.ask('order.counts', {})).toMatchObject({ fresh: 2, toPack: 1, held: 2, unmatched: 1, short: 1 });
  });

  it('pages by window and total, nearest deadline first, no deadline last', async () => {
    const thing = rig.thing(EAN, { stock: 9 });
    const none = rig.order(thing);
    const late = rig.order(thing, { shipByMs: rig.now() + 2000 });
    const soon = rig.order(thing, { shipByMs: rig.now() + 1000 });
    const { rows, total } = await rig.ask('order.list', { offset: 1, limit: 2 });
    expect([rows.map((row) => row.id), total]).toEqual([[late, none], 3]);
    expect(soon).not.toBe(rows[0]!.id);
  });
});

describe('the store', () => {
  it('finds a product’s waiting orders by an index of those alone', () => {
    const plan = rig.sql
      .prepare(
        'EXPLAIN QUERY PLAN SELECT w.order_id FROM order_line w WHERE w.waiting = 1 AND w.product_id = ? ORDER BY w.due_ms, w.aged_ms, w.order_id LIMIT 9',
      )
      .all('x')
      .map((row) => (row as { detail: string }).detail)
      .join('\n');
    expect(plan).toBe('SEARCH w USING COVERING INDEX order_line_waiting (product_id=?)');
  });

  it('a page that does not tell the marks keeps those known; a later deadline is learnt', () => {
    const order = rig.order(rig.thing(EAN), { marks: ['sgtin'] });
    const seen = {
      attributes: { cargoType: 1, note: null },
      shipByMs: 5,
      groupKey: null,
      requiredMarks: null,
      optionalMarks: ['imei'],
    };
    rig.db.write(({ orders }) => orders.learn(order, seen as never, false));
    expect(rig.db.read.orders.byId(order)).toMatchObject({
      requiredMarks: ['sgtin'],
      optionalMarks: ['imei'],
      shipByMs: 5,
      attributes: { cargoType: 1 },
    });
  });
});

it('an order tells its whole story', async () => {
  const thing = rig.thing(EAN, { stock: 2 });
  const order = rig.order(thing, { groupKey: 'корзина' });
  const neighbour = rig.order(thing, { groupKey: 'корзина' });
  await rig.scan(EAN);
  const story = await rig.ask('order.get', { id: order });
  expect(story.story.map((event) => event.kind)).toContain('packed');
  expect(story.neighbours.map((one) => one.id)).toEqual([neighbour]);
  expect(story.jobs).toMatchObject([{ printerName: 'Стол 1', reason: null }]);
  expect(await rig.refusal('order.get', { id: 'nobody' })).toBe('order-unknown');
});

it('cancelling asks the marketplace and changes nothing here until it agrees', async () => {
  const order = rig.order(rig.thing(EAN, { stock: 1 }));
  await rig.ask('order.cancel', { operationId: testId(), orderId: order, reason: 'брак' });
  expect(rig.outbox()).toMatchObject([{ command: { kind: 'order.cancel', orderId: order } }]);
  expect(rig.db.read.orders.byId(order)!.status).toBe('assembling');
  rig.setStatus(order, 'delivered');
  expect(await rig.refusal('order.cancel', { operationId: testId(), orderId: order, reason: '' })).toBe('order-over');
});
