import { describe, expect, it } from 'vitest';

import { answering, clientOf, NOW_MS, PLACES, refusal, SHOP, WAREHOUSE } from './cabinet.ts';

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
