import { describe, expect, it } from 'vitest';

import { wildberries } from '#electron/channels/wildberries/index.ts';
import { moneyOf } from '#electron/channels/wildberries/money.ts';
import { statusOf } from '#electron/channels/wildberries/order-reading.ts';
import { readToken } from '#electron/channels/wildberries/token.ts';
import { decodeUtf8, fromBase64 } from '#shared/kit/decode.ts';
import { scriptedConnection } from '#tests/contract/channels/scripted-connection.ts';
import { NOW_MS, ORDER, SELLER, tokenOf } from '#tests/contract/wildberries/cabinet.ts';

const DAY_S = 86_400;
const read = (claims: Readonly<Record<string, unknown>>) => readToken({ token: tokenOf(claims) }, NOW_MS);

describe('a Wildberries token, read on this machine', () => {
  it('tells seller, kind, categories and last day', () => {
    const reading = read({ s: 2 ** 1 + 2 ** 4 + 2 ** 13 });
    expect(reading).toMatchObject({ faults: [], warnings: [], sellerId: SELLER, kind: 'personal', readOnly: false });
    expect(reading.categories).toEqual(['content', 'marketplace', 'finance']);
    expect(reading.expiresAtMs).toBe(NOW_MS + 150 * DAY_S * 1000);
  });

  it.each([
    ['a past day', { exp: NOW_MS / 1000 - 1 }, ['expired']],
    ['no marketplace', { s: 2 ** 1 }, ['missing-category']],
    ['nothing it needs', { s: 0 }, ['missing-category', 'missing-category']],
    ['reading only', { s: 2 ** 1 + 2 ** 4 + 2 ** 30 }, ['read-only']],
    ['the sandbox', { t: true }, ['sandbox-token']],
    ['the sandbox, by kind', { acc: 2 }, ['sandbox-token']],
  ])('finds fault with %s', (_words, claims, faults) => {
    expect(read(claims).faults.map((one) => one.fault)).toEqual(faults);
  });

  it('warns of a basic token and of the last days', () => {
    expect(read({ acc: 1 }).warnings).toEqual([{ warning: 'limits-reduced', detail: 'basic' }]);
    expect(read({ exp: NOW_MS / 1000 + 7 * DAY_S }).warnings).toEqual([{ warning: 'expires-soon', detail: '7' }]);
  });

  it.each(['', 'a.b', 'a.b.c', `${tokenOf()}.x`, 'Bearer', 'ключ.ключ.ключ'])('%s is no token', (token) => {
    expect(readToken({ token }, NOW_MS).faults).toEqual([{ fault: 'not-a-token' }]);
  });

  it('takes what people paste', () => {
    expect(readToken({ token: `  Bearer ${tokenOf()}\n` }, NOW_MS).faults).toEqual([]);
  });
});

describe('statuses of Wildberries', () => {
  it.each([
    ['new', 'waiting', 'new'],
    ['confirm', 'waiting', 'assembling'],
    ['complete', 'waiting', 'handed-over'],
    ['complete', 'sorted', 'handed-over'],
    ['confirm', 'sorted', 'handed-over'],
    ['complete', 'ready_for_pickup', 'handed-over'],
    ['complete', 'sold', 'delivered'],
    ['complete', 'canceled_by_client', 'returned'],
    ['new', 'declined_by_client', 'cancelled'],
    ['confirm', 'canceled', 'cancelled'],
    ['complete', 'defect', 'cancelled'],
    ['cancel', 'waiting', 'cancelled'],
    ['cancel', 'canceled', 'cancelled'],
    ['cancel_carrier', 'canceled_by_carrier', 'cancelled'],
    ['brand_new', 'waiting', 'unknown'],
    ['confirm', 'brand_new', 'unknown'],
  ])('%s/%s is %s', (supplier, wb, status) => {
    expect(statusOf('1', supplier, wb, true)).toEqual({ id: '1', status, own: `${supplier}/${wb}`, cancellable: true });
  });
});

