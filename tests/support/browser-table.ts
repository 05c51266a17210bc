import { randomUUID } from 'node:crypto';

import type { Page } from '@playwright/test';

import type { Buyers } from './shift-orders.ts';
import { chrtIds } from './shift-orders.ts';
import type { Came, Table } from './shift-packer.ts';
import type { Floor } from './shift-play.ts';
import { ask, eventually, scan, type Stage } from './station.ts';

const STATION = 'station-1';
/** The longest that any of these waits may be; each says what it waited for. */
const SOON_MS = 20_000;

/** Calls of the program from the page, without keys: for steps that a test is not about. */
export const askedTable = (page: Page): Table => ({
  stationId: STATION,
  ask: (name, input) => ask(page, name, input),
  async scan(code) {
    return { came: await ask(page, 'packing.scan', { operationId: randomUUID(), stationId: STATION, code }), waitedMs: 0 };
  },
  pause: (ms) => page.waitForTimeout(ms),
});

/** Before the page is opened: the moment of each last key is noted ahead of the program, which keeps a scan's keys to itself. */
export async function watchKeys(page: Page): Promise<Page> {
  await page.addInitScript(() => {
    const seen = { keyMs: 0, paintedMs: 0, answers: 0 };
    Object.assign(globalThis, { packerSees: seen });
    addEventListener('keydown', (event) => void (event.code === 'Enter' && (seen.keyMs = event.timeStamp)), true);
  });
  return page;
}

/**
 * A table in the browser (on a page of `watchKeys`): keys as a scanner presses them, and the answer as it is painted. The packer waits from the last key of the scan until
 * the frame that shows what came of it.
 */
export async function scannedTable(page: Page): Promise<Table> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    const seen = (globalThis as unknown as { packerSees: { paintedMs: number; answers: number } }).packerSees;
    const channel = new MessageChannel();
    // A message sent within a frame is heard when the frame has been painted.
    channel.port1.addEventListener('message', () => {
      seen.paintedMs = performance.now();
      seen.answers += 1;
    });
    channel.port1.start();
    const panel = document.querySelector('[data-testid="packing-panel"]')!;
    new MutationObserver(() => requestAnimationFrame(() => channel.port2.postMessage(null))).observe(panel, {
      attributeFilter: ['data-answers'],
    });
  });
  const sees = () =>
    page.evaluate(() => (globalThis as unknown as { packerSees: { keyMs: number; paintedMs: number; answers: number } }).packerSees);
  return {
    stationId: STATION,
    ask: (name, input) => ask(page, name, input),
    async scan(code) {
      const before = await sees();
      const answered = page.waitForResponse((response) => response.url().endsWith('/rpc/packing.scan'), { timeout: SOON_MS });
      await scan(page, code);
      const { value } = (await (await answered).json()) as { readonly value: Came };
      await page.waitForFunction(
        (count) => (globalThis as unknown as { packerSees: { answers: number } }).packerSees.answers > count,
        before.answers,
        { timeout: SOON_MS, polling: 10 },
      );
      const after = await sees();
      return { came: value, waitedMs: after.paintedMs - after.keyMs };
    },
    pause: (ms) => page.waitForTimeout(ms),
  };
}

/** A floor in the browser over the demo's three marketplaces. */
export const browserFloor = (table: Table, stage: Stage, shop: number): Floor => ({
  table,
  buyers: stageBuyers(stage, shop),
  async until(what, look) {
    let seen: Awaited<ReturnType<typeof look>> = null;
    await eventually(
      what,
      async () => {
        // Labels and verdicts of a marketplace come after their time there.
        await stage.do('advance', { ms: 15_000 });
        seen = await look();
        return seen !== null;
      },
      180_000,
    ).toBe(true);
    return seen!;
  },
});

export function stageBuyers(stage: Stage, shop: number): Buyers {
  const sizes = chrtIds(shop);
  return {
    async buy({ channel, lines }) {
      if (channel !== 'wildberries')
        return (await stage.do<{ number: string | null }>('order', { market: channel, lines })).number !== null;
      const chrtId = sizes.get(lines[0]!.article);
      return chrtId !== undefined && (await stage.do<{ orders: readonly unknown[] }>('order', { chrtId })).orders.length > 0;
    },
    async cancel(channel, number) {
      const body = channel === 'wildberries' ? { orderId: Number(number) } : { market: channel, number };
      return (await stage.do<{ cancelled: boolean }>('cancel', body)).cancelled;
    },
  };
}
