import { describe, expect, it } from 'vitest';

import { problemOf, problemsOf } from '#electron/channels/wildberries/errors.ts';
import { wildberries } from '#electron/channels/wildberries/index.ts';
import { OPERATIONS, type OperationName } from '#electron/channels/wildberries/operations.ts';
import { scriptedConnection, type Line, type Sent } from '#tests/contract/channels/scripted-connection.ts';

import { NOW_MS, tokenOf } from './cabinet.ts';

const gateway = (status: number, title: string, detail: string) => ({
  title,
  detail,
  code: '07e4668e--a53a3d31f8b0-[UK-oWaVDUqNrKG]',
  requestId: '7b80742415072fe8b6b7f7761f1d1211',
  origin: 's2s-api-auth-catalog',
  status,
  statusText: title,
  timestamp: '2026-09-30T06:52:38Z',
});

/** Every shape of a refusal there is, and what it becomes. */
const TABLE: readonly [words: string, operation: OperationName, status: number, body: unknown, expected: object][] = [
  [
    'the marketplace’s own',
    'orders.list',
    400,
    { code: 'IncorrectParameter', message: 'Передан некорректный параметр' },
    { code: 'bad-request', channelCode: 'IncorrectParameter', channelMessage: 'Передан некорректный параметр' },
  ],
  ['with null data', 'orders.cancel', 409, { code: 'StatusChangeNotAllowed', message: '', data: null }, { code: 'cancel-not-allowed' }],
  [
    'wrong order for a supply',
    'supplies.add',
    409,
    { code: 'FailedToAddSupplyOrder', message: 'Не удалось' },
    { code: 'supply-wrong-order' },
  ],
  [
    'marks not passed, with the orders',
    'supplies.deliver',
    409,
    { code: 'MetaValidationFail', message: 'Fix them', data: { orders: [{ id: 123456789, metaDetails: [] }] } },
    { code: 'marks-not-passed', subjects: ['123456789'] },
  ],
  ['no shipping point', 'supplies.deliver', 409, { code: 'SupplyShippingRequired', message: '' }, { code: 'shipping-required' }],
  ['empty supply', 'supplies.deliver', 409, { code: 'SupplyHasZeroOrders', message: '' }, { code: 'supply-empty' }],
  ['supply with orders', 'supplies.remove', 409, { code: 'SupplyHasOrders', message: '' }, { code: 'supply-not-empty' }],
  ['code of an open supply', 'supplies.code', 409, { code: 'SupplyNotClosed', message: '' }, { code: 'supply-not-closed' }],
  ['too near a day of expiry', 'meta.expiration', 400, { code: 'LowExpirationDate', message: '' }, { code: 'expiration-too-near' }],
  ['a mark nobody asked for', 'meta.uin', 409, { code: 'MetaKeyNotRequired', message: '' }, { code: 'mark-not-required' }],
  ['stock by barcode', 'stocks.write', 400, { code: 'SKUUploadDisabled', message: '' }, { code: 'stock-by-barcode-refused' }],
  ['a banned seller', 'stocks.write', 406, { code: 'StatusNotAcceptable', message: '' }, { code: 'seller-blocked' }],
  [
    'gateway 401',
    'orders.new',
    401,
    gateway(401, 'unauthorized', 'token problem; token is malformed'),
    { code: 'token-refused', channelMessage: 'token problem; token is malformed' },
  ],
  [
    'gateway 403, the wrong kind of token',
    'orders.new',
    403,
    gateway(403, 'forbidden', 'base token is not allowed'),
    { code: 'token-too-narrow', channelMessage: 'base token is not allowed' },
  ],
  [
    'marketplace 403',
    'orders.new',
    403,
    { code: 'AccessDenied', message: 'Доступ запрещён' },
    { code: 'token-too-narrow', channelCode: 'AccessDenied' },
  ],
  ['gateway 413', 'stocks.write', 413, gateway(413, 'request body too long', 'https://example.test'), { code: 'bad-request' }],
  ['a supply that is not there', 'supplies.get', 404, { code: 'NotFound', message: 'Не найдено' }, { code: 'not-found' }],
  [
    'a method that is not there',
    'supplies.get',
    404,
    gateway(404, 'path not found', 'Please consult the documentation'),
    { code: 'method-gone' },
  ],
  ['a method that is not there, in a proxy’s words', 'orders.new', 404, '<html>404</html>', { code: 'method-gone' }],
  ['a method switched off', 'supplies.list', 410, '', { code: 'method-gone' }],
  [
    'the new methods’ own, with places',
    'supplies.shipping-method',
    400,
    { title: 'bad request', errors: [{ location: 'data[0].shippingDt', message: 'in the past', value: 1 }] },
    { code: 'bad-request', channelMessage: 'data[0].shippingDt in the past' },
  ],
  [
    'content',
    'cards.list',
    400,
    { data: null, error: true, errorText: 'Некорректный запрос', additionalErrors: null },
    { code: 'bad-request', channelMessage: 'Некорректный запрос' },
  ],
  ['statistics', 'orders.list', 400, { errors: ['dateFrom is required'] }, { code: 'bad-request', channelMessage: 'dateFrom is required' }],
  [
    'statistics, one line',
    'orders.list',
    400,
    { errors: 'dateFrom is required' },
    { code: 'bad-request', channelMessage: 'dateFrom is required' },
  ],
  [
    'plain words',
    'cards.list',
    400,
    'Request body can not be decoded',
    { code: 'bad-request', channelMessage: 'Request body can not be decoded' },
  ],
  [
    'a code nobody has seen',
    'supplies.add',
    409,
    { code: 'BrandNewRule', message: 'Новое правило' },
    { code: 'other', channelCode: 'BrandNewRule', channelMessage: 'Новое правило' },
  ],
  ['nothing at all', 'supplies.add', 409, '', { code: 'other', httpStatus: 409 }],
];

