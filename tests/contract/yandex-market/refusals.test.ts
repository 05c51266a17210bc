import { describe, expect, it } from 'vitest';

import { problemOf } from '#electron/channels/yandex-market/errors.ts';
import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import type { OperationName } from '#electron/channels/yandex-market/operations.ts';
import type { Line, Sent } from '#tests/contract/channels/scripted-connection.ts';

import { boxOf, cabinetOf, deeds, KEY, lineOf, LONG_ID, NOW_MS, ORDER_ID, orderOf, page, PLACES, SHOP, WAREHOUSE } from './cabinet.ts';

const refusal = (message: string, status = 400) => ({
  status,
  body: { status: 'ERROR', errors: [{ code: 'BAD_REQUEST', message }] },
});
const clientOf = (other?: (request: Sent, index: number) => Line | undefined) => {
  const { connection, sent } = cabinetOf(other);
  return { client: yandexMarket.connect(connection), sent };
};
/** One operation answers differently, in turn; the last answer stays. */
const answering = (operation: string, ...lines: Line[]) => {
  let turn = 0;
  return clientOf((request) => (request.operation === operation ? lines[Math.min(turn++, lines.length - 1)] : undefined));
};
const request = (whole: Parameters<typeof marked>[0] = []) => ({
  orderId: ORDER_ID,
  packages: [
    {
      lines: [
        { sku: '0557722', quantity: 2 },
        { sku: 'ПОЛОТЕНЦЕ', quantity: 1 },
      ],
    },
  ],
  whole: marked(whole),
});
const marked = (values: readonly string[]) => values.map((value, unit) => ({ sku: '0557722', unit, kind: 'sgtin' as const, value }));

describe('what the Market says no with', () => {
  const TABLE: readonly [words: string, operation: OperationName, status: number, message: string, expected: object][] = [
    ['a key nobody knows', 'orders.list', 401, 'Api-Key token prefix invalid', { code: 'token-refused' }],
    ['a right the key lacks', 'orders.list', 403, 'Token does not have any of the scopes: pricing', { code: 'token-too-narrow' }],
    ['a shop that is switched off', 'orders.list', 403, 'Campaign is disabled by inactivity', { code: 'seller-blocked' }],
    ['a version that is gone', 'offers.list', 404, 'Not found', { code: 'method-gone' }],
    ['an order that is not there', 'orders.boxes', 404, 'Order not found', { code: 'not-found' }],
    ['a method being switched off', 'orders.list', 400, 'The method is deprecated and is occasionally forbidden', { code: 'method-gone' }],
    [
      'boxes after the last word',
      'orders.boxes',
      400,
      'Attempt to change order items or instances after READY_TO_SHIP',
      { code: 'status-changed' },
    ],
    ['a code of the wrong shape', 'orders.boxes', 400, 'Invalid cis for item 11', { code: 'mark-refused' }],
    ['a step that is not there', 'orders.ready', 400, "No transition found: 'CANCELLED' -> 'PROCESSING'", { code: 'status-changed' }],
    ['a cancel too late', 'orders.cancel', 400, "No transition found: 'DELIVERY' -> 'CANCELLED'", { code: 'cancel-not-allowed' }],
    [
      'a shipment too early',
      'shipments.confirm',
      400,
      'Cutoff time for shipments has not been reached yet',
      { code: 'handover-too-early' },
    ],
    [
      'a shipment with orders that wait',
      'shipments.confirm',
      400,
      'Some orders are in wrong status (41000001, 41000002)',
      { code: 'handover-orders-not-ready', subjects: ['41000001', '41000002'] },
    ],
    ['a shipment twice', 'shipments.confirm', 400, 'Shipment has been confirmed already', { code: 'handover-done' }],
    ['a clock ahead', 'stocks.write', 400, "Stock for 'A' should not be in the future", { code: 'clock-wrong' }],
    ['words nobody knows', 'orders.list', 400, 'Something else', { code: 'bad-request', channelMessage: 'Something else' }],
    ['a price that may not be set here', 'offers.list', 423, 'Locked', { code: 'other', httpStatus: 423 }],
  ];
  it.each(TABLE)('%s', (_words, operation, status, message, expected) => {
    const body = JSON.stringify({ status: 'ERROR', errors: [{ code: 'X', message }] });
    expect(problemOf(operation, status, body)).toMatchObject(expected);
  });

  it('is read from an answer of 200 as well', async () => {
    const { client } = answering('offers.list', refusal('Something', 200));
    expect(await client.listings(null)).toMatchObject({ kind: 'rejected', problem: { code: 'bad-request', channelMessage: 'Something' } });
  });

  it('is a page of a proxy without words', () => {
    expect(problemOf('orders.list', 503, '<html>Bad gateway</html>')).toEqual({
      code: 'server-error',
      operation: 'orders.list',
      httpStatus: 503,
    });
  });
});

