import { ozon } from '#electron/channels/ozon/index.ts';
import { wildberries } from '#electron/channels/wildberries/index.ts';
import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import { createInlineLists } from '#electron/db/lists/lists.ts';
import { openDatabase, type OpenDatabase } from '#electron/db/open.ts';
import { createEngine, type Engine } from '#electron/engine/engine.ts';
import type { Caller } from '#electron/engine/handlers.ts';
import type { Timers } from '#electron/ports/clock.ts';
import type { Http } from '#electron/ports/http.ts';
import { createOzonWorld } from '#electron/simulator/ozon/world.ts';
import { createSimulator } from '#electron/simulator/simulator.ts';
import type { WorldHandled, WorldRequest } from '#electron/simulator/stage.ts';
import { createYandexWorld } from '#electron/simulator/yandex-market/index.ts';
import { PERMISSIONS } from '#shared/contract/call.ts';
import type { CallName, Input, Output } from '#shared/contract/index.ts';
import { parseJson } from '#shared/kit/json.ts';

import { testId } from './database.ts';
import { FakeTime, seededRandom } from './fake-time.ts';
import { idlePorts, vaultInMemory } from './idle-ports.ts';
import { deskWithoutPrinters } from './market-rig.ts';

const OWNER: Caller = { actor: 'владелец', station: 'station-1', permissions: PERMISSIONS };
const SECOND = 1000;

export type Worlds = ReturnType<typeof worldsOf>;

const worldsOf = (seed: number, things: number, nowMs: () => number) => ({
  wildberries: createSimulator({ seed, nowMs, things }),
  ozon: createOzonWorld({ seed, nowMs, things }),
  yandex: createYandexWorld({ seed, nowMs, things }),
});