describe('refusals of Wildberries', () => {
  it.each(TABLE)('%s', (_words, operation, status, body, expected) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    expect(problemOf(operation, status, text)).toMatchObject({ operation, httpStatus: status, ...expected });
  });

  it('stocks refuse many at once, each with its rows, ids whole', () => {
    const text =
      '[{"code":"NotFound","message":"Not found","data":[{"sku":"","chrtId":18446744073709551615,"amount":1}]},' +
      '{"code":"CargoWarehouseRestrictionKGTPlus","data":[{"chrtId":7,"amount":1},{"sku":"x","amount":2}]},{"code":"StoreIsProcessing","message":""}]';
    expect(problemsOf('stocks.write', 409, text)).toMatchObject([
      { code: 'stock-not-found', subjects: ['18446744073709551615'] },
      { code: 'stock-cargo-restricted', subjects: ['7'] },
      { code: 'stock-warehouse-busy' },
    ]);
  });
});

const scripted = (answer: (request: Sent, index: number) => Line) => {
  const { connection, sent } = scriptedConnection({ token: tokenOf() }, answer, NOW_MS);
  return { client: wildberries.connect(connection), sent };
};
const ok = (body: unknown): Line => ({ status: 200, body });
const no = (status: number, code: string): Line => ({ status, body: { code, message: '' } });

describe('waiting', () => {
  it.each([
    ['X-Ratelimit-Retry', { 'x-ratelimit-retry': '3', 'x-ratelimit-reset': '60', 'retry-after': '900' }, 3000],
    ['its reset, when it says nothing else', { 'X-Ratelimit-Reset': '12' }, 12_000],
    ['a proxy’s Retry-After', { 'retry-after': '7' }, 7000],
    ['a minute, when nobody says', {}, 60_000],
  ])('429 waits for %s', async (_words, headers, ms) => {
    const { client } = scripted(() => ({ status: 429, headers, body: {} }));
    expect(await client.orders.fresh()).toEqual({ kind: 'limited', untilMs: NOW_MS + ms });
  });

  it('a warehouse that is being processed is tried again in seconds', async () => {
    const { client } = scripted(() => ({ status: 409, body: [{ code: 'StoreIsProcessing', message: '' }] }));
    expect(await client.stock.write('1', [{ sku: '1', quantity: 1 }])).toMatchObject({ kind: 'retry', afterMs: 5000 });
    const blocked = scripted(() => no(406, 'WarehouseStocksUpdateBlock'));
    expect(await blocked.client.stock.write('1', [{ sku: '1', quantity: 1 }])).toMatchObject({ kind: 'retry', afterMs: 60_000 });
  });

  it('what makes something new is unknown when its answer is lost, and everything else is not', async () => {
    const { client } = scripted(() => ({ kind: 'no-answer', sent: true, cause: 'timeout' }));
    expect((await client.supplies!.addBoxes('WB-GI-1', 2)).kind).toBe('unknown');
    expect((await client.supplies!.deliver('WB-GI-1')).kind).toBe('unknown');
    expect((await client.supplies!.add('WB-GI-1', ['1'])).kind).toBe('retry');
    const once = Object.entries(OPERATIONS).flatMap(([name, operation]) => (operation.repeatable ? [] : [name]));
    expect(once.toSorted()).toEqual(['boxes.add', 'passes.create', 'supplies.create', 'supplies.deliver']);
  });
});

