import { seedBeside } from '#electron/simulator/demo-beside.ts';
import { seedDemo } from '#electron/simulator/demo.ts';

import { converging, type Converging, type Furnished } from './converging.ts';
import { testId } from './database.ts';
import { chrtIds, type Buyers } from './shift-orders.ts';
import type { Floor } from './shift-play.ts';

const STATION = 'station-1';

/** The demo's shop and its three cabinets on a clock that is turned while the furnishing waits. */
async function furnishShop({ call, ask, run, time, worlds }: Furnished, seed: number): Promise<void> {
  const seeding = { over: false };
  const turning = (async () => {
    while (!seeding.over) await time.advance(1000);
  })();
  try {
    await seedDemo(call, worlds.wildberries, { seed, firstOrders: 0, ordersPerMinute: 0 });
    await seedBeside(call, worlds.ozon, worlds.yandex);
  } finally {
    seeding.over = true;
    await turning;
  }
  worlds.ozon.setPace(0);
  worlds.yandex.setPace(0);
  // The first orders of the demo are of this shift too.
  await ask('order.refresh', { accountId: null });
  await run(60);
}

/** A floor without a screen: the real engine over a real file, three marketplaces, a clock that is turned. */
export async function headlessFloor(options: { readonly seed: number; readonly file: string }): Promise<{ rig: Converging; floor: Floor }> {
  const { seed, file } = options;
  const rig = await converging({ seed, things: 300, file, furnish: (furnished) => furnishShop(furnished, seed) });
  const floor: Floor = {
    table: {
      stationId: STATION,
      ask: (name, input) => rig.ask(name, input),
      async scan(code) {
        const startMs = performance.now();
        const came = await rig.ask('packing.scan', { operationId: testId(rig.time.nowMs()), stationId: STATION, code });
        const waitedMs = performance.now() - startMs;
        // The world goes on while a hand reaches for the next thing.
        await rig.time.advance(50);
        return { came, waitedMs };
      },
      pause: (ms) => rig.time.advance(ms),
    },
    buyers: buyersOf(rig, seed),
    async until(what, look) {
      for (let minute = 0; minute < 240; minute += 1) {
        const seen = await look();
        if (seen !== null) return seen;
        await rig.run(15);
      }
      throw new Error(`waited an hour in vain: ${what}`);
    },
  };
  return { rig, floor };
}

function buyersOf({ worlds }: Pick<Converging, 'worlds'>, seed: number): Buyers {
  const sizes = chrtIds(seed);
  return {
    buy({ channel, lines }) {
      const offers = lines.map(({ article, quantity }) => ({ offerId: article, quantity }));
      if (channel === 'ozon') return Promise.resolve(worlds.ozon.placeOrder({ lines: offers }) !== null);
      if (channel === 'yandex-market') {
        const known = lines.every(({ article }) => worlds.yandex.world.offers.has(article));
        const wanted = lines.map(({ article, quantity }) => ({ offerId: article, count: quantity }));
        return Promise.resolve(known && worlds.yandex.placeOrder({ lines: wanted }) !== null);
      }
      const chrtId = sizes.get(lines[0]!.article);
      return Promise.resolve(chrtId !== undefined && worlds.wildberries.placeOrder({ chrtId }) !== null);
    },
    cancel(channel, externalId) {
      if (channel === 'ozon') return Promise.resolve(worlds.ozon.cancelByBuyer(externalId));
      if (channel === 'yandex-market') return Promise.resolve(worlds.yandex.cancelByBuyer(Number(externalId)));
      return Promise.resolve(worlds.wildberries.cancelByBuyer(Number(externalId)));
    },
  };
}
