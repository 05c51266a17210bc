import { describe, expect, it } from 'vitest';

import type { ProblemCode } from '#electron/channels/channel.ts';
import { ozon } from '#electron/channels/ozon/index.ts';
import type { Line } from '#tests/contract/channels/scripted-connection.ts';

import { cabinet, CREDENTIALS, NOW_MS, ok, POSTING } from './cabinet.ts';

const refusal = (message: string, code = 3): unknown => ({ code, message, details: [] });
const REASON = { id: '352', title: 'Закончился' };

describe('a refusal of Ozon has its word', () => {
  const cases: readonly (readonly [status: number, body: unknown, code: ProblemCode])[] = [
    [401, refusal('Invalid Api-Key, please check the key and try again', 16), 'token-refused'],
    [403, refusal('Api-key is deactivated, use another one or generate a new one', 7), 'token-refused'],
    [403, refusal('Api-Key is missing a required role for a method', 7), 'token-too-narrow'],
    [403, refusal('Api-Key is restricted to specific IP addresses', 7), 'address-refused'],
    [403, refusal('Offer not signed', 7), 'offer-not-signed'],
    [403, refusal('Company is blocked, please contact support', 7), 'seller-blocked'],
    [400, refusal('obsolete method cannot be used'), 'method-gone'],
    [404, '404 page not found', 'method-gone'],
    [400, refusal('HAS_INCORRECT_CANCEL_REASON'), 'cancel-reason-wrong'],
    [400, refusal('TRANSITION_IS_NOT_POSSIBLE'), 'status-changed'],
    [404, refusal('POSTING_NOT_FOUND', 5), 'not-found'],
    [400, { error: { code: 'BAD_REQUEST', message: 'older shape' } }, 'bad-request'],
    [409, '<html>proxy</html>', 'bad-request'],
  ];
  it.each(cases)('%i %j is %s', async (status, body, code) => {
    const { client } = cabinet({ 'postings.cancel': { status, body } });
    expect(await client.orders.cancel(POSTING.posting_number, REASON)).toMatchObject({
      kind: 'rejected',
      problem: { code, httpStatus: status },
    });
  });

  it('that passes by itself is tried again: the breaker of Ozon, and 429 with the moment it names', async () => {
    const open = cabinet({ 'postings.unfulfilled': { status: 503, body: refusal('Circle is open', 14) } });
    expect(await open.client.orders.fresh()).toMatchObject({ kind: 'retry', problem: { code: 'server-error' } });
    const busy = cabinet({ 'postings.unfulfilled': { status: 429, headers: { 'Retry-After': '7' }, body: refusal('rate', 8) } });
    expect(await busy.client.orders.fresh()).toEqual({ kind: 'limited', untilMs: NOW_MS + 7000 });
  });

  it('of a cancelled posting to be cancelled is what was wanted', async () => {
    const { client } = cabinet({ 'postings.cancel': { status: 400, body: refusal('POSTING_ALREADY_CANCELLED') } });
    expect(await client.orders.cancel(POSTING.posting_number, REASON)).toEqual({ kind: 'done', value: undefined });
  });

  it('to make a carriage of nothing says that nothing is ready', async () => {
    const { client } = cabinet({ 'carriages.create': { status: 404, body: refusal('POSTING_NOT_FOUND', 5) } });
    expect(await client.handovers!.create!({ key: '17/2026-11-25' })).toMatchObject({
      kind: 'rejected',
      problem: { code: 'handover-empty' },
    });
  });
});