/** The real engine, three real clients and a real file against three marketplaces, on one clock; the program may be killed between any two steps. */
export async function converging(options: {
  readonly seed: number;
  readonly things: number;
  readonly file: string;
  /** How its shelves and cabinets come about; by itself every card becomes a product with a few pieces. */
  readonly furnish?: (rig: Furnished) => Promise<void>;
}) {
  const time = new FakeTime();
  const worlds = worldsOf(options.seed, options.things, () => time.nowMs());
  const vault = vaultInMemory();
  const bugs: string[] = [];
  let lives = 0;
  let life = born();

  function born(): { readonly engine: Engine; readonly opened: OpenDatabase; alive: boolean } {
    lives += 1;
    const opening = openDatabase({ file: options.file, nowMs: time.nowMs });
    if (!opening.ok) throw new Error(`${opening.error.code}: ${opening.error.detail}`);
    const opened = opening.value;
    const one: { engine: Engine; opened: OpenDatabase; alive: boolean } = { engine: undefined as never, opened, alive: true };
    // What a killed program was waiting for never comes: no timer fires, no answer arrives, nothing is written.
    const timers: Timers = { after: (delayMs, run) => time.after(delayMs, () => void (one.alive && run())) };
    one.engine = createEngine({
      db: opened.database,
      lists: createInlineLists(opened.sql),
      upkeep: opened.upkeep,
      clock: time,
      timers,
      random: seededRandom(options.seed * 1000 + lives),
      log: { write: (level, event, details) => void (level === 'error' && bugs.push(`${event} ${JSON.stringify(details)}`)) },
      http: straightInto(worlds, () => one.alive),
      vault,
      ...idlePorts(),
      channels: [wildberries, ozon, yandexMarket],
      openPrintDesk: () => deskWithoutPrinters,
      checkAnswers: true,
      simulatorUrl: 'http://127.0.0.1',
    });
    one.engine.start();
    return one;
  }

  const rig = {
    time,
    worlds,
    bugs,
    get db() {
      return life.opened.database;
    },
    get sql() {
      return life.opened.sql;
    },
    /** How often the program was started. */
    lives: () => lives,
    call: <N extends CallName>(name: N, input: Input<N>) => life.engine.ask(name, input, OWNER),
    async ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
      const answer = await life.engine.ask(name, input, OWNER);
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${JSON.stringify(answer.error.params ?? {})}`);
      return answer.value;
    },
    async run(seconds: number): Promise<void> {
      for (let passed = 0; passed < seconds; passed += 1) await time.advance(SECOND);
    },
    /** Dies where it stands, and starts again on the same file. */
    async kill(): Promise<void> {
      life.alive = false;
      life.opened.close();
      life = born();
      await time.advance(1);
    },
    setNetwork(up: boolean): void {
      worlds.wildberries.setNetwork(up);
      worlds.ozon.setNetwork(up);
      worlds.yandex.setNetwork(up);
    },
    async close(): Promise<void> {
      await life.engine.stop();
      life.opened.close();
    },
  };
  await (options.furnish ?? furnish)(rig);
  return rig;
}

export type Furnished = Pick<Converging, 'ask' | 'call' | 'run' | 'worlds' | 'time'>;
export type Converging = Awaited<ReturnType<typeof converging>>;

/** One warehouse behind three cabinets of two legal entities. */
async function furnish(rig: Furnished): Promise<void> {
  const { wildberries: wb, ozon: oz, yandex } = rig.worlds;
  const entities = [testId(), testId()] as const;
  const warehouseId = testId();
  for (const [index, id] of entities.entries())
    await rig.ask('entity.save', { operationId: testId(), id, name: `ООО «Проба ${index + 1}»`, taxId: '' });
  const place = { id: warehouseId, kind: 'warehouse', warehouseId: null, code: 'СКЛАД', name: 'Склад' } as const;
  await rig.ask('location.save', { operationId: testId(), ...place });
  const cabinets = [
    { channel: 'wildberries', legalEntityId: entities[0], token: wb.token(), at: String(wb.sellers[0]!.warehouses[0]!.id) },
    { channel: 'ozon', legalEntityId: entities[1], ...oz.credentials(), at: String(oz.cabinet.warehouses[0]!.id) },
    { channel: 'yandex-market', legalEntityId: entities[1], ...yandex.credentials(), at: String(yandex.world.shops[0]!.warehouseId) },
  ] as const;
  const ids: string[] = [];
  for (const { at: _at, ...cabinet } of cabinets) {
    const id = testId();
    ids.push(id);
    await rig.ask('account.connect', { operationId: testId(), id, name: cabinet.channel, ...cabinet });
  }
  await rig.run(60);
  await rig.ask('product.fromListings', { operationId: testId(), accountId: ids[0]!, listingIds: null });
  for (const accountId of ids.slice(1)) await rig.ask('listing.autoMatch', { operationId: testId(), accountId });
  const products = (await rig.ask('product.list', { limit: 500 })).rows;
  await rig.ask('stock.receive', {
    operationId: testId(),
    rows: products.map(({ id }, index) => ({ productId: id, locationId: warehouseId, quantity: 2 + (index % 5) })),
    note: '',
  });
  for (const [index, accountId] of ids.entries()) {
    const theirs = (await rig.ask('account.warehouses', { accountId })).rows.find((row) => row.externalId.endsWith(cabinets[index]!.at));
    if (theirs === undefined) throw new Error(`no warehouse ${cabinets[index]!.at}`);
    await rig.ask('account.linkWarehouse', { operationId: testId(), accountId, externalId: theirs.externalId, warehouseId });
    await rig.ask('account.setState', { operationId: testId(), accountId, live: true });
  }
  await rig.run(120);
}

/** Without a socket, but with the port's own manners: a cut line was sent and never answered. */
function straightInto(worlds: Worlds, alive: () => boolean): Http {
  const besides = [worlds.ozon, worlds.yandex];
  return {
    send: (request) => {
      if (!alive()) return new Promise(() => undefined);
      const url = new URL(request.url);
      const [, host = '', path = '/'] = /^\/([^/]+)(\/.*)$/u.exec(url.pathname) ?? [];
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
      const text = request.body === undefined || request.body.length === 0 ? null : new TextDecoder().decode(request.body);
      const asked: WorldRequest = {
        method: request.method,
        host,
        path,
        query: url.searchParams,
        headers,
        body: text === null ? undefined : parseJson(text),
      };
      const world = besides.find(({ hosts }) => hosts.includes(host));
      const handled: WorldHandled =
        world === undefined
          ? worlds.wildberries.handle({ ...asked, headers: { authorization: headers['authorization'] } })
          : world.handle(asked);
      if (handled.kind === 'cut') return Promise.resolve({ kind: 'no-answer', sent: true, cause: 'reset', detail: 'cut' });
      const { status, headers: said, body } = handled.response;
      const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body));
      // The answer may still be on its way when the program dies.
      return Promise.resolve().then(() =>
        alive()
          ? {
              kind: 'answer' as const,
              status,
              headers: Object.fromEntries(Object.entries(said ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
              body: bytes,
            }
          : new Promise<never>(() => undefined),
      );
    },
  };
}
