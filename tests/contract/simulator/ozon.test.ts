import { describe, expect, it } from 'vitest';

import type { Connection } from '#electron/channels/channel.ts';
import { ozon } from '#electron/channels/ozon/index.ts';
import { toGray } from '#electron/printing/bitmap.ts';
import { readCodes } from '#electron/printing/codes.ts';
import { render } from '#electron/printing/render.ts';
import { createWords } from '#electron/printing/words.ts';
import { labelFile } from '#electron/simulator/ozon/label-file.ts';
import { createOzonWorld, OZON_HOST, OZON_PATHS, type OzonOptions } from '#electron/simulator/ozon/world.ts';
import { listen } from '#electron/simulator/server.ts';
import { createSimulator } from '#electron/simulator/simulator.ts';
import { stringifyJson } from '#shared/kit/json.ts';

const START_MS = Date.UTC(2026, 10, 24, 9);
const worldOf = (over: Partial<OzonOptions> = {}) =>
  createOzonWorld({ seed: 7, nowMs: () => START_MS, things: 60, limits: false, ...over });
type World = ReturnType<typeof worldOf>;

function post(world: World, path: string, body: unknown, headers?: Record<string, string>) {
  const { clientId, token } = world.credentials();
  const request = { method: 'POST', host: OZON_HOST, path, query: new URLSearchParams(), body };
  const handled = world.handle({ ...request, headers: headers ?? { 'client-id': clientId, 'api-key': token } });
  if (handled.kind === 'cut') return null;
  return { status: handled.response.status, headers: handled.response.headers ?? {}, body: handled.response.body as any };
}

function clientOf(world: World) {
  const connection: Connection = {
    credentials: world.credentials(),
    baseUrl: 'http://127.0.0.1',
    nowMs: () => world.nowMs(),
    send: async (request) => {
      const [, host = '', path = '/'] = /^\/([^/]+)(\/.*)$/u.exec(new URL(request.url).pathname) ?? [];
      const body: unknown = request.body === undefined ? undefined : JSON.parse(stringifyJson(request.body));
      const handled = world.handle({
        method: request.method,
        host,
        path,
        query: new URLSearchParams(),
        headers: request.headers ?? {},
        body,
      });
      if (handled.kind === 'cut') return { kind: 'no-answer', sent: true, cause: 'reset' };
      const { status, headers = {}, body: said } = handled.response;
      const bytes = said instanceof Uint8Array ? said : new TextEncoder().encode(said === undefined ? '' : JSON.stringify(said));
      return { kind: 'answer', status, headers, body: bytes };
    },
  };
  return ozon.connect(connection);
}

const stock = (world: World) =>
  world.cabinet.products.map((one) => ({ product_id: one.productId, stock: 5, warehouse_id: world.cabinet.warehouses[0]!.id }));