describe('an order of Wildberries', () => {
  const freshOf = async (order: object) => {
    const { connection } = scriptedConnection({ token: tokenOf() }, () => ({ status: 200, body: { orders: [order] } }), NOW_MS);
    const outcome = await wildberries.connect(connection).orders.fresh();
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    return outcome.value[0]!;
  };

  it('is one unit, with its basket, price and what decides its supply', async () => {
    expect(await freshOf(ORDER)).toMatchObject({
      id: '5632423',
      groupKey: ORDER.orderUid,
      warehouseId: '658434',
      createdAtMs: Date.UTC(2026, 10, 24, 7, 56, 29),
      shipByMs: null,
      status: { status: 'new' },
      price: { minor: 101_400, currency: 'RUB' },
      lines: [{ sku: '987654321', article: 'Кружка-белая', quantity: 1, barcodes: ['4600000000015'] }],
      requiredMarks: ['sgtin'],
      optionalMarks: [],
      handoverKey: 'warehouse=658434 cargo=1 border=0 b2b=0',
    });
  });

  it('keeps the price in the seller’s own money when the buyer paid in another', async () => {
    const order = await freshOf({ ...ORDER, price: 1014, currencyCode: 933, convertedPrice: 28_322, convertedCurrencyCode: 643 });
    expect(order.price).toEqual({ minor: 28_322, currency: 'RUB' });
    expect(order.attributes).toMatchObject({ salePrice: 1014, saleCurrency: 933 });
  });

  it('keeps marks of kinds nobody knows yet, and tells «not said» from «none»', async () => {
    const order = await freshOf({ ...ORDER, requiredMeta: ['customsDeclaration', 'brandNew'], optionalMeta: undefined });
    expect(order).toMatchObject({ requiredMarks: ['customs'], optionalMarks: null, attributes: { requiredMarksUnknown: 'brandNew' } });
  });

  it('has a deadline only for oversized goods: the end of that day in Moscow', async () => {
    expect((await freshOf({ ...ORDER, cargoType: 2, ddate: '29.11.2026', sellerDate: '26.11.2026' })).shipByMs).toBe(
      Date.UTC(2026, 10, 26, 20, 59, 59, 999),
    );
  });

  it('does not mix with another warehouse, cargo, border or business', async () => {
    const keys = await Promise.all(
      [{}, { warehouseId: 2 }, { cargoType: 3 }, { crossBorderType: 1 }, { options: { isB2B: true } }].map((change) =>
        freshOf({ ...ORDER, ...change }),
      ),
    );
    expect(new Set(keys.map((order) => order.handoverKey)).size).toBe(5);
  });
});

describe('money of Wildberries', () => {
  it('is minor units with letters, and nothing where the currency is unknown', () => {
    expect(moneyOf(504_600, 643)).toEqual({ minor: 504_600, currency: 'RUB' });
    expect(moneyOf(504_600, 999)).toBeNull();
    expect(moneyOf(null, 643)).toBeNull();
  });
});

describe('bytes without a host', () => {
  it('reads base64 as Node does', () => {
    for (let length = 0; length < 300; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length) % 256);
      expect(fromBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
      expect(fromBase64(Buffer.from(bytes).toString('base64url'))).toEqual(bytes);
    }
    expect(fromBase64('a b=')).toBeNull();
    expect(fromBase64('aaaaa')).toBeNull();
  });

  it('reads UTF-8 as Node does', () => {
    for (const text of ['', 'Короб', 'a\u001d€𐍈😀', 'я'.repeat(10_000)]) expect(decodeUtf8(Buffer.from(text))).toBe(text);
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('a');
    expect(decodeUtf8(Uint8Array.of(0x61, 0xff, 0xc0, 0x80, 0xe2, 0x82))).toMatch(/^a\uFFFD+$/u);
  });
});
