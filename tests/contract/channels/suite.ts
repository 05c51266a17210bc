import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { CancelReason, Channel, ChannelClient, Connection, Credentials, Outcome, Reply } from '#electron/channels/channel.ts';

/** A marketplace to hold to the interface: its channel, a key it accepts, and a way out that answers as it does. */
export interface ChannelUnderTest {
  readonly channel: Channel;
  readonly credentials: Credentials;
  /** The same seller id the key tells, where a key tells one. */
  readonly sellerId: string | null;
  /** A hand-over's id as this marketplace's client gives them; «1» where any number is one. */
  readonly handoverId?: string;
  /** A connection to a cabinet with at least one card, one warehouse and one new order. */
  readonly connection: Connection;
  readonly close?: () => Promise<void>;
}

const done = <T>(outcome: Outcome<T>): T => {
  if (outcome.kind !== 'done') throw new Error(`expected done: ${JSON.stringify(outcome)}`);
  return outcome.value;
};

/** What every marketplace must keep to behind `Channel`, whoever answers: a script, the simulator, the marketplace itself. */
export function runChannelSuite(name: string, make: () => ChannelUnderTest | Promise<ChannelUnderTest>): void {
  describe(`${name} as a channel`, () => {
    let under: ChannelUnderTest;
    let client: ChannelClient;
    beforeAll(async () => {
      under = await make();
      client = under.channel.connect(under.connection);
    });
    afterAll(async () => under.close?.());

    it('names every limit group once, each with tokens to spend', () => {
      const ids = under.channel.limits.map((group) => group.id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const group of under.channel.limits) {
        expect(group.burst).toBeGreaterThan(0);
        expect(group.intervalMs).toBeGreaterThan(0);
        expect(group.clientErrorCost).toBeGreaterThanOrEqual(1);
      }
    });

    it('offers what its capabilities promise', () => {
      const { capabilities } = under.channel;
      expect(client.supplies !== undefined).toBe(capabilities.supplies);
      expect(client.passes !== undefined).toBe(capabilities.passes);
      expect(client.handovers !== undefined).toBe(capabilities.handovers);
      expect(client.returns !== undefined).toBe(capabilities.returns);
      expect(client.fulfilment !== undefined).toBe(capabilities.fulfilment);
      expect(client.delivery !== undefined).toBe(capabilities.delivery);
      expect(client.orders.confirm !== undefined).toBe(capabilities.confirm === 'order');
      expect(client.orders.cancelReasons !== undefined).toBe(capabilities.cancelReasons);
      expect(client.handovers?.units !== undefined).toBe(capabilities.cargoUnits);
      expect(client.labels.sheet !== undefined).toBe(capabilities.labelSheet);
      expect(client.orders.cancelLine !== undefined).toBe(capabilities.cancelLines !== 'no');
      expect(client.orders.get !== undefined).toBe(capabilities.cancelLines !== 'no' || capabilities.packages === 'orders');
    });

    it('reads a good key without faults and a bad one with the first fault to mend', () => {
      const now = under.connection.nowMs();
      const good = under.channel.readCredentials(under.credentials, now);
      expect(good.faults).toEqual([]);
      expect(good.sellerId).toBe(under.sellerId);
      expect(under.channel.readCredentials({ ...under.credentials, token: 'nonsense' }, now).faults.length).toBeGreaterThan(0);
      const { clientId: _, ...alone } = under.credentials;
      const faults = under.channel.readCredentials(alone, now).faults.map(({ fault }) => fault);
      expect(faults.includes('seller-number-missing')).toBe(under.channel.capabilities.clientId === 'required');
      if (good.expiresAtMs !== null)
        expect(under.channel.readCredentials(under.credentials, good.expiresAtMs + 1).faults[0]?.fault).toBe('expired');
    });

    it('tells whose cabinet it is', async () => {
      const seller = done(await client.seller());
      expect(seller.sellerId).toBe(under.sellerId ?? seller.sellerId);
      expect(seller.name).not.toBe('');
    });

    it('pages through cards to an end, and the kept cursor starts after them', async () => {
      let cursor: string | null = null;
      let seen = 0;
      for (let page = 0; page < 50; page += 1) {
        const read: Awaited<ReturnType<ChannelClient['listings']>> = await client.listings(cursor);
        const value = done(read);
        for (const listing of value.items) {
          expect(listing.sku).toMatch(/\S/u);
          expect(listing.cardId).toMatch(/\S/u);
        }
        seen += value.items.length;
        cursor = value.cursor;
        if (!value.more) break;
      }
      expect(seen).toBeGreaterThan(0);
      expect(done(await client.listings(cursor)).more).toBe(false);
    });

    it('gives new orders with lines, a handover key and a price in minor units', async () => {
      const orders = done(await client.orders.fresh());
      expect(orders.length).toBeGreaterThan(0);
      for (const order of orders) {
        expect(order.lines.length).toBeGreaterThan(0);
        if (under.channel.capabilities.singleUnitOrders) expect(order.lines).toMatchObject([{ quantity: 1 }]);
        expect(order.handoverKey).not.toBe('');
        expect(order.status?.status).toBe('new');
        expect(Number.isSafeInteger(order.price?.minor ?? 0)).toBe(true);
        expect(Number.isSafeInteger(order.createdAtMs)).toBe(true);
      }
    });

    it('asks nothing of the network for an empty question', async () => {
      const quiet = under.channel.connect(answering({ kind: 'no-answer', sent: true, cause: 'must not be asked' }));
      expect(done(await quiet.orders.statuses([]))).toEqual([]);
      expect(done(await quiet.marks.read([]))).toEqual([]);
      expect(done(await quiet.stock.read('1', []))).toEqual([]);
      expect(done(await quiet.stock.write('1', []))).toEqual({ refused: [] });
    });

    it('refuses more than its batch before anything is sent', async () => {
      const many = Array.from({ length: client.orders.statusBatch + 1 }, (_, index) => String(index + 1));
      await expect(client.orders.statuses(many)).rejects.toThrow(RangeError);
    });

    describe('every way a request may end', () => {
      const answering_ = (reply: Reply) => under.channel.connect(answering(reply));

      it('nothing left this machine: try again', async () => {
        for (const outcome of await everything(answering_({ kind: 'no-answer', sent: false, cause: 'dns' })))
          expect(outcome.kind).toBe('retry');
      });

      it('held back here: limited until then', async () => {
        const untilMs = under.connection.nowMs() + 5000;
        for (const outcome of await everything(answering_({ kind: 'held', untilMs, by: 'limit' })))
          expect(outcome).toEqual({ kind: 'limited', untilMs });
      });

      it('sent and no answer: a reading is tried again, a making is unknown', async () => {
        const lost = answering_({ kind: 'no-answer', sent: true, cause: 'timeout' });
        expect((await lost.orders.fresh()).kind).toBe('retry');
        expect((await lost.stock.write('1', [{ sku: '1', quantity: 1 }])).kind).toBe('retry');
        if (lost.supplies !== undefined) expect((await lost.supplies.create('a')).kind).toBe('unknown');
        if (lost.handovers !== undefined) expect((await lost.handovers.confirm(under.handoverId ?? '1')).kind).toBe('unknown');
      });

      it('trouble at their end: a reading is tried again, a making is unknown', async () => {
        const broken = answering_(answer(503, '<html>Bad gateway</html>'));
        expect(await broken.orders.fresh()).toMatchObject({ kind: 'retry', problem: { code: 'server-error', httpStatus: 503 } });
        if (broken.supplies !== undefined) expect((await broken.supplies.create('a')).kind).toBe('unknown');
        if (broken.handovers?.create !== undefined) expect((await broken.handovers.create({ key: '1/2026-11-24' })).kind).toBe('unknown');
      });

      it('the key is refused: rejected, for a person', async () => {
        for (const outcome of await everything(answering_(answer(401, '{}'))))
          expect(outcome).toMatchObject({ kind: 'rejected', problem: { code: 'token-refused' } });
      });

      it('an answer nobody can read is told as such, never taken for an empty one', async () => {
        for (const text of ['', 'null', '{}', '[1', '{"orders":7}', '{"postings":7}', '<html></html>'])
          expect(await answering_(answer(200, text)).orders.fresh(), text).toMatchObject({
            kind: 'retry',
            problem: { code: 'unreadable-answer' },
          });
      });
    });

    const everything = (one: ChannelClient): Promise<Outcome<unknown>[]> =>
      Promise.all([
        one.seller(),
        one.listings(null),
        one.warehouses(),
        one.orders.fresh(),
        one.orders.statuses(['1']),
        under.channel.capabilities.cancelReasons ? one.orders.cancel('1', REASON) : one.orders.cancel('1'),
        one.stock.write('1', [{ sku: '1', quantity: 1 }]),
        one.stock.read('1', ['1']),
        one.labels.fetch(['1'], 'png'),
        one.marks.read(['1']),
        ...(one.supplies === undefined
          ? []
          : [one.supplies.create('a'), one.supplies.add('1', ['1']), one.supplies.deliver('1'), one.supplies.remove('1')]),
        ...(one.passes === undefined ? [] : [one.passes.list()]),
        ...(one.orders.confirm === undefined ? [] : [one.orders.confirm(CONFIRM)]),
        ...(one.orders.cancelReasons === undefined ? [] : [one.orders.cancelReasons('1')]),
        ...(one.orders.cancelLine === undefined ? [] : [one.orders.cancelLine('1', { sku: '1', quantity: 1 }, REASON)]),
        ...(one.handovers === undefined
          ? []
          : [one.handovers.list(HOUR), one.handovers.get(under.handoverId ?? '1'), one.handovers.document(under.handoverId ?? '1', 'act')]),
        ...(one.returns === undefined ? [] : [one.returns.list(null)]),
        ...(one.fulfilment === undefined ? [] : [one.fulfilment.stock(null), one.fulfilment.orders(HOUR, null)]),
        ...(one.delivery === undefined ? [] : [one.delivery.setTracking('1', 'A'), one.delivery.setState('1', 'on-way')]),
      ]);

    const answering = (reply: Reply): Connection => ({ ...under.connection, send: () => Promise.resolve(reply) });
  });
}

const REASON: CancelReason = { id: '1', title: 'a', message: 'a' };
const CONFIRM = { orderId: '1', packages: [{ lines: [{ sku: '1', quantity: 1 }] }], whole: [] };
const HOUR = { fromMs: Date.UTC(2026, 10, 24, 9), toMs: Date.UTC(2026, 10, 24, 10) };

const answer = (status: number, text: string): Reply => ({ kind: 'answer', status, headers: {}, body: new TextEncoder().encode(text) });
