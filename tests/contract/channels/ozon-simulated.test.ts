import { describe, expect, it } from 'vitest';

import type { Connection, LabelPaper, Outcome } from '#electron/channels/channel.ts';
import { ozon } from '#electron/channels/ozon/index.ts';
import { markingCode } from '#electron/simulator/catalogue.ts';
import { createOzonWorld } from '#electron/simulator/ozon/world.ts';
import { stringifyJson } from '#shared/kit/json.ts';
import { EVERY_CALL } from '#tests/contract/ozon/every-call.ts';
import { KNOWN_DIFFERENCES, SPEC_FILE } from '#tests/contract/ozon/known-differences.ts';
import { loadOpenApi, specFiles } from '#tests/support/openapi.ts';

import { runChannelSuite } from './suite.ts';

const START_MS = Date.UTC(2026, 10, 24, 9);
const world = createOzonWorld({ seed: 20_261_124, nowMs: () => START_MS, limits: false, things: 250 });
const credentials = world.credentials();

const found = specFiles('ozon', [SPEC_FILE]);
const absent = 'missing' in found ? found.missing : null;
const api = 'files' in found ? loadOpenApi(found.files, KNOWN_DIFFERENCES) : null;
const faults: string[] = [];

/** Straight into the world, without a socket; both sides of every exchange are held to the specification. */
const connection: Connection = {
  credentials,
  baseUrl: 'http://127.0.0.1',
  nowMs: () => world.nowMs(),
  send: async (request) => {
    const url = new URL(request.url);
    const [, host = '', path = '/'] = /^\/([^/]+)(\/.*)$/u.exec(url.pathname) ?? [];
    const body: unknown = request.body === undefined ? undefined : JSON.parse(stringifyJson(request.body));
    const handled = world.handle({ method: request.method, host, path, query: url.searchParams, headers: request.headers ?? {}, body });
    if (handled.kind === 'cut') return { kind: 'no-answer', sent: true, cause: 'reset' };
    const { status, headers = {}, body: said } = handled.response;
    const exchange = { method: request.method, url: `https://${host}${path}` };
    if (request.method === 'POST') faults.push(...(api?.checkRequest({ ...exchange, body }) ?? []));
    if (said instanceof Uint8Array) return { kind: 'answer', status, headers, body: said };
    if (request.method === 'POST') faults.push(...(api?.checkAnswer({ ...exchange, status, body: said }) ?? []));
    const text = said === undefined ? '' : JSON.stringify(said);
    return { kind: 'answer', status, headers, body: new TextEncoder().encode(text) };
  },
};

const client = ozon.connect(connection);
const done = async <T>(asked: Promise<Outcome<T>>): Promise<T> => {
  const outcome = await asked;
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.value;
};

const warehouse = String(world.cabinet.warehouses[0]!.id);
const [plain, other] = world.cabinet.products.filter((one) => !one.marked && !one.archived);
const marked = world.cabinet.products.find((one) => one.marked && !one.archived)!;

/** Buyers only buy what is in stock. */
async function fillShelves(): Promise<void> {
  const { items } = await done(client.listings(null));
  for (let from = 0; from < items.length; from += client.stock.batch) {
    const rows = items.slice(from, from + client.stock.batch).map(({ sku, cardId }) => ({ sku, cardId, quantity: 9 }));
    await done(client.stock.write(warehouse, rows));
  }
  expect(world.placeOrder()).not.toBeNull();
}

runChannelSuite('Ozon, simulated', async () => {
  await fillShelves();
  return { channel: ozon, credentials, sellerId: credentials.clientId, connection };
});