describe('stock, row by row', () => {
  const WAREHOUSE = '1020005003107121';
  const codes: readonly (readonly [string, ProblemCode])[] = [
    ['TOO_MANY_REQUESTS', 'too-many-requests'],
    ['PRODUCT_IS_ARCHIVED', 'product-archived'],
    ['PRODUCT_HAS_NOT_BEEN_TAGGED_YET', 'stock-size-missing'],
    ['NON_KGT_ON_KGT_WAREHOUSE', 'stock-cargo-restricted'],
    ['WAREHOUSE_NOT_FOUND', 'stock-warehouse-gone'],
    ['SOMETHING_NEW', 'other'],
  ];
  it.each(codes)('%s is %s', async (code, ours) => {
    const result = [{ warehouse_id: 1020005003107121, product_id: 118597312, updated: false, errors: [{ code, message: 'words' }] }];
    const { client } = cabinet({ 'stocks.write': ok({ result }) });
    expect(await client.stock.write(WAREHOUSE, [{ sku: '987654321', quantity: 1, cardId: '118597312' }])).toMatchObject({
      kind: 'done',
      value: { refused: [{ sku: '987654321', problem: { code: ours, channelCode: code } }] },
    });
  });

  it('is written by the number of the product and never by the SKU, which is looked up where the card is not known', async () => {
    const result = [{ warehouse_id: 1020005003107121, product_id: 118597312, updated: true, errors: [] }];
    const { client, sent } = cabinet({ 'stocks.write': ok({ result }) });
    expect(await client.stock.write(WAREHOUSE, [{ sku: '987654321', quantity: 1 }])).toEqual({ kind: 'done', value: { refused: [] } });
    expect(sent.map((one) => one.operation)).toEqual(['products.info', 'stocks.write']);
    expect(sent[1]?.body).toEqual({ stocks: [{ product_id: 118597312, stock: 1, warehouse_id: 1020005003107121 }] });
  });

  it('that the answer is silent about was not told', async () => {
    const { client } = cabinet({ 'stocks.write': ok({ result: [] }) });
    expect(await client.stock.write(WAREHOUSE, [{ sku: '1', quantity: 1, cardId: '7' }])).toMatchObject({
      value: { refused: [{ sku: '1', problem: { code: 'other' } }] },
    });
  });

  it('read back is what is free to sell, of that warehouse alone', async () => {
    const row = { product_id: 1, sku: '987654321', present: '7', reserved: '2' };
    const products = [
      { ...row, warehouse_id: '1020005003107121', free_stock: null },
      { ...row, warehouse_id: 17, free_stock: 99 },
    ];
    const { client } = cabinet({ 'stocks.read': ok({ products, cursor: '', has_next: false }) });
    expect(await client.stock.read(WAREHOUSE, ['987654321'])).toEqual({ kind: 'done', value: [{ sku: '987654321', quantity: 5 }] });
  });
});