describe('Ozon in miniature', () => {
  it('is the same story for the same seed', () => {
    const told = () => {
      const world = worldOf();
      post(world, '/v2/products/stocks', { stocks: stock(world) });
      return Array.from({ length: 20 }, () => world.placeOrder()).map((one) => [
        one?.number,
        one?.lines.map((line) => [line.product.sku, line.quantity]),
      ]);
    };
    expect(told()).toEqual(told());
  });

  it('has baskets of one thing, of several, and of several kinds, and nobody buys what is not there', () => {
    const world = worldOf();
    expect(world.placeOrder()).toBeNull();
    post(world, '/v2/products/stocks', { stocks: stock(world) });
    const bought = Array.from({ length: 60 }, () => world.placeOrder()!);
    expect(bought.some(({ lines }) => lines.length > 1)).toBe(true);
    expect(bought.some(({ lines }) => lines.some(({ quantity }) => quantity > 1))).toBe(true);
    expect(bought.some(({ lines }) => lines.some(({ product }) => product.marked))).toBe(true);
    expect([...world.cabinet.free.values()].every((free) => free >= 0)).toBe(true);
  });

  it('counts: fifty requests a second, eighty of stock a minute, and says when to come again', () => {
    const world = worldOf({ limits: true });
    const ask = (path: string, body: unknown) => post(world, path, body)!;
    for (let one = 0; one < 50; one += 1) expect(ask('/v1/roles', {}).status).toBe(200);
    expect(ask('/v1/roles', {})).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    const row = { stocks: stock(world).slice(0, 1) };
    let told = 0;
    for (let second = 0; second < 10; second += 1) {
      world.advance(1000);
      for (let one = 0; one < 10; one += 1) if (ask('/v2/products/stocks', row).status === 200) told += 1;
    }
    expect(told).toBe(80);
  });

  it('lets nobody in with another key, nor with one that ended', () => {
    const world = worldOf();
    expect(post(world, '/v1/roles', {}, { 'client-id': '1', 'api-key': 'x' })?.status).toBe(401);
    world.advance(90 * 86_400_000);
    expect(post(world, '/v1/roles', {})?.status).toBe(403);
    expect(() => world.faults.next('/nowhere', 'lose-answer')).toThrow(RangeError);
  });

  it('does with its faults what they say', async () => {
    const world = worldOf();
    post(world, '/v2/products/stocks', { stocks: stock(world) });
    const { number } = world.placeOrder()!;
    const client = clientOf(world);
    const [order] = await client.orders.fresh().then((read) => (read.kind === 'done' ? read.value : []));
    world.faults.next('/v4/posting/fbs/unfulfilled/list', 'duplicate');
    expect(await client.orders.fresh()).toMatchObject({ value: [{ id: number }] });
    world.faults.next('/v3/posting/fbs/get', 'unknown-status');
    expect(await client.orders.statuses([number])).toMatchObject({ value: [{ status: 'unknown' }] });
    world.faults.next('/v2/products/stocks', 'half-stocks');
    world.advance(31_000);
    expect(post(world, '/v2/products/stocks', { stocks: stock(world).slice(0, 4) })?.body.result.map((row: any) => row.updated)).toEqual([
      true,
      false,
      true,
      false,
    ]);
    for (const kind of ['lose-request', 'lose-answer'] as const) {
      world.faults.next('/v1/roles', kind);
      expect(post(world, '/v1/roles', {})).toBeNull();
    }
    world.faults.next('/v4/posting/fbs/ship', 'cancel-in-flight');
    const packages = [{ lines: order!.lines }];
    if (world.cabinet.postings.get(number)!.lines.every(({ product }) => !product.marked))
      expect(await client.orders.confirm!({ orderId: number, packages, whole: [] })).toMatchObject({ problem: { code: 'status-changed' } });
    world.setNetwork(false);
    expect(await client.orders.fresh()).toMatchObject({ kind: 'retry' });
  });

  it('leaves a posting that is not ready out of a file of labels, and names it', () => {
    const world = worldOf();
    post(world, '/v2/products/stocks', { stocks: stock(world) });
    const plain = world.cabinet.products.find((one) => !one.marked && !one.archived)!;
    const numbers = [1, 2].map(() => world.placeOrder({ lines: [{ offerId: plain.offerId, quantity: 1 }] })!.number);
    for (const number of numbers)
      post(world, '/v4/posting/fbs/ship', { posting_number: number, packages: [{ products: [{ product_id: plain.sku, quantity: 1 }] }] });
    world.advance(3000);
    world.advance(60_000);
    world.faults.next('/v3/posting/fbs/package-label/create', 'bad-label');
    const { tasks } = post(world, '/v3/posting/fbs/package-label/create', { posting_numbers: numbers })!.body;
    world.advance(2000);
    expect(post(world, '/v2/posting/fbs/package-label/get', { task_id: tasks[0].task_id })?.body).toMatchObject({
      file_url: expect.stringMatching(/^https:\/\/ir\.ozone\.ru\//u),
      status: { code: 'completed', printed_postings_count: 1, unprinted_postings: [{ posting_number: numbers[0] }] },
    });
  });

  it.each([
    ['small_label', 58, 40, 203],
    ['small_label', 58, 40, 300],
    ['big_label', 75, 120, 203],
  ] as const)('draws a %s of %i × %i mm that a scanner reads off %i dpi', async (size, widthMm, heightMm, dpi) => {
    const file = labelFile(size, [{ scanit: 'ii30525117479', number: '41517061-0214-1' }]);
    const source = { kind: 'file', format: 'pdf', file, caption: '', redraw: false, widthMm, heightMm, barcode: 'ii30525117479' } as const;
    const rendered = await render(source, { name: 'Принтер', dpi, widthMm, heightMm, settings: {} }, createWords('resources'));
    if ('problem' in rendered) throw new Error(rendered.problem);
    expect(await readCodes(toGray(rendered.sheets[0]!))).toContain('ii30525117479');
  });

  it('stands beside the others behind one loopback port, found by its host', async () => {
    const world = worldOf();
    const listening = await listen(createSimulator({ seed: 7, nowMs: () => START_MS, things: 20 }), 0, [world]);
    try {
      const { clientId, token } = world.credentials();
      const headers = { 'client-id': clientId, 'api-key': token, 'content-type': 'application/json' };
      const answer = await fetch(`${listening.url}/${OZON_HOST}/v1/seller/info`, { method: 'POST', headers, body: '{}' });
      expect(await answer.json()).toMatchObject({ company: { name: 'ИП Пример О. О.' } });
    } finally {
      await listening.close();
    }
    expect(OZON_PATHS.size).toBeGreaterThan(35);
  });
});
