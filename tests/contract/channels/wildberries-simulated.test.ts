import { describe, expect, it } from 'vitest';

import type { Connection, Outcome } from '#electron/channels/channel.ts';
import { wildberries } from '#electron/channels/wildberries/index.ts';
import { createSimulator } from '#electron/simulator/simulator.ts';
import { stringifyJson } from '#shared/kit/json.ts';
import { EVERY_CALL } from '#tests/contract/wildberries/every-call.ts';
import { KNOWN_DIFFERENCES } from '#tests/contract/wildberries/known-differences.ts';
import { loadOpenApi, specFiles } from '#tests/support/openapi.ts';

import { runChannelSuite } from './suite.ts';

const START_MS = Date.UTC(2026, 10, 24, 9);
const simulator = createSimulator({ seed: 20_261_124, nowMs: () => START_MS, limits: false, things: 250 });
const token = simulator.token();

const found = specFiles('wildberries', ['01-general.yaml', '02-items.yaml', '03-orders-fbs.yaml']);
const absent = 'missing' in found ? found.missing : null;
const api = 'files' in found ? loadOpenApi(found.files, KNOWN_DIFFERENCES) : null;
const faults: string[] = [];

/** Straight into the simulator, without a socket; both sides of every exchange are held to the specification. */
const connection: Connection = {
  credentials: { token },
  baseUrl: 'http://127.0.0.1',
  nowMs: () => simulator.nowMs(),
  send: async (request) => {
    const url = new URL(request.url);
    const [, host = '', path = '/'] = /^\/([^/]+)(\/.*)$/u.exec(url.pathname) ?? [];
    const body: unknown = request.body === undefined ? undefined : JSON.parse(stringifyJson(request.body));
    const handled = simulator.handle({
      method: request.method,
      host,
      path,
      query: url.searchParams,
      headers: { authorization: request.headers?.['authorization'] },
      body,
    });
    if (handled.kind === 'cut') return { kind: 'no-answer', sent: true, cause: 'reset' };
    const { status, headers, body: said } = handled.response;
    const exchange = { method: request.method, url: request.url };
    faults.push(...(api?.checkRequest({ ...exchange, body }) ?? []), ...(api?.checkAnswer({ ...exchange, status, body: said }) ?? []));
    const text = said === undefined ? '' : JSON.stringify(said);
    return { kind: 'answer', status, headers: { ...headers }, body: new TextEncoder().encode(text) };
  },
};

const client = wildberries.connect(connection);
const done = async <T>(asked: Promise<Outcome<T>>): Promise<T> => {
  const outcome = await asked;
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.value;
};

/** Buyers only buy what is in stock. */
async function fillShelves(): Promise<void> {
  const warehouse = (await done(client.warehouses())).find((one) => one.takesStock)!;
  const { items } = await done(client.listings(null));
  const rows = items.map((listing) => ({ sku: listing.sku, quantity: 3 }));
  await done(client.stock.write(warehouse.id, rows));
  expect(simulator.placeOrder({ warehouseId: Number(warehouse.id) })).not.toBeNull();
}

runChannelSuite('Wildberries, simulated', async () => {
  await fillShelves();
  return { channel: wildberries, credentials: { token }, sellerId: simulator.sellers[0]!.sid, connection };
});

describe('an order on its way through the simulated marketplace', () => {
  it('is taken into a supply, labelled, told where it leaves, and handed over', async () => {
    const [order] = await done(client.orders.fresh());
    const { id } = await done(client.supplies!.create('Короб: проверка'));
    await done(client.supplies!.add(id, [order!.id]));
    expect(await done(client.supplies!.orderIds(id))).toEqual([order!.id]);
    expect(await done(client.orders.statuses([order!.id]))).toMatchObject([{ status: 'assembling' }]);
    simulator.advance(60_000);
    for (const format of ['zpl', 'png', 'svg'] as const) {
      const { labels, missing } = await done(client.labels.fetch([order!.id], format));
      expect(missing).toEqual([]);
      expect(labels[0]?.file.length).toBeGreaterThan(0);
    }
    const [point] = await done(client.supplies!.shippingPoints({ city: 'Москва', cargoType: Number(order!.attributes['cargoType']) }));
    expect(point?.id).toMatch(/^\d+$/u);
    const shipping = { pointId: point!.id, kind: 'self', date: simulator.today() } as const;
    await done(client.supplies!.setShipping(id, shipping));
    expect((await done(client.supplies!.get(id))).shipping).toEqual(shipping);
  });

  it('answers every method of the table in a shape that is read', async () => {
    for (const [operation, call] of EVERY_CALL) {
      const outcome = await call(client);
      const code = 'problem' in outcome ? outcome.problem.code : outcome.kind;
      expect(['unreadable-answer', 'method-gone', 'server-error', 'token-refused'], operation).not.toContain(code);
    }
  });
});

describe.skipIf(absent !== null)(`both sides of every exchange${absent === null ? '' : ` (${absent})`}`, () => {
  it('hold to the specification', () => {
    expect([...new Set(faults)]).toEqual([]);
  });
});