describe('odd things Ozon does', () => {
  it('a list that says there is more and has nothing ends; one that repeats itself is taken once', async () => {
    const page = (has_next: boolean, cursor: string, postings: unknown[]): Line => ok({ postings, cursor, has_next });
    const { client, sent } = cabinet({
      'postings.unfulfilled': [page(true, 'a', [POSTING]), page(true, 'b', [POSTING]), page(true, 'c', [])],
    });
    expect(await client.orders.fresh()).toMatchObject({ kind: 'done', value: [{ id: POSTING.posting_number }] });
    expect(sent).toHaveLength(3);
    const still = cabinet({ 'postings.unfulfilled': page(true, 'a', [POSTING]) });
    await still.client.orders.fresh();
    expect(still.sent).toHaveLength(2);
  });

  it('objects that should be there are null, numbers are text, statuses are new', async () => {
    const odd = {
      ...POSTING,
      order_id: '9007199254740993',
      delivery_method: null,
      requirements: null,
      cancellation: null,
      available_actions: null,
      shipment_date: null,
      products: [{ sku: '9007199254740993', offer_id: null, quantity: '2', price: null }],
      status: 'teleporting',
    };
    const { client } = cabinet({ 'postings.list': ok({ postings: [odd], cursor: null, has_next: null }) });
    expect(await client.orders.list({ fromMs: 0, toMs: NOW_MS }, null)).toMatchObject({
      kind: 'done',
      value: {
        more: false,
        items: [
          {
            status: { status: 'unknown', own: 'teleporting/posting_created' },
            lines: [{ sku: '9007199254740993', quantity: 2 }],
            price: null,
            requiredMarks: [],
            handoverKey: '?/?',
            attributes: { orderId: '9007199254740993' },
          },
        ],
      },
    });
  });

  it('a posting says what it wants of which goods, what it costs together, and by which codes its label is found', async () => {
    const { client } = cabinet();
    expect(await client.orders.fresh()).toMatchObject({
      value: [
        {
          price: { minor: 2 * 101_400 + 79_000, currency: 'RUB' },
          requiredMarks: ['sgtin'],
          lines: [
            { sku: '987654321', requiredMarks: [] },
            { sku: '987654322', requiredMarks: ['sgtin'] },
          ],
          labelCodes: ['ii30525117479'],
          shipByMs: Date.UTC(2026, 10, 25, 10),
          handoverKey: '1020005003107121/2026-11-25',
          parentId: null,
        },
      ],
    });
  });

  it('assembly names SKUs, which its page calls product_id', async () => {
    const before = ok({ result: POSTING });
    const after = ok({ result: { ...POSTING, status: 'awaiting_deliver' } });
    const { client, sent } = cabinet({ 'postings.get': [before, after], 'postings.ship': ok({ result: [POSTING.posting_number] }) });
    const lines = [
      { sku: '987654321', quantity: 2 },
      { sku: '987654322', quantity: 1 },
    ];
    const request = { orderId: POSTING.posting_number, packages: [{ lines }], whole: [] };
    expect(await client.orders.confirm!(request)).toEqual({ kind: 'done', value: { orderIds: [POSTING.posting_number] } });
    expect(sent[1]?.body).toMatchObject({
      packages: [
        {
          products: [
            { product_id: 987654321, quantity: 2 },
            { product_id: 987654322, quantity: 1 },
          ],
        },
      ],
    });
  });

  it('packages that do not add up to the posting are refused before anything is sent', async () => {
    const { client, sent } = cabinet({ 'postings.get': ok({ result: POSTING }) });
    const packages = [{ lines: [{ sku: '987654321', quantity: 2 }] }];
    expect(await client.orders.confirm!({ orderId: POSTING.posting_number, packages, whole: [] })).toMatchObject({
      kind: 'rejected',
      problem: { code: 'lines-mismatch', subjects: [POSTING.posting_number, '987654322'] },
    });
    expect(sent.map((one) => one.operation)).toEqual(['postings.get']);
  });
});

