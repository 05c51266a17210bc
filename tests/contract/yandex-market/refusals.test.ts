import { describe, expect, it } from 'vitest';

import { problemOf } from '#electron/channels/yandex-market/errors.ts';
import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import type { OperationName } from '#electron/channels/yandex-market/operations.ts';
import type { Line, Sent } from '#tests/contract/channels/scripted-connection.ts';

import { answering, cabinetOf, clientOf, KEY, NOW_MS, ORDER_ID, orderOf, page, refusal, WAREHOUSE } from './cabinet.ts';

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