describe('420', () => {
  const limited = (message: string, headers: Record<string, string> = {}): Line => ({ ...refusal(message, 420), headers });

  it('waits until the moment in the header, by the Market’s clock', async () => {
    const headers = { Date: 'Tue, 24 Nov 2026 10:00:00 GMT', 'X-RateLimit-Resource-Until': 'Tue, 24 Nov 2026 10:05:00 GMT' };
    const { client } = answering('orders.list', limited('Hit rate limit of 10000 requests', headers));
    expect(await client.orders.fresh()).toEqual({ kind: 'limited', untilMs: NOW_MS + 300_000 });
  });

  it('of requests that met waits a second, whatever the header says', async () => {
    const headers = { 'X-RateLimit-Resource-Until': 'Tue, 24 Nov 2026 23:00:00 GMT' };
    const { client } = answering('orders.list', limited('Hit rate limit of 4 parallel requests for campaignId 1', headers));
    expect(await client.orders.fresh()).toEqual({ kind: 'limited', untilMs: NOW_MS + 1000 });
  });
});

describe('a key', () => {
  const campaigns = (ids: readonly number[]): Line => ({
    status: 200,
    body: {
      campaigns: ids.map((id) => ({
        id,
        placementType: 'FBS',
        apiAvailability: 'AVAILABLE',
        business: { id: id * 10, name: `Кабинет ${String(id)}` },
      })),
    },
  });

  it('that opens several cabinets is ambiguous until its number is given', async () => {
    const { client } = answering('campaigns.list', campaigns([1, 2]));
    expect(await client.seller()).toMatchObject({
      kind: 'rejected',
      problem: { code: 'seller-ambiguous', subjects: ['10 Кабинет 1', '20 Кабинет 2'] },
    });
    const several = (sent: Sent) => (sent.operation === 'campaigns.list' ? campaigns([1, 2]) : undefined);
    const named = yandexMarket.connect(cabinetOf(several, { token: KEY, clientId: '20' }).connection);
    expect(await named.seller()).toMatchObject({ kind: 'done', value: { sellerId: '20', name: 'Кабинет 2', missingRights: [] } });
    const other = yandexMarket.connect(cabinetOf(several, { token: KEY, clientId: '30' }).connection);
    expect(await other.seller()).toMatchObject({ kind: 'rejected', problem: { code: 'seller-ambiguous' } });
  });

  it('is known by its shape alone, pasted as people paste', () => {
    const read = (token: string, clientId?: string) =>
      yandexMarket.readCredentials({ token, ...(clientId === undefined ? {} : { clientId }) }, NOW_MS);
    expect(read(` ${KEY}\n`).faults).toEqual([]);
    expect(read(`Api-Key: ${KEY}`).faults).toEqual([]);
    expect(read(KEY, '900100')).toMatchObject({ faults: [], sellerId: '900100' });
    expect(read(KEY, 'мой').faults).toMatchObject([{ fault: 'seller-number-missing' }]);
    expect(read('y0_AgAAAAAKorobKorobKorobKorob').faults).toMatchObject([{ fault: 'not-accepted', detail: 'OAuth' }]);
    expect(read('слово').faults).toEqual([{ fault: 'not-a-token' }]);
  });

  it('asks for the cabinet once, however many questions follow', async () => {
    const { client, sent } = clientOf();
    await Promise.all([client.orders.fresh(), client.listings(null), client.stock.read(WAREHOUSE, ['0557722'])]);
    expect(sent.filter((one) => one.operation === 'campaigns.list')).toHaveLength(1);
    expect(sent.filter((one) => one.operation === 'warehouses.places')).toHaveLength(1);
  });
});