describe('a label', () => {
  const packed = ok({ result: { ...POSTING, status: 'awaiting_deliver' } });
  const tasks = ok({
    tasks: [
      { task_id: 91, task_type: 'big_label' },
      { task_id: '92', task_type: 'small_label' },
    ],
  });
  const ready = (url: string) => ok({ file_url: url, status: { code: 'completed', unprinted_postings: [] }, error: null });
  const URL = 'https://ir.ozone.ru/s3/ord-tmp-12/small_label/ticket-92.pdf';
  const fetch = (answers: Readonly<Record<string, Line | readonly Line[]>>) => {
    const one = cabinet({ 'postings.get': packed, 'labels.create': tasks, ...answers });
    return { ...one, labels: () => one.client.labels.fetch([POSTING.posting_number], 'pdf') };
  };

  it('is waited for with one task, and its file is fetched without the seller’s key', async () => {
    const pending = ok({ file_url: '', status: { code: 'in_progress', unprinted_postings: null }, error: { code: '', message: '' } });
    const { labels, sent } = fetch({ 'labels.get': [pending, ready(URL)], file: { status: 200, body: '%PDF-1.4 x' } });
    expect(await labels()).toEqual({ kind: 'done', value: { labels: [], missing: [POSTING.posting_number] } });
    expect(await labels()).toMatchObject({ value: { labels: [{ format: 'pdf', barcode: 'ii30525117479', widthMm: 58 }], missing: [] } });
    expect(sent.filter((one) => one.operation === 'labels.create')).toHaveLength(1);
    const file = sent.find((one) => one.method === 'GET')!;
    expect(file).toMatchObject({ url: URL, headers: { accept: 'application/pdf' }, limit: 'files' });
  });

  it.each([
    'http://ir.ozone.ru/a.pdf',
    'https://ozone.ru.example.org/a.pdf',
    'https://example.org/.ozone.ru',
    'https://a@evil.org/x',
    'https://ir.ozone.ru:8443/a.pdf',
  ])('is not fetched from %s', async (url) => {
    const { labels, sent } = fetch({ 'labels.get': ready(url) });
    expect(await labels()).toMatchObject({ kind: 'rejected', problem: { code: 'file-elsewhere' } });
    expect(sent.some((one) => one.method === 'GET')).toBe(false);
  });

  it('that is no PDF is not printed, and a file that is gone is drawn again', async () => {
    const page = fetch({ 'labels.get': ready(URL), file: { status: 200, body: '<html>' } });
    expect(await page.labels()).toMatchObject({ kind: 'retry', problem: { code: 'unreadable-answer' } });
    const gone = fetch({ 'labels.get': ready(URL), file: { status: 404 } });
    await gone.labels();
    expect(await gone.labels()).toMatchObject({ value: { missing: [POSTING.posting_number] } });
    expect(gone.sent.filter((one) => one.operation === 'labels.create')).toHaveLength(2);
  });

  it('that is not ready is missing; a posting cancelled meanwhile is not drawn', async () => {
    const early = fetch({ 'labels.create': { status: 400, body: refusal("The next postings aren't ready") } });
    expect(await early.labels()).toMatchObject({ value: { labels: [], missing: [POSTING.posting_number] } });
    const cancelled = fetch({ 'postings.get': ok({ result: { ...POSTING, status: 'cancelled' } }) });
    expect(await cancelled.labels()).toMatchObject({ value: { labels: [], missing: [POSTING.posting_number] } });
    expect(cancelled.sent.map((one) => one.operation)).toEqual(['postings.get']);
  });
});

describe('a key', () => {
  it('wants its shape and the number of the cabinet, with or without what people paste around them', () => {
    const faultsOf = (token: string, clientId?: string) =>
      ozon.readCredentials({ token, ...(clientId === undefined ? {} : { clientId }) }, NOW_MS).faults.map(({ fault }) => fault);
    expect(faultsOf(` Api-Key: ${CREDENTIALS.token} `, 'Client-Id: 100500')).toEqual([]);
    expect(faultsOf('key', 'abc')).toEqual(['not-a-token', 'seller-number-missing']);
    expect(faultsOf(CREDENTIALS.token)).toEqual(['seller-number-missing']);
  });

  it('tells when it ends and which methods it lacks; too narrow for the name, it still opens the cabinet', async () => {
    const roles = ok({
      expires_at: '2027-02-20T00:00:00Z',
      roles: [{ name: 'Posting FBS', methods: ['/v1/roles', '/v3/posting/fbs/get'] }],
    });
    const narrow: Line = { status: 403, body: refusal('Api-Key is missing a required role for a method', 7) };
    const { client } = cabinet({ 'key.roles': roles, 'seller.info': narrow });
    const told = await client.seller();
    expect(told).toMatchObject({ value: { sellerId: '100500', name: '100500', expiresAtMs: Date.UTC(2027, 1, 20) } });
    expect(told.kind === 'done' ? told.value.missingRights : []).toContain('/v2/products/stocks');
    expect(told.kind === 'done' ? told.value.missingRights : []).not.toContain('/v3/posting/fbs/get');
  });
});