describe('stock', () => {
  const rows = [1, 2, 3, 4].map((sku) => ({ sku: String(sku), quantity: sku }));

  it('is written by chrtId and amount, and by nothing else', async () => {
    const { client, sent } = scripted(() => ({ status: 204 }));
    expect(await client.stock.write('658434', [{ sku: '9007199254740993', quantity: 4 }])).toEqual({
      kind: 'done',
      value: { refused: [] },
    });
    expect(sent[0]).toMatchObject({ method: 'PUT', url: 'https://marketplace-api.wildberries.ru/api/v3/stocks/658434' });
    expect(String((sent[0]!.body as { stocks: { chrtId: unknown }[] }).stocks[0]?.chrtId)).toBe('9007199254740993');
  });

  it('puts the named aside and sends the rest again', async () => {
    const { client, sent } = scripted((_request, index) =>
      index === 0 ? { status: 409, body: [{ code: 'NotFound', message: '', data: [{ chrtId: 2, amount: 2 }] }] } : { status: 204 },
    );
    const outcome = await client.stock.write('1', rows);
    expect(outcome).toMatchObject({ kind: 'done', value: { refused: [{ sku: '2', problem: { code: 'stock-not-found' } }] } });
    expect(sent[1]?.body).toEqual({
      stocks: [
        { chrtId: 1, amount: 1 },
        { chrtId: 3, amount: 3 },
        { chrtId: 4, amount: 4 },
      ],
    });
  });

  it('halves where nobody is named, until the guilty row stands alone', async () => {
    const { client } = scripted((request) =>
      (request.body as { stocks: { chrtId: number }[] }).stocks.some((row) => row.chrtId === 3)
        ? { status: 409, body: [{ code: 'ProductPropertyConflict', message: '' }] }
        : { status: 204 },
    );
    expect(await client.stock.write('1', rows)).toMatchObject({
      kind: 'done',
      value: { refused: [{ sku: '3', problem: { code: 'stock-property-conflict' } }] },
    });
  });
});

describe('labels', () => {
  const sticker = (orderId: number) => ({ orderId, partA: '0231648', partB: '0053', barcode: '!uKEtQZVx', file: 'XlhBXlha' });
  const asked = (request: Sent) => (request.body as { orders: number[] }).orders;

  it('come as bytes with the figures as they are printed; what is absent is missing', async () => {
    const { client, sent } = scripted(() => ok({ stickers: [sticker(1)] }));
    expect(await client.labels.fetch(['1', '2'], 'zpl')).toEqual({
      kind: 'done',
      value: {
        labels: [
          {
            orderId: '1',
            format: 'zpl',
            file: new TextEncoder().encode('^XA^XZ'),
            widthMm: 58,
            heightMm: 40,
            barcode: '!uKEtQZVx',
            caption: '0231648 0053',
          },
        ],
        missing: ['2'],
      },
    });
    expect(sent[0]?.url).toBe('https://marketplace-api.wildberries.ru/api/v3/orders/stickers?type=zplv&width=58&height=40');
  });

  it('one order without its declaration does not keep the others from theirs', async () => {
    const { client } = scripted((request) =>
      asked(request).includes(3) ? no(409, 'CustomsDeclarationIsRequired') : ok({ stickers: asked(request).map(sticker) }),
    );
    const outcome = await client.labels.fetch(['1', '2', '3', '4', '5'], 'png');
    expect(outcome).toMatchObject({ kind: 'done', value: { missing: ['3'] } });
    expect(await client.labels.fetch(['3'], 'png')).toMatchObject({
      kind: 'rejected',
      problem: { code: 'customs-required', subjects: ['3'] },
    });
  });

  it('a hunt for the guilty never drains the minute', async () => {
    const { client, sent } = scripted(() => no(409, 'CustomsDeclarationIsRequired'));
    expect(
      (
        await client.labels.fetch(
          Array.from({ length: 100 }, (_, index) => String(index + 1)),
          'png',
        )
      ).kind,
    ).toBe('rejected');
    expect(sent.length).toBeLessThanOrEqual(16);
  });
});