describe('an order that was read', () => {
  const read = async (order: Readonly<Record<string, unknown>>) => {
    const { client } = answering('orders.list', page([orderOf(order)]));
    const outcome = await client.orders.fresh();
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    return outcome.value[0]!;
  };

  it('keeps sku, money and place as they are', async () => {
    expect(await read({})).toMatchObject({
      id: ORDER_ID,
      number: ORDER_ID,
      warehouseId: WAREHOUSE,
      price: { minor: 153_050, currency: 'RUB' },
      lines: [
        { sku: '0557722', quantity: 2 },
        { sku: 'ПОЛОТЕНЦЕ', quantity: 1 },
      ],
      status: { status: 'new', own: 'PROCESSING/STARTED', cancellable: true },
      requiredMarks: [],
      handoverKey: `shop=${SHOP} shipment=88001`,
      attributes: { campaignId: SHOP, fake: false },
    });
  });

  it('leaves by the end of its day in Moscow, or by the minute where there is one', async () => {
    const shipped = (shipment: object) => read({ delivery: { ...orderOf().delivery, shipment } });
    expect((await shipped({ shipmentDate: '2026-11-25' })).shipByMs).toBe(Date.UTC(2026, 10, 25, 20, 59, 59, 999));
    expect((await shipped({ shipmentDate: '2026-11-25', shipmentTime: '17:30' })).shipByMs).toBe(Date.UTC(2026, 10, 25, 14, 30));
    expect((await shipped({ shipmentDate: '2026-11-25', shipmentTime: '17:30:00+05:00' })).shipByMs).toBe(Date.UTC(2026, 10, 25, 12, 30));
    // The old form of days is no day to us, rather than the wrong one.
    expect((await shipped({ shipmentDate: '05-11-2026' })).shipByMs).toBeNull();
  });

  it('keeps a number beyond what a JavaScript number holds', async () => {
    const text = JSON.stringify({ orders: [orderOf({ orderId: 1 })] }).replace('"orderId":1,', `"orderId":${LONG_ID},`);
    const { client, sent } = answering('orders.list', { status: 200, body: text });
    expect(await client.orders.statuses([LONG_ID])).toMatchObject({ kind: 'done', value: [{ id: LONG_ID }] });
    expect(String((sent.at(-1)!.body as { orderIds: unknown[] }).orderIds[0])).toBe(LONG_ID);
  });

  it.each([
    ['PENDING', 'AWAIT_CONFIRMATION', 'new'],
    ['UNPAID', 'WAITING_USER_INPUT', 'unknown'],
    ['PROCESSING', 'READY_TO_SHIP', 'assembling'],
    ['PROCESSING', 'SHIPPED', 'handed-over'],
    ['PROCESSING', 'TELEPORTED', 'unknown'],
    ['DELIVERY', 'COURIER_FOUND', 'handed-over'],
    ['PICKUP', 'PICKUP_SERVICE_RECEIVED', 'handed-over'],
    ['DELIVERED', 'DELIVERY_SERVICE_DELIVERED', 'delivered'],
    ['PARTIALLY_RETURNED', '', 'delivered'],
    ['RETURNED', '', 'returned'],
    ['CANCELLED', 'USER_CHANGED_MIND', 'cancelled'],
    ['TELEPORTED', '', 'unknown'],
  ])('%s/%s is %s', async (status, substatus, ours) => {
    expect((await read({ status, substatus })).status).toMatchObject({ status: ours, own: `${status}/${substatus}` });
  });

  it('cancelled after it left us comes back: the shelf gets nothing by itself', async () => {
    const items = [lineOf({ itemStatuses: [{ status: 'REJECTED', count: 2 }] })];
    expect((await read({ status: 'CANCELLED', substatus: 'PICKUP_EXPIRED', items })).status?.status).toBe('returned');
  });

  it('asks a company for what it only offers to ask a person for', async () => {
    const items = [
      lineOf({ requiredInstanceTypes: ['CIS_OPTIONAL'] }),
      lineOf({ id: 12, requiredInstanceTypes: ['GTD', 'RNPT', 'NEW_KIND'] }),
    ];
    expect(await read({ items })).toMatchObject({
      requiredMarks: ['customs', 'rnpt'],
      optionalMarks: ['sgtin'],
      attributes: { requiredMarksUnknown: 'NEW_KIND' },
      lines: [{ sku: '0557722', quantity: 4 }],
    });
    expect(await read({ items, buyerType: 'BUSINESS' })).toMatchObject({ requiredMarks: ['sgtin', 'customs', 'rnpt'], optionalMarks: [] });
  });
});

