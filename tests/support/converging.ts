import { copyFileSync, existsSync, rmSync } from 'node:fs';

import { ozon } from '#electron/channels/ozon/index.ts';
import { wildberries } from '#electron/channels/wildberries/index.ts';
import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import { createInlineLists } from '#electron/db/lists/lists.ts';
import { openDatabase, type OpenDatabase } from '#electron/db/open.ts';
import { createEngine, type Engine } from '#electron/engine/engine.ts';
import type { Caller } from '#electron/engine/handlers.ts';
import type { Timers } from '#electron/ports/clock.ts';
import type { Database } from '#electron/ports/database.ts';
import { createOzonWorld } from '#electron/simulator/ozon/world.ts';
import { createSimulator } from '#electron/simulator/simulator.ts';
import { createYandexWorld } from '#electron/simulator/yandex-market/index.ts';
import { PERMISSIONS } from '#shared/contract/call.ts';
import type { Answer, CallName, Input, Output } from '#shared/contract/index.ts';

import { testId } from './database.ts';
import { FakeTime, oneTurn, seeded, seededRandom } from './fake-time.ts';
import { idlePorts, vaultInMemory } from './idle-ports.ts';
import { deskWithoutPrinters } from './market-rig.ts';
import { simulatedWire, type Worlds } from './simulated-wire.ts';

const OWNER: Caller = { actor: 'владелец', station: 'station-1', permissions: PERMISSIONS };
const SECOND = 1000;
/** A call that waits for the network is given this long. */
const MOST_WAIT_MS = 10 * 60 * SECOND;

/** The program died under a call. */
export class Killed extends Error {}

interface Life {
  readonly engine: Engine;
  readonly opened: OpenDatabase;
  readonly file: string;
  alive: boolean;
  /** Commits until it dies; infinite: it lives. */
  commitsLeft: number;
}

/**
 * The real engine, three real clients and a real file against three marketplaces, on one clock. The program may be killed after any commit:
 * its file and the write-ahead log beside it are copied as they stand at that moment, which is what a killed process leaves behind, and the
 * next life begins on the copy.
 */
export async function converging(options: {
  readonly seed: number;
  readonly things: number;
  readonly file: string;
  /** How its shelves and cabinets come about; by itself every card becomes a product with a few pieces. */
  readonly furnish?: (rig: Furnished) => Promise<void>;
  readonly sockets?: boolean;
}) {
  const settled = async (): Promise<void> => {
    do await oneTurn();
    while (wire.onSockets() > 0);
  };
  const time = new FakeTime(undefined, settled);
  const about = { seed: options.seed, nowMs: () => time.nowMs(), things: options.things };
  const worlds: Worlds = { wildberries: createSimulator(about), ozon: createOzonWorld(about), yandex: createYandexWorld(about) };
  const toldListeners: (() => void)[] = [];
  const wire = await simulatedWire({
    worlds,
    time: () => time,
    chance: seeded(options.seed ^ 0x3147),
    sockets: options.sockets ?? false,
    stockTold: () => {
      for (const run of toldListeners) run();
    },
  });
  const vault = vaultInMemory();
  const bugs: string[] = [];
  let lives = 0;
  let life = born(options.file);

  function born(file: string): Life {
    lives += 1;
    const opening = openDatabase({ file, nowMs: time.nowMs });
    if (!opening.ok) throw new Error(`${opening.error.code}: ${opening.error.detail}`);
    const opened = opening.value;
    const one: Life = { engine: undefined as never, opened, file, alive: true, commitsLeft: Number.POSITIVE_INFINITY };
    // What a killed program was waiting for never comes: no timer fires, no answer arrives; what it still writes goes to the file it left.
    const timers: Timers = { after: (delayMs, run) => time.after(delayMs, () => void (one.alive && run())) };
    (one as { engine: Engine }).engine = createEngine({
      db: mortal(opened.database, one, () => `${options.file}.${String(lives + 1)}`),
      lists: createInlineLists(opened.sql),
      upkeep: opened.upkeep,
      clock: time,
      timers,
      random: seededRandom(options.seed * 1000 + lives),
      log: {
        write: (level, event, details) => void (level === 'error' && one.alive && bugs.push(`${event} ${JSON.stringify(details)}`)),
      },
      http: wire.http(() => one.alive),
      vault,
      ...idlePorts(),
      channels: [wildberries, ozon, yandexMarket],
      openPrintDesk: () => ({ ...deskWithoutPrinters, labelFormat: () => 'zpl' }),
      checkAnswers: true,
      simulatorUrl: wire.baseUrl,
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
    alive: () => life.alive,
    /** Runs right after a marketplace was told figures, in the moment it took them. */
    whenStockTold: (run: () => void) => void toldListeners.push(run),
    /** Turns the clock where the answer needs it. Throws `Killed` where the program died meanwhile. */
    async call<N extends CallName>(name: N, input: Input<N>): Promise<Answer<N>> {
      if (!life.alive) throw new Killed();
      const heard: Answer<N>[] = [];
      void life.engine.ask(name, input, OWNER).then((answer) => heard.push(answer));
      await settled();
      for (let waitedMs = 0; heard.length === 0 && life.alive; waitedMs += SECOND) {
        if (waitedMs > MOST_WAIT_MS) throw new Error(`${name} never answered`);
        await time.advance(SECOND);
      }
      if (!life.alive) throw new Killed();
      return heard[0]!;
    },
    async ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
      const answer = await rig.call(name, input);
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${JSON.stringify(answer.error.params ?? {})} ${bugs.join()}`);
      return answer.value;
    },
    run: (seconds: number): Promise<void> => time.advance(seconds * SECOND),
    /** It will die right after so many more commits, wherever that is. */
    killAfter(commits: number): void {
      life.commitsLeft = commits;
    },
    /** Starts again on what the dead one left. */
    async rebirth(): Promise<void> {
      if (life.alive) die(life, `${options.file}.${String(lives + 1)}`);
      await settled();
      life.opened.close();
      for (const ending of ['', '-wal', '-shm', '.lock']) rmSync(`${life.file}${ending}`, { force: true });
      life = born(`${options.file}.${String(lives + 1)}`);
      await time.advance(1);
    },
    setNetwork(up: boolean): void {
      worlds.wildberries.setNetwork(up);
      worlds.ozon.setNetwork(up);
      worlds.yandex.setNetwork(up);
    },
    async close(): Promise<void> {
      const stopped = life.engine.stop();
      await time.advance(60 * SECOND);
      await stopped;
      life.opened.close();
      await wire.close();
    },
  };
  await (options.furnish ?? furnish)(rig);
  return rig;
}

export type Furnished = Pick<Converging, 'ask' | 'call' | 'run' | 'worlds' | 'time'>;
export type Converging = Awaited<ReturnType<typeof converging>>;

/** A database under a program that dies when its commits are used up. */
function mortal(database: Database, life: Life, heir: () => string): Database {
  return {
    ...database,
    write(work) {
      const value = database.write(work);
      life.commitsLeft -= 1;
      if (life.commitsLeft <= 0 && life.alive) die(life, heir());
      return value;
    },
  };
}

/** Between two transactions nothing is half written: the file and its log are exactly what a killed process leaves. */
function die(life: Life, heir: string): void {
  life.alive = false;
  copyFileSync(life.file, heir);
  if (existsSync(`${life.file}-wal`)) copyFileSync(`${life.file}-wal`, `${heir}-wal`);
}

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
