import type { Events } from '#electron/ports/events.ts';
import { assemble } from '#electron/sync/assemble.ts';
import { createSync, type SyncPorts } from '#electron/sync/sync.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { ChannelCapabilities } from '#shared/domain/channel.ts';
import type { ExternalId } from '#shared/domain/ids.ts';

import { openTestDatabase, TEST_NOW_MS, testId } from './database.ts';
import { FakeTime, seededRandom } from './fake-time.ts';
import { ScriptedMarket, scriptedChannel } from './scripted-channel.ts';

export const MARKET_WAREHOUSE = '700';

/** A cabinet, a warehouse with a product on its shelf, its card, and the loop with its crank in the test's hand. */
export function syncRig(
  options: {
    readonly live?: boolean;
    readonly stock?: number;
    readonly capabilities?: Partial<ChannelCapabilities>;
    readonly pairIntervalMs?: number;
  } = {},
) {
  const opened = openTestDatabase();
  const { database: db, make } = opened;
  const time = new FakeTime(TEST_NOW_MS);
  const market = new ScriptedMarket();
  market.nowMs = () => time.nowMs();
  market.pairIntervalMs = options.pairIntervalMs ?? 0;
  const events: EngineEvent[] = [];
  const warehouse = make.warehouse('СК');
  const accountId = make.account({ live: options.live ?? false });
  make.channelWarehouse(accountId, warehouse, MARKET_WAREHOUSE);
  const productId = make.product({ article: 'КР-1' });
  if (options.stock !== 0) make.receive(productId, warehouse, options.stock ?? 10);
  const listingId = make.listing(accountId, { sku: 'sku-1', productId });
  db.write((stores) => stores.sync.ensureOffers(accountId, TEST_NOW_MS));

  const ports: SyncPorts = {
    db,
    clock: time,
    timers: time,
    random: seededRandom(7),
    log: { write: (level, event, details) => void (level === 'error' && bugs.push(`${event} ${JSON.stringify(details)}`)) },
    http: { send: () => Promise.reject(new Error('the scripted marketplace needs no network')) },
    vault: { get: () => 'token', put: () => undefined, remove: () => undefined },
    channels: [scriptedChannel(market, options.capabilities)],
    events: { emit: (event) => db.afterCommit(() => events.push(event)) } satisfies Events,
    printDesk: {
      trouble: () => null,
      labelFormat: () => 'zpl',
      warm: () => undefined,
      wake: (id: string) => woken.push(id),
    } as unknown as SyncPorts['printDesk'],
  };
  const bugs: string[] = [];
  const woken: string[] = [];
  let sync = createSync(ports);

  const rig = {
    ...opened,
    db,
    time,
    market,
    events,
    bugs,
    woken,
    ports,
    accountId,
    warehouse,
    productId,
    listingId,
    get sync() {
      return sync;
    },
    /** The program starts anew on the same database. */
    restart() {
      sync = createSync(ports);
    },
    async run(ms = 0) {
      await sync.drain();
      for (let left = ms; left > 0; left -= 500) {
        time.jump(Math.min(500, left));
        await sync.drain();
      }
    },
    order: (externalId: string) => db.read.orders.byExternalId(accountId, externalId as ExternalId)!,
    assemble(...externalIds: string[]) {
      const ids = externalIds.map((id) => rig.order(id).id);
      const result = db.write((stores) => {
        const deed = make.deed('supply', time.nowMs());
        const assembled = assemble(stores, deed, ids, null, () => testId(time.nowMs()));
        stores.ledger.record(deed, {});
        return assembled;
      });
      sync.nudge(accountId, 'outbox');
      return result;
    },
    queue: () => db.read.sync.outboxList({ limit: 100 }),
    stockOf: () => db.read.ledger.stock([productId])[0]!,
  };
  return rig;
}