describe('confirming', () => {
  it('tells boxes line by line with a code for each unit, then one word', async () => {
    const items = [lineOf({ count: 1 }), lineOf({ id: 13, count: 1 }), lineOf({ id: 12, offerId: 'ПОЛОТЕНЦЕ', count: 1 })];
    const { client, sent } = answering('orders.list', page([orderOf({ items })]));
    expect((await client.orders.confirm!(request(['A\u001D1', 'B\u001D2']))).kind).toBe('done');
    expect(deeds(sent)).toEqual(['orders.list', 'orders.boxes', 'orders.ready']);
    expect(sent.find((one) => one.operation === 'orders.boxes')?.body).toEqual({
      boxes: [
        {
          items: [
            { id: 11, fullCount: 1, instances: [{ cis: 'A\u001D1' }] },
            { id: 13, fullCount: 1, instances: [{ cis: 'B\u001D2' }] },
            { id: 12, fullCount: 1 },
          ],
        },
      ],
      allowRemove: false,
    });
  });

  it.each([
    [
      'a unit too few',
      [
        { sku: '0557722', quantity: 1 },
        { sku: 'ПОЛОТЕНЦЕ', quantity: 1 },
      ],
    ],
    [
      'a unit too many',
      [
        { sku: '0557722', quantity: 3 },
        { sku: 'ПОЛОТЕНЦЕ', quantity: 1 },
      ],
    ],
    [
      'a stranger',
      [
        { sku: '557722', quantity: 2 },
        { sku: 'ПОЛОТЕНЦЕ', quantity: 1 },
      ],
    ],
    ['nothing', []],
  ])('with %s in the boxes sends nothing: what is left out is taken out for good', async (_words, lines) => {
    const { client, sent } = clientOf();
    expect(await client.orders.confirm!({ ...request(), packages: [{ lines }] })).toMatchObject({ problem: { code: 'lines-mismatch' } });
    expect(deeds(sent)).toEqual(['orders.list']);
  });

  it('leaves boxes alone that stand already, and says nothing of an order that is ready', async () => {
    const boxes = [
      boxOf('41000001-1', [
        { id: 12, fullCount: 1 },
        { id: 11, fullCount: 2 },
      ]),
    ];
    const standing = orderOf({ delivery: { ...orderOf().delivery, boxesLayout: boxes } });
    const first = answering('orders.list', page([standing]));
    await first.client.orders.confirm!(request());
    expect(deeds(first.sent)).toEqual(['orders.list', 'orders.ready']);
    const ready = answering('orders.list', page([orderOf({ substatus: 'READY_TO_SHIP' })]));
    expect((await ready.client.orders.confirm!(request())).kind).toBe('done');
    expect(deeds(ready.sent)).toEqual(['orders.list']);
  });

  it('knows its boxes again although they do not repeat the codes of their lines', async () => {
    const items = [
      lineOf({ requiredInstanceTypes: ['CIS'], instances: [{ cis: 'B' }, { cis: 'A' }] }),
      lineOf({ id: 12, offerId: 'ПОЛОТЕНЦЕ', count: 1 }),
    ];
    const boxes = [
      boxOf('41000001-1', [
        { id: 11, fullCount: 2 },
        { id: 12, fullCount: 1 },
      ]),
    ];
    const standing = page([orderOf({ items, delivery: { ...orderOf().delivery, boxesLayout: boxes } })]);
    const pending = { id: 11, cis: [{ value: 'A', status: 'IN_PROGRESS' }] };
    const verdicts: Line = { status: 200, body: { status: 'OK', result: { items: [pending] } } };
    const { client, sent } = clientOf((one) =>
      one.operation === 'orders.list' ? standing : one.operation === 'orders.identifiers' ? verdicts : undefined,
    );
    expect((await client.orders.confirm!(request(['A\u001Dtail', 'B\u001Dtail']))).kind).toBe('retry');
    expect(deeds(sent)).toEqual(['orders.list', 'orders.identifiers']);
    await client.orders.confirm!(request(['A\u001Dtail', 'C\u001Dtail']));
    expect(deeds(sent)).toContain('orders.boxes');
  });

  it('holds the word back for an unknown verdict as for a pending one', async () => {
    const items = [lineOf({ requiredInstanceTypes: ['CIS'] }), lineOf({ id: 12, offerId: 'ПОЛОТЕНЦЕ', count: 1 })];
    const verdicts = (status: string): Line => ({
      status: 200,
      body: {
        status: 'OK',
        result: {
          items: [
            {
              id: 11,
              cis: [
                { value: 'A', status: 'OK' },
                { value: 'B', status },
              ],
            },
          ],
        },
      },
    });
    for (const status of ['IN_PROGRESS', 'NOT_ON_VALIDATION', 'NEW_WORD']) {
      const { client, sent } = clientOf((one) =>
        one.operation === 'orders.list'
          ? page([orderOf({ items })])
          : one.operation === 'orders.identifiers'
            ? verdicts(status)
            : undefined,
      );
      expect((await client.orders.confirm!(request(['A', 'B']))).kind, status).toBe('retry');
      expect(deeds(sent)).not.toContain('orders.ready');
    }
  });

  it('takes a refused second word for done when the order is ready, and for a refusal when it is not', async () => {
    const script = (after: Line) => {
      let reads = 0;
      return clientOf((one) => {
        if (one.operation === 'orders.ready') return refusal("No transition found: 'a' -> 'b'");
        return one.operation === 'orders.list' ? (reads++ === 0 ? undefined : after) : undefined;
      }).client;
    };
    expect((await script(page([orderOf({ substatus: 'READY_TO_SHIP' })])).orders.confirm!(request())).kind).toBe('done');
    expect(await script(page([orderOf({ status: 'CANCELLED', substatus: 'USER_CHANGED_MIND' })])).orders.confirm!(request())).toMatchObject(
      {
        problem: { code: 'status-changed' },
      },
    );
  });

  it('never sends a lost word again by itself', async () => {
    const lost: Line = { kind: 'no-answer', sent: true, cause: 'timeout' };
    const { client, sent } = answering('orders.ready', lost);
    expect((await client.orders.confirm!(request())).kind).toBe('unknown');
    expect(deeds(sent).filter((name) => name === 'orders.ready')).toHaveLength(1);
  });
});

