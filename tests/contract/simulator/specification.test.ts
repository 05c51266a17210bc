import { beforeAll, describe, expect, test } from 'vitest';

import { createSimulator, type Simulator } from '#electron/simulator/simulator.ts';
import { ROUTES } from '#electron/simulator/wildberries/routes.ts';
import { KNOWN_DIFFERENCES } from '#tests/contract/wildberries/known-differences.ts';
import { loadOpenApi, type OpenApi, specFiles } from '#tests/support/openapi.ts';

const found = specFiles('wildberries', ['01-general.yaml', '02-items.yaml', '03-orders-fbs.yaml']);
if ('missing' in found) console.warn(`the simulator is not held to its specification: ${found.missing}`);

const MARKET = 'https://marketplace-api.wildberries.ru';
const CONTENT = 'https://content-api.wildberries.ru';
const COMMON = 'https://common-api.wildberries.ru';

/** Every operation driven through its good ends and its refusals; each answer is judged by the official specification. */
describe.skipIf('missing' in found)('the simulator answers as the specification says', () => {
  let nowMs = Date.UTC(2026, 10, 24, 6);
  let simulator: Simulator;
  let official: OpenApi;
  const driven = new Set<string>();
  const faults: string[] = [];

  const ask = (method: string, url: string, body?: unknown, token?: string) => {
    // Long enough for every bucket but the passes' to fill, so that what is seen is the method and not the limit.
    nowMs += 60_000;
    const { host, pathname, searchParams } = new URL(url);
    const handled = simulator.handle({
      method,
      host,
      path: pathname,
      query: searchParams,
      headers: { authorization: token ?? simulator.token() },
      body,
    });
    if (handled.kind === 'cut') throw new Error(`${method} ${url} was cut`);
    const { status, body: said } = handled.response;
    // The document writes /ping down once, for the common host, and says in words that every host answers it.
    const judged = pathname === '/ping' ? `${COMMON}/ping` : url;
    const operation = official.match(method, judged);
    if (operation) driven.add(operation.operation);
    const wrong = official.checkAnswer({ method, url: judged, status, ...(said === undefined ? {} : { body: said }) });
    faults.push(...wrong.map((fault) => `${method} ${pathname} → ${String(status)}: ${fault}`));
    return { status, body: said as any };
  };

  beforeAll(() => {
    official = loadOpenApi('missing' in found ? [] : found.files, KNOWN_DIFFERENCES);
    simulator = createSimulator({ seed: 3, nowMs: () => nowMs, things: 80 });
    cabinet();
    const ids = orders();
    supplies(ids);
    refusals();
  });

  function cabinet(): void {
    for (const host of [MARKET, CONTENT, COMMON]) ask('GET', `${host}/ping`);
    ask('GET', `${COMMON}/api/v1/seller-info`);
    ask('POST', `${CONTENT}/content/v2/get/cards/list?locale=ru`, {
      settings: { sort: { ascending: true }, filter: { withPhoto: -1 }, cursor: { limit: 100 } },
    });
    simulator.sellers[0]!.cards.at(-1)!.trashedAtMs = nowMs;
    ask('POST', `${CONTENT}/content/v2/get/cards/trash?locale=ru`, { settings: { sort: { ascending: true }, cursor: { limit: 100 } } });
    ask('GET', `${MARKET}/api/v3/warehouses`);
    ask('GET', `${MARKET}/api/v3/offices`);
    const stocks = `${MARKET}/api/v3/stocks/${String(simulator.sellers[0]!.warehouses[0]!.id)}`;
    const chrtIds = simulator.sellers[0]!.cards.flatMap((card) => card.sizes.map((size) => size.chrtId));
    ask('PUT', stocks, { stocks: chrtIds.map((chrtId) => ({ chrtId, amount: 9 })) });
    ask('POST', stocks, { chrtIds });
    ask('DELETE', stocks, { chrtIds: chrtIds.slice(-1) });
    ask('GET', `${MARKET}/api/v3/passes/offices`);
    const pass = { firstName: 'Иван', lastName: 'Примеров', carModel: 'Учебная', carNumber: 'A000AA77', officeId: 15 };
    const { body } = ask('POST', `${MARKET}/api/v3/passes`, pass);
    ask('PUT', `${MARKET}/api/v3/passes/${String(body.id)}`, pass);
    ask('GET', `${MARKET}/api/v3/passes`);
    ask('DELETE', `${MARKET}/api/v3/passes/${String(body.id)}`);
  }

  function orders(): number[] {
    const ids = Array.from(
      { length: 6 },
      () => simulator.placeOrder({ extraMeta: ['uin', 'imei', 'gtin', 'expiration', 'customsDeclaration'] })!.id,
    );
    ids.push(
      ...Array.from(
        { length: 2 },
        () => simulator.placeOrder({ chrtId: simulator.sellers[0]!.cards.find((card) => card.marked)!.sizes[0]!.chrtId })!.id,
      ),
    );
    ask('GET', `${MARKET}/api/v3/orders/new`);
    ask('GET', `${MARKET}/api/v3/orders?limit=1000&next=0`);
    ask('POST', `${MARKET}/api/v3/orders/status`, { orders: ids });
    ask('PATCH', `${MARKET}/api/v3/orders/${String(ids.shift()!)}/cancel`);
    return ids;
  }

  function supplies(ids: readonly number[]): void {
    const { body } = ask('POST', `${MARKET}/api/v3/supplies`, { name: 'Поставка' });
    const url = `${MARKET}/api/v3/supplies/${String(body.id)}`;
    const newer = `${MARKET}/api/marketplace/v3/supplies/${String(body.id)}`;
    const empty = ask('POST', `${MARKET}/api/v3/supplies`, { name: 'Пустая' }).body.id as string;
    ask('PATCH', `${MARKET}/api/v3/supplies/${empty}/deliver`);
    ask('DELETE', `${MARKET}/api/v3/supplies/${empty}`);
    ask('PATCH', `${newer}/orders`, { orders: ids });
    ask('DELETE', url);
    ask('GET', `${newer}/order-ids`);
    ask('GET', url);
    ask('GET', `${MARKET}/api/v3/supplies?limit=1000&next=0`);
    ask('POST', `${MARKET}/api/v3/orders/stickers?type=png&width=58&height=40`, { orders: ids });
    marks(ids);
    for (const type of ['svg', 'png', 'zplv', 'zplh'])
      ask('POST', `${MARKET}/api/v3/orders/stickers?type=${type}&width=58&height=40`, { orders: ids });
    const boxes = ask('POST', `${url}/trbx`, { amount: 2 }).body.trbxIds as string[];
    ask('GET', `${url}/trbx`);
    ask('POST', `${url}/trbx/stickers?type=svg`, { trbxIds: boxes });
    ask('DELETE', `${url}/trbx`, { trbxIds: boxes.slice(1) });
    ask('GET', `${url}/barcode?type=svg`);
    ask('PATCH', `${url}/deliver`);
    ask('GET', `${MARKET}/api/marketplace/v3/fbs/shipping-points?city=Москва&cargoType=1`);
    const shipping = { shippingType: 'selfShipping', shippingDt: simulator.today(), shippingPointId: 50_001 };
    ask('PATCH', `${MARKET}/api/marketplace/v3/fbs/supplies/shipping-method`, {
      data: [
        { supplyId: body.id, ...shipping },
        { supplyId: 'WB-GI-0', ...shipping },
      ],
    });
    expect(ask('PATCH', `${url}/deliver`).status).toBe(204);
    ask('GET', `${url}/barcode?type=png`);
    ask('GET', url);
    simulator.acceptSupply(String(body.id), ids.slice(0, 1));
    ask('GET', `${MARKET}/api/v3/supplies/orders/reshipment`);
    ask('GET', `${MARKET}/api/v3/orders?limit=2&next=0`);
  }

  function marks(ids: readonly number[]): void {
    for (const [seat, id] of ids.entries()) {
      const url = `${MARKET}/api/v3/orders/${String(id)}/meta`;
      const code = `010460700000001121S${String(seat).padStart(12, '0')}\u001D91EE11\u001D92AAAA`;
      ask('PUT', `${url}/sgtin`, { sgtins: [code] });
      ask('PUT', `${url}/uin`, { uin: '1234567890123456' });
      ask('PUT', `${url}/imei`, { imei: '123456789012345' });
      ask('PUT', `${url}/gtin`, { gtin: '4607000000011' });
      ask('PUT', `${url}/expiration`, { expiration: '01.12.2027' });
      ask('PUT', `${url}/expiration`, { expiration: '01.12.2026' });
      ask('PUT', `${MARKET}/api/marketplace/v3/orders/${String(id)}/meta/customs-declaration`, {
        customsDeclaration: '10702070/220926/0000001',
      });
    }
    const url = `${MARKET}/api/v3/orders/${String(ids[0])}/meta`;
    ask('DELETE', `${url}?key=imei`);
    ask('POST', `${MARKET}/api/marketplace/v3/orders/meta`, { orders: ids });
    ask('PUT', `${url}/imei`, { imei: '123456789012345' });
  }

  function refusals(): void {
    const stocks = `${MARKET}/api/v3/stocks/${String(simulator.sellers[0]!.warehouses[0]!.id)}`;
    ask('PUT', stocks, { stocks: [{ sku: '4607000000011', amount: 1 }] });
    ask('PUT', stocks, { stocks: [{ chrtId: 1, amount: 1 }] });
    ask('PUT', `${MARKET}/api/v3/stocks/1`, { stocks: [] });
    ask('POST', stocks, {});
    ask('POST', `${MARKET}/api/v3/supplies`, {});
    ask('GET', `${MARKET}/api/v3/supplies/WB-GI-0`);
    ask('GET', `${MARKET}/api/v3/orders?limit=0&next=0`);
    ask('POST', `${MARKET}/api/v3/orders/stickers?type=gif&width=58&height=40`, { orders: [1] });
    ask('POST', `${MARKET}/api/v3/orders/status`, {});
    for (const token of ['x', simulator.token({ categories: [1] })]) {
      ask('GET', `${MARKET}/api/v3/orders/new`, undefined, token);
      ask('GET', `${COMMON}/api/v1/seller-info`, undefined, token);
    }
    ask('POST', `${CONTENT}/content/v2/get/cards/list`, { settings: {} }, simulator.token({ categories: [4] }));
    ask('POST', `${CONTENT}/content/v2/get/cards/list`, { settings: { cursor: { limit: 1000 } } });
    for (const operation of ['orders.new', 'cards.list', 'supplies.shipping-method', 'orders.stickers'])
      simulator.faults.next(operation, 'rate-limit');
    ask('GET', `${MARKET}/api/v3/orders/new`);
    ask('POST', `${CONTENT}/content/v2/get/cards/list`, { settings: { cursor: { limit: 100 } } });
    ask('POST', `${MARKET}/api/v3/orders/stickers?type=png&width=58&height=40`, { orders: [1] });
  }

  test('every answer holds to it', () => {
    expect(faults).toEqual([]);
  });
  test('every method the simulator serves is there, and was driven', () => {
    const served = ROUTES.map((route) => `${route.method} ${route.path}`);
    console.log(`simulated operations held to the specification: ${String(driven.size)}\n  ${[...driven].toSorted().join('\n  ')}`);
    expect(served.filter((name) => !official.operations.includes(name))).toEqual([]);
    expect(served.filter((name) => !driven.has(name))).toEqual([]);
  });
});
