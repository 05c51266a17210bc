import { describe, expect, it } from 'vitest';

import type { Line } from '#tests/contract/channels/scripted-connection.ts';

import { answering, boxOf, clientOf, deeds, lineOf, LONG_ID, ORDER_ID, orderOf, page, refusal, SHOP, WAREHOUSE } from './cabinet.ts';

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