describe('codes', () => {
  const part = (current: number) => ({ id: 11, partialCount: { current, total: 2 } });

  it('of a good in two boxes are repeated in both', async () => {
    const boxes = [boxOf('41000001-1', [part(1)]), boxOf('41000001-2', [part(2)])];
    const order = orderOf({ items: [lineOf({ count: 1 })], delivery: { ...orderOf().delivery, boxesLayout: boxes } });
    const { client, sent } = answering('orders.list', page([order]));
    await client.marks.put({ orderId: ORDER_ID, kind: 'sgtin', values: ['A'], whole: marked(['A']) });
    const { boxes: told } = sent.at(-1)!.body as { boxes: { items: unknown[] }[] };
    expect(told.map((box) => box.items)).toEqual([
      [{ ...part(1), instances: [{ cis: 'A' }] }],
      [{ ...part(2), instances: [{ cis: 'A' }] }],
    ]);
  });

  it('that are taken away leave the others where they are', async () => {
    const items = [lineOf({ count: 1, instances: [{ cis: 'A', cisFull: 'A\u001D1', gtd: '10702070/220926/0000001' }] })];
    const { client, sent } = answering('orders.list', page([orderOf({ items })]));
    await client.marks.remove(ORDER_ID, 'customs');
    expect((sent.at(-1)!.body as { boxes: unknown[] }).boxes).toEqual([
      { items: [{ id: 11, fullCount: 1, instances: [{ cis: 'A\u001D1' }] }] },
    ]);
  });

  it('scanned anew are told again though only the tail is another', async () => {
    const items = [lineOf({ count: 1, instances: [{ cis: 'A' }] })];
    const boxes = [boxOf('41000001-1', [{ id: 11, fullCount: 1, instances: [{ cis: 'A' }] }])];
    const { client, sent } = answering('orders.list', page([orderOf({ items, delivery: { ...orderOf().delivery, boxesLayout: boxes } })]));
    await client.marks.put({ orderId: ORDER_ID, kind: 'sgtin', values: ['A\u001Dtail'], whole: marked(['A\u001Dtail']) });
    expect((sent.at(-1)!.body as { boxes: unknown[] }).boxes).toEqual([
      { items: [{ id: 11, fullCount: 1, instances: [{ cis: 'A\u001Dtail' }] }] },
    ]);
  });

  it('of a kind the Market does not know are refused here', async () => {
    const { client, sent } = clientOf();
    expect(await client.marks.put({ orderId: ORDER_ID, kind: 'imei', values: ['1'], whole: [] })).toMatchObject({
      problem: { code: 'mark-not-required' },
    });
    expect(sent).toEqual([]);
  });
});