describe('a posting on its way through the simulated marketplace', () => {
  const orderOf = (lines: readonly { readonly offerId: string; readonly quantity: number }[]) => world.placeOrder({ lines })!.number;
  const linesOf = async (id: string) => (await done(client.orders.fresh())).find((one) => one.id === id)!.lines;
  const wholeOf = async (orderId: string) => ({ orderId, packages: [{ lines: await linesOf(orderId) }], whole: [] });
  /** As the outbox does: what is not over yet is asked again. */
  const confirmed = async (request: Parameters<NonNullable<typeof client.orders.confirm>>[0]) => {
    for (let turn = 0; turn < 5; turn += 1) {
      const outcome = await client.orders.confirm!(request);
      if (outcome.kind === 'done') return outcome.value.orderIds;
      expect(outcome).toMatchObject({ kind: 'retry', problem: { code: expect.stringMatching(/^confirm-/u) } });
      world.advance(3000);
    }
    throw new Error('never confirmed');
  };
  const labelled = async (id: string, paper?: LabelPaper) => {
    for (let turn = 0; turn < 10; turn += 1) {
      const { labels } = await done(client.labels.fetch([id], 'pdf', paper));
      if (labels[0] !== undefined) return labels[0];
      world.advance(15_000);
    }
    throw new Error('never labelled');
  };

  it('is assembled, waits for its label, leaves in a carriage with an act, and is accepted', async () => {
    const id = orderOf([{ offerId: plain!.offerId, quantity: 2 }]);
    expect(await confirmed(await wholeOf(id))).toEqual([id]);
    expect(await done(client.orders.statuses([id]))).toMatchObject([{ status: 'assembling' }]);
    const small = await labelled(id);
    expect(small).toMatchObject({ orderId: id, format: 'pdf', widthMm: 58, heightMm: 40, barcode: world.cabinet.postings.get(id)!.scanit });
    expect(Buffer.from(small.file.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(await labelled(id, '75x120')).toMatchObject({ widthMm: 75, heightMm: 120 });

    const day = { fromMs: world.nowMs(), toMs: world.nowMs() + 2 * 86_400_000 };
    const waiting = (await done(client.handovers!.list(day))).find((one) => one.id === null && (one.orders ?? 0) > 0)!;
    const order = (await done(client.orders.list({ fromMs: START_MS - 1, toMs: world.nowMs() }, null))).items.find((one) => one.id === id)!;
    expect(waiting.key).toBe(order.handoverKey);
    const { id: carriage } = await done(client.handovers!.create!({ key: waiting.key }));
    expect(await done(client.handovers!.orderIds(carriage))).toEqual([id]);
    expect(await done(client.handovers!.setOrders!(carriage, [id, 'nobody-1']))).toMatchObject({ refused: [{ orderId: 'nobody-1' }] });
    await done(client.handovers!.confirm(carriage, 1));
    expect(await done(client.handovers!.document(carriage, 'act'))).toBeNull();
    world.advance(15_000);
    expect(await done(client.handovers!.get(carriage))).toMatchObject({ state: 'closed', documents: ['act', 'barcode', 'places'] });
    expect(await done(client.handovers!.document(carriage, 'act'))).toMatchObject({ format: 'pdf' });
    expect(await done(client.handovers!.document(carriage, 'barcode'))).toMatchObject({ format: 'png', barcode: `%303%24${carriage}` });
    world.acceptCarriage(Number(carriage));
    expect(await done(client.orders.statuses([id]))).toMatchObject([{ status: 'handed-over' }]);
    expect(await done(client.handovers!.document(carriage, 'discrepancy'))).toMatchObject({ format: 'pdf' });
    expect(await client.handovers!.cancel!(carriage)).toMatchObject({ kind: 'rejected', problem: { code: 'handover-done' } });
  });

  it('in two parcels becomes two postings, each with a label of its own, named even when the answer was lost', async () => {
    const id = orderOf([
      { offerId: plain!.offerId, quantity: 1 },
      { offerId: other!.offerId, quantity: 2 },
    ]);
    const lines = await linesOf(id);
    const request = { orderId: id, packages: lines.map((line) => ({ lines: [line] })), whole: [] };
    world.faults.next('/v4/posting/fbs/ship', 'lose-answer');
    expect((await client.orders.confirm!(request)).kind).toBe('unknown');
    const names = await confirmed(request);
    expect(names).toHaveLength(2);
    expect(world.journal.filter((line) => line.path === '/v4/posting/fbs/ship' && JSON.stringify(line.body).includes(id))).toHaveLength(1);
    const [, second] = names;
    expect(await done(client.orders.list({ fromMs: START_MS - 1, toMs: world.nowMs() }, null))).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id: second, parentId: id })]),
    });
    const codes = [(await labelled(id)).barcode, (await labelled(second!)).barcode];
    expect(new Set(codes).size).toBe(2);
  });

  it('is not assembled before its codes passed, and a code without its tail is refused', async () => {
    const id = orderOf([{ offerId: marked.offerId, quantity: 1 }]);
    const sku = String(marked.sku);
    const mark = (value: string) =>
      ({ orderId: id, kind: 'sgtin', values: [value], whole: [{ sku, unit: 0, kind: 'sgtin', value }] }) as const;
    expect(await client.orders.confirm!(await wholeOf(id))).toMatchObject({ kind: 'rejected', problem: { code: 'marks-incomplete' } });
    await done(client.marks.put(mark('010463056831742321too-short')));
    expect(await done(client.marks.read([id]))).toContainEqual(expect.objectContaining({ kind: 'sgtin', verdict: 'pending' }));
    world.advance(6000);
    expect(await done(client.marks.read([id]))).toContainEqual(
      expect.objectContaining({ kind: 'sgtin', verdict: 'refused', own: 'INVALID_MARK' }),
    );
    await done(client.marks.put(mark(markingCode(marked.barcodes[0]!, '77'))));
    world.advance(6000);
    expect(await done(client.marks.read([id]))).toContainEqual(expect.objectContaining({ kind: 'sgtin', verdict: 'passed' }));
    expect(await confirmed(await wholeOf(id))).toEqual([id]);
  });

  it('sends a part of itself ahead and keeps the rest', async () => {
    const id = orderOf([{ offerId: other!.offerId, quantity: 3 }]);
    const line = { sku: String(other!.sku), quantity: 1 };
    const { orderIds } = await done(client.orders.confirm!({ orderId: id, packages: [{ lines: [line] }], partial: true, whole: [] }));
    expect(orderIds).toHaveLength(1);
    expect(orderIds).not.toContain(id);
    expect((await linesOf(id))[0]?.quantity).toBe(2);
  });

  it('fails at Ozon and is assembled again without being told twice', async () => {
    const id = orderOf([{ offerId: plain!.offerId, quantity: 1 }]);
    world.faults.next('/v4/posting/fbs/ship', 'ship-failed');
    expect(await confirmed(await wholeOf(id))).toEqual([id]);
  });

  it('is cancelled for a reason of the seller, or loses a line', async () => {
    const id = orderOf([{ offerId: other!.offerId, quantity: 2 }]);
    const reasons = await done(client.orders.cancelReasons!(id));
    expect(reasons.map((one) => one.id)).not.toContain('665');
    await done(client.orders.cancelLine!(id, { sku: String(other!.sku), quantity: 1 }, reasons[0]));
    expect((await linesOf(id))[0]?.quantity).toBe(1);
    expect(await client.orders.cancel(id, { id: '665', title: 'x' })).toMatchObject({
      kind: 'rejected',
      problem: { code: 'cancel-reason-wrong' },
    });
    await done(client.orders.cancel(id, reasons[0]));
    await done(client.orders.cancel(id, reasons[0]));
    expect(await done(client.orders.statuses([id]))).toMatchObject([{ status: 'cancelled' }]);
    world.sendBack(id);
    expect((await done(client.returns!.list(null))).items).toContainEqual(
      expect.objectContaining({ orderId: id, kind: 'cancelled', state: 'ready-for-pickup' }),
    );
  });

  it('of the seller’s own delivery takes a track and its states in order', async () => {
    const { number } = world.placeOrder({ schema: 'rfbs', lines: [{ offerId: plain!.offerId, quantity: 1 }] })!;
    expect(await client.delivery!.setState(number, 'on-way')).toMatchObject({ kind: 'rejected', problem: { code: 'status-changed' } });
    await confirmed(await wholeOf(number));
    await done(client.delivery!.setTracking(number, 'RA000000000RU'));
    for (const state of ['on-way', 'last-mile', 'delivered'] as const) await done(client.delivery!.setState(number, state));
    expect(await done(client.orders.statuses([number]))).toMatchObject([{ status: 'delivered' }]);
  });

  it('told stock twice within thirty seconds is only late, and reads back what is free to sell', async () => {
    const row = { sku: String(plain!.sku), cardId: String(plain!.productId), quantity: 4 };
    world.advance(31_000);
    await done(client.stock.write(warehouse, [row]));
    const { refused } = await done(client.stock.write(warehouse, [{ ...row, quantity: 3 }]));
    expect(refused).toMatchObject([{ sku: row.sku, problem: { code: 'too-many-requests' } }]);
    expect(await done(client.stock.read(warehouse, [row.sku]))).toEqual([{ sku: row.sku, quantity: 4 }]);
    world.advance(31_000);
    expect(await done(client.stock.write(warehouse, [{ sku: row.sku, quantity: 3 }]))).toEqual({ refused: [] });
    expect(await done(client.stock.read(warehouse, [row.sku]))).toEqual([{ sku: row.sku, quantity: 3 }]);
  });

  it('never shows the seller’s key to the place of files', () => {
    const files = world.journal.filter((line) => line.path.startsWith('/s3/'));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((line) => line.keyed)).toEqual([]);
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
