import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { cabinet, ok } from './cabinet.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../../shared/samples/ozon');
const sample = (name: string): unknown => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8'));

/** Payloads shared by other developers: what Ozon was seen to send. */
describe.skipIf(!existsSync(FOLDER))('samples of Ozon (../shared/samples/ozon)', () => {
  it('a page of postings, one posting, products, returns and an answer to stock are read', async () => {
    const { client } = cabinet({
      'postings.list': ok(sample('posting_fbs_list_v4.json')),
      'postings.get': ok(sample('posting_fbs_get_v3.json')),
      'products.info': ok(sample('product_info_list_v3.json')),
      'returns.list': ok(sample('returns_list.json')),
      'stocks.write': ok(sample('products_stocks_v2_answer.json')),
      'stocks.read': ok(sample('sdk_fixtures/get-product-stocks-by-warehouse-fbs-v2.success.json')),
      'fulfilment.stock': ok(sample('product_info_stocks_v4.json')),
    });
    const page = await client.orders.list({ fromMs: 0, toMs: Date.UTC(2026, 10, 24) }, null);
    expect(page).toMatchObject({
      kind: 'done',
      value: {
        items: [{ labelCodes: ['601302481800001'], lines: expect.arrayContaining([expect.objectContaining({ sku: '1904686181' })]) }],
      },
    });
    expect((await client.orders.statuses(['57195475-0050-3'])).kind).toBe('done');
    const listed = await client.listings(null);
    expect(listed.kind === 'done' ? listed.value.items.length : 0).toBeGreaterThan(0);
    expect(await client.returns!.list(null)).toMatchObject({
      value: { items: [{ orderId: '58544282-0057-1', kind: 'cancelled', state: 'ready-for-pickup', barcodes: ['ii5275210303'] }] },
    });
    expect(await client.stock.write('22142605386000', [{ sku: '1', quantity: 1, cardId: '118597312' }])).toEqual({
      kind: 'done',
      value: { refused: [] },
    });
    expect((await client.stock.read('1', ['1'])).kind).toBe('done');
    expect((await client.fulfilment!.stock(null)).kind).toBe('done');
  });
});