describe('stock', () => {
  const rows = ['A-1', 'A-10', 'B'].map((sku, quantity) => ({ sku, quantity }));

  it('is stamped a little behind the Market’s own clock', async () => {
    const { client, sent } = clientOf();
    await client.stock.write(WAREHOUSE, rows.slice(0, 1));
    expect((sent.at(-1)!.body as { skuItems: unknown[] }).skuItems).toEqual([
      { sku: 'A-1', partnerWarehouseId: Number(WAREHOUSE), count: 0, updatedAt: new Date(NOW_MS - 2000).toISOString() },
    ]);
  });

  it('puts the row aside that the refusal names, and tells the rest', async () => {
    const { client, sent } = answering('stocks.write', refusal("Duplicate shop-sku 'A-10' for warehouse 1"), {
      status: 200,
      body: { status: 'OK' },
    });
    expect(await client.stock.write(WAREHOUSE, rows)).toMatchObject({ kind: 'done', value: { refused: [{ sku: 'A-10' }] } });
    expect((sent.at(-1)!.body as { skuItems: { sku: string }[] }).skuItems.map((row) => row.sku)).toEqual(['A-1', 'B']);
  });

  it('goes without a moment when the Market finds our clock wrong, and then is refused as it is', async () => {
    const future = refusal("Stock for 'A-1' should not be in the future");
    const { client, sent } = answering('stocks.write', future, { status: 200, body: { status: 'OK' } });
    expect(await client.stock.write(WAREHOUSE, rows)).toMatchObject({ kind: 'done', value: { refused: [] } });
    expect((sent.at(-1)!.body as { skuItems: object[] }).skuItems.every((row) => !('updatedAt' in row))).toBe(true);
  });

  it('is refused as a whole when nobody is named, without a hunt', async () => {
    const { client, sent } = answering('stocks.write', refusal('Something'));
    expect(await client.stock.write(WAREHOUSE, rows)).toMatchObject({ kind: 'rejected', problem: { code: 'bad-request' } });
    expect(sent.filter((one) => one.operation === 'stocks.write')).toHaveLength(1);
  });

  it('counts what can be sold, never what buyers already hold', async () => {
    const stocks = (list: readonly (readonly [string, number])[]) => list.map(([type, count]) => ({ type, count }));
    const offers = [
      {
        offerId: 'A',
        stocks: stocks([
          ['FIT', 5],
          ['FREEZE', 2],
          ['AVAILABLE', 3],
        ]),
      },
      {
        offerId: 'B',
        stocks: stocks([
          ['FIT', 5],
          ['FREEZE', 2],
        ]),
      },
      { offerId: 'C', stocks: stocks([['FIT', 5]]) },
      { offerId: 'D', stocks: [] },
    ];
    const { client } = answering('stocks.read', { status: 200, body: { status: 'OK', result: { partnerWarehouseId: 1, offers } } });
    expect(await client.stock.read(WAREHOUSE, ['A', 'B', 'C', 'D'])).toEqual({
      kind: 'done',
      value: [
        { sku: 'A', quantity: 3 },
        { sku: 'B', quantity: 3 },
        { sku: 'D', quantity: 0 },
      ],
    });
  });

  it('of a group is told for its first warehouse only, whose shop speaks for it', async () => {
    const group = { id: 3, name: 'Группа' };
    const twins = [55502, 55501].map((id) => ({
      ...PLACES.result.warehouses[0],
      id,
      campaignId: id === 55501 ? Number(SHOP) : 7005,
      groupInfo: group,
    }));
    const { client, sent } = answering('warehouses.places', { status: 200, body: { status: 'OK', result: { warehouses: twins } } });
    const warehouses = await client.warehouses();
    expect(warehouses).toMatchObject({
      value: [
        { id: '55502', takesStock: false, attributes: { followsWarehouseId: '55501' } },
        { id: '55501', takesStock: true },
      ],
    });
    await client.stock.write('55501', rows.slice(0, 1));
    expect(sent.at(-1)).toMatchObject({ operation: 'stocks.write-group', method: 'PUT' });
    expect(sent.at(-1)?.url).toContain(`/v2/campaigns/${SHOP}/offers/stocks`);
  });
});

