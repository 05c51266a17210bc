import { expect, it } from 'vitest';

import { converging } from '#tests/support/converging.ts';
import { inSimulationFolder } from '#tests/support/simulation-folder.ts';

const MINUTE = 60_000;
const ORDERS = 'orders.list';

it('Yandex Market’s hourly limit of orders, nearly eaten by another program, lasts for reading orders to the end of the hour (seed 21)', () =>
  inSimulationFolder(async (file) => {
    const rig = await converging({ seed: 21, things: 12, file });
    const { yandex } = rig.worlds;
    expect(yandex.useUp(ORDERS, 8200)).toBeLessThan(1800);
    const before = yandex.journal.length;
    let read = 0;
    for (let sold = 0; sold < 10; sold += 1) {
      const order = yandex.placeOrder();
      expect(order).not.toBeNull();
      await rig.time.advance(5 * MINUTE);
      read += (await rig.ask('order.list', { show: 'all', limit: 500 })).rows.filter((row) => row.number === String(order!.id)).length;
    }
    expect(read).toBe(10);
    expect(yandex.journal.slice(before).filter(({ status }) => status === 420)).toEqual([]);
    await rig.close();
  }));

it('eaten whole, it stops neither the zero nor the decrease that other channels’ sales ask for (seed 22)', () =>
  inSimulationFolder(async (file) => {
    const rig = await converging({ seed: 22, things: 12, file });
    const { yandex, wildberries } = rig.worlds;
    yandex.useUp(ORDERS, 10_000);
    await rig.time.advance(3 * MINUTE);
    const before = yandex.journal.length;
    for (let sold = 0; sold < 6; sold += 1) expect(wildberries.placeOrder()).not.toBeNull();
    await rig.time.advance(MINUTE);
    const told = yandex.journal.slice(before).filter(({ operation, status }) => operation === 'stocks.write' && status === 200);
    expect(told.length).toBeGreaterThan(0);
    const health = (await rig.ask('sync.health', {})).rows.find(({ channel }) => channel === 'yandex-market')!;
    const orders = health.streams.find(({ stream }) => stream === 'orders')!;
    expect(rig.time.nowMs() - orders.lastSuccessMs!).toBeGreaterThan(2 * MINUTE);
    await rig.close();
  }));
