import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { CallName, Input } from '#shared/contract/index.ts';

import { type Ask, askOverHttp } from './ask.ts';
import { seedBeside } from './demo-beside.ts';
import { seedDemo } from './demo.ts';
import { createOzonWorld, type OzonWorld } from './ozon/world.ts';
import type { Remembering } from './remembering.ts';
import { playShift } from './shift.ts';
import { createSimulator } from './simulator.ts';
import type { Listening, MarketWorld, Simulator } from './stage.ts';
import { createYandexWorld, type YandexWorld } from './yandex-market/index.ts';

/** A marketplace in miniature on this machine, for the demo and for training. */
export interface SimulatedMarket {
  readonly url: string;
  readonly simulator: Simulator;
  readonly ozon: OzonWorld;
  readonly yandex: YandexWorld;
  /** Set when what the marketplace remembered could not be read and a fresh one stands in its place: the file that was put aside. */
  readonly forgot: string | null;
  /** `alone`: Wildberries without the others. */
  seed(ask: Ask, alone?: boolean): Promise<void>;
  /** One shift over the host's real HTTP; throws with words when something is not as it must be. */
  play(host: { readonly url: string; readonly token: string }, tell: (line: string) => void): Promise<void>;
  close(): Promise<void>;
}

const SEED = 20_261_124;
/** At most this much of what buyers did is lost when the program is killed. */
const KEEP_EVERY_MS = 2000;

/** Listens where it listened last time in this folder, because cabinets remember the address; otherwise on any free port. */
export async function openSimulatedMarket(dataDir: string): Promise<SimulatedMarket> {
  // Ids of orders grow by the clock, so a demo started again in the same folder never repeats one.
  const startMs = Date.now();
  const simulator = createSimulator({
    seed: SEED,
    nowMs: Date.now,
    firstOrderId: 3_000_000_000 + Math.floor((startMs - 1_760_000_000_000) / 10),
  });
  const ozon = createOzonWorld({ seed: SEED, nowMs: Date.now });
  const yandex = createYandexWorld({
    seed: SEED,
    nowMs: Date.now,
    firstOrderId: 40_000_000 + Math.floor((startMs - 1_760_000_000_000) / 1000),
  });
  // Cabinets connected in another life ask before anybody shows their key again.
  yandex.credentials();
  // The very first time the folder is not there yet, and the address is kept in it.
  mkdirSync(dataDir, { recursive: true });
  const kept = [
    { world: simulator, file: path.join(dataDir, 'market.json') },
    { world: ozon, file: path.join(dataDir, 'market-ozon.json') },
    { world: yandex, file: path.join(dataDir, 'market-yandex.json') },
  ];
  const forgot = kept.map(({ world, file }) => recallWorld(world, file)).find((aside) => aside !== null) ?? null;
  const server = await listenWhereBefore(simulator, [ozon, yandex], path.join(dataDir, 'market-port'));
  const keepers = kept.map(({ world, file }) => keepWorld(world, file));
  return {
    url: server.url,
    simulator,
    ozon,
    yandex,
    forgot,
    async seed(ask, alone = false) {
      await seedDemo(ask, simulator, { seed: SEED });
      if (!alone) await seedBeside(ask, ozon, yandex);
    },
    async play(host, tell) {
      simulator.setPace(0);
      await playShift({ ask: askOverHttp(host.url, host.token), simulator, tell });
    },
    async close() {
      await server.close();
      for (const keeper of keepers) keeper.stop();
    },
  };
}

/** The engine's own `ask` with its caller, as the demo wants it. */
export const askAs =
  <C>(engine: { ask<N extends CallName>(name: N, input: Input<N>, caller: C): ReturnType<Ask> }, caller: C): Ask =>
  (name, input) =>
    engine.ask(name, input, caller) as never;

/** A marketplace does not forget its orders because the demo was closed. Answers the file put aside when it cannot be read. */
function recallWorld(world: Remembering, file: string): string | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  if (world.recall(text)) return null;
  const aside = `${file}.unread`;
  try {
    renameSync(file, aside);
  } catch {
    // A folder that takes no file says so when the database is opened.
  }
  return aside;
}

/** Writes the world down beside the database whenever it changed, whole and in one step. */
function keepWorld(world: Remembering, file: string): { stop(): void } {
  let kept = '';
  const keep = (): void => {
    const text = world.memory();
    if (text === kept) return;
    try {
      writeFileSync(`${file}.new`, text, { mode: 0o600 });
      renameSync(`${file}.new`, file);
      kept = text;
    } catch {
      // A full disk is told of by the database; the demo goes on from what it holds in memory.
    }
  };
  const timer = setInterval(keep, KEEP_EVERY_MS);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      keep();
    },
  };
}

async function listenWhereBefore(simulator: Simulator, worlds: readonly MarketWorld[], memory: string): Promise<Listening> {
  let before = 0;
  try {
    before = Number(readFileSync(memory, 'utf8'));
  } catch {
    // The first time in this folder.
  }
  const server = await simulator.listen(Number.isInteger(before) ? before : 0, worlds).catch(() => simulator.listen(0, worlds));
  try {
    writeFileSync(memory, new URL(server.url).port);
  } catch {
    // A folder that takes no file says so when the database is opened.
  }
  return server;
}