describe('lists', () => {
  it('begin anew when their token is no longer known', async () => {
    const { client, sent } = answering('orders.list', refusal('Bad page token'), page([]));
    expect(await client.orders.list({ fromMs: NOW_MS - 1000, toMs: NOW_MS }, 'gone')).toMatchObject({
      kind: 'done',
      value: { items: [], more: false },
    });
    expect(sent.filter((one) => one.operation === 'orders.list').map((one) => one.url.includes('pageToken'))).toEqual([true, false]);
  });

  it('refuse a window the Market would refuse', async () => {
    const { client } = clientOf();
    await expect(client.orders.list({ fromMs: NOW_MS - 31 * 86_400_000, toMs: NOW_MS }, null)).rejects.toThrow(RangeError);
  });
});

describe('files', () => {
  const READY = page([orderOf({ substatus: 'READY_TO_SHIP' })]);
  const file = (body: string): Line => ({ status: 200, body });

  it('that are words are no label', async () => {
    const { client } = clientOf((one) =>
      one.operation === 'orders.list' ? READY : one.operation === 'labels.order' ? file('{"status":"OK"}') : undefined,
    );
    expect(await client.labels.fetch([ORDER_ID], 'pdf')).toMatchObject({ kind: 'retry', problem: { code: 'unreadable-answer' } });
  });

  it('behind a link come from an expected host, without the key', async () => {
    const info = (link: string): Line => ({
      status: 200,
      body: { status: 'OK', result: { status: 'DONE', generationRequestedAt: '', file: link } },
    });
    const follow = (link: string) =>
      clientOf((one) => (one.operation === 'reports.info' ? info(link) : one.operation === 'reports.file' ? file('%PDF-1.7') : undefined));
    const good = follow('https://market.s3.mds.yandex.net/a/b.pdf?sign=1');
    expect((await good.client.labels.sheet!.get('r')).kind).toBe('done');
    expect(good.sent.at(-1)).toMatchObject({ operation: 'reports.file', headers: { accept: '*/*' } });
    expect(Object.keys(good.sent.at(-1)!.headers)).toEqual(['accept']);
    for (const link of [
      'https://evil.example/x.pdf',
      'http://market.s3.mds.yandex.net/x.pdf',
      'https://yandex.net.evil.example/x',
      'https://a@evil.example/x',
    ]) {
      const bad = follow(link);
      expect(await bad.client.labels.sheet!.get('r'), link).toMatchObject({ kind: 'rejected' });
      expect(bad.sent.map((one) => one.operation)).not.toContain('reports.file');
    }
  });
});

describe('shipments', () => {
  it('are asked for with days as the schema says, then as the words say, and then only so', async () => {
    const found: Line = { status: 200, body: { status: 'OK', result: { shipments: [] } } };
    const { client, sent } = clientOf((one) => {
      if (one.operation !== 'shipments.search') return undefined;
      return /^\d{4}/u.test((one.body as { dateFrom: string }).dateFrom) ? refusal('Wrong date') : found;
    });
    const window = { fromMs: NOW_MS, toMs: NOW_MS + 86_400_000 };
    for (let time = 0; time < 2; time += 1) expect((await client.handovers!.list(window)).kind).toBe('done');
    const days = sent.filter((one) => one.operation === 'shipments.search').map((one) => (one.body as { dateTo: string }).dateTo);
    expect(days).toEqual(['2026-11-25', '25-11-2026', '25-11-2026']);
  });

  it('are not looked for by a name that is no number', async () => {
    const { client, sent } = clientOf();
    expect(await client.handovers!.get('../x')).toMatchObject({ kind: 'rejected', problem: { code: 'not-found' } });
    expect(sent).toEqual([]);
  });
});