describe('supplies', () => {
  const supply = {
    id: 'WB-GI-1',
    name: 'a',
    done: false,
    createdAt: '2026-11-24T07:00:00Z',
    cargoType: 1,
    crossBorderType: 0,
    isB2b: false,
  };
  const shipping = { pointId: '318', kind: 'self', date: '2026-11-25' } as const;

  it('200 with a refusal inside is a refusal', async () => {
    const { client } = scripted(() => ok({ results: [{ supplyId: 'WB-GI-1', error: { code: 409, detail: 'SupplyAlreadyScanned' } }] }));
    expect(await client.supplies!.setShipping('WB-GI-1', shipping)).toMatchObject({
      kind: 'rejected',
      problem: { code: 'supply-already-scanned', subjects: ['WB-GI-1'] },
    });
  });

  it('a success that left no trace on the supply is no success', async () => {
    const answers = (kept: object) =>
      scripted((request) =>
        request.operation === 'supplies.get' ? ok({ ...supply, ...kept }) : ok({ results: [{ supplyId: 'WB-GI-1', success: true }] }),
      );
    const taken = answers({ shippingPointId: 318, shippingType: 'selfShipping', shippingDt: '2026-11-25' });
    expect(await taken.client.supplies!.setShipping('WB-GI-1', shipping)).toEqual({ kind: 'done', value: undefined });
    expect(await answers({}).client.supplies!.setShipping('WB-GI-1', shipping)).toMatchObject({
      kind: 'rejected',
      problem: { code: 'shipping-required' },
    });
  });

  it('a supply that is closed already was delivered', async () => {
    const { client } = scripted((request) =>
      request.operation === 'supplies.get' ? ok({ ...supply, done: true }) : no(409, 'AlreadyClosed'),
    );
    expect(await client.supplies!.deliver('WB-GI-1')).toEqual({ kind: 'done', value: undefined });
  });

  it('a supply or a box that is gone needs no removing', async () => {
    const { client } = scripted(() => no(404, 'NotFound'));
    expect((await client.supplies!.remove('WB-GI-1')).kind).toBe('done');
    expect((await client.supplies!.removeBoxes('WB-GI-1', ['WB-TRBX-1'])).kind).toBe('done');
  });

  it('labels of boxes find their boxes by number, in whatever order they come', async () => {
    const { client } = scripted(() =>
      ok({
        stickers: [
          { barcode: '$WBMP:1:123:22', file: 'Qg==' },
          { barcode: '$WBMP:1:123:11', file: 'QQ==' },
        ],
      }),
    );
    expect(await client.supplies!.boxLabels('WB-GI-1', ['WB-TRBX-11', 'WB-TRBX-22'], 'png')).toMatchObject({
      value: [{ boxId: 'WB-TRBX-22' }, { boxId: 'WB-TRBX-11' }],
    });
  });
});

describe('cancelling', () => {
  it('twice is once', async () => {
    const { client } = scripted((request) =>
      request.operation === 'orders.cancel'
        ? no(409, 'StatusMismatch')
        : ok({ orders: [{ id: 1, supplierStatus: 'cancel', wbStatus: 'canceled' }] }),
    );
    expect((await client.orders.cancel('1')).kind).toBe('done');
  });
});
