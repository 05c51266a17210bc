import { randomUUID } from 'node:crypto';

import type { Page } from '@playwright/test';

import { askedTable, stageBuyers } from '../support/browser-table.ts';
import { Packer, shuffled } from '../support/shift-packer.ts';
import { ask, type Demo, eventually, expect, openDemo, scan, test as base } from '../support/station.ts';

const SHOP = 20_261_124;
const CELLS = 6;
/** A marketplace's own waits (labels, the hour of a shipment) pass at once. */
const LATER_MS = 12 * 60_000;

/** Three marketplaces, their orders here and taken to assembly; the specs below go one after another, as a day does. */
const test = base.extend<{ page: Page }, { floor: Demo }>({
  floor: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what the fixture needs
    async ({}, use, info) => {
      const demo = await openDemo(info.project.metadata['host'], []);
      try {
        await use(demo);
      } finally {
        await demo.stop();
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  page: async ({ floor, context }, use) => use(await floor.page(() => context.newPage())),
});
test.describe.configure({ mode: 'serial' });

const active = async (page: Page) =>
  (await ask(page, 'order.list', { show: 'active', limit: 500 })).rows.filter((order) => order.status !== 'packed');

test('the day begins: orders of three marketplaces are taken to assembly and wait for hands alone', async ({ floor: { stage }, page }) => {
  await stage.do('pace', { perMinute: 0 });
  const buyers = stageBuyers(stage, SHOP);
  const { rows } = await ask(page, 'product.list', { limit: 100 });
  const [cup, bowl] = rows.filter((row) => row.kind === 'product' && !row.marked && row.available > 5);
  const lines = [cup!, bowl!].map(({ article }) => ({ article, quantity: 1 }));
  for (const channel of ['ozon', 'yandex-market'] as const) expect(await buyers.buy({ channel, lines })).toBe(true);
  await stage.do('advance', { ms: LATER_MS });
  await ask(page, 'order.refresh', { accountId: null });
  await eventually(
    'every order to wait for hands alone',
    async () => {
      await stage.do('advance', { ms: 10_000 });
      if ((await ask(page, 'order.counts', {})).toTake > 0)
        await ask(page, 'order.take', { operationId: randomUUID(), orderIds: null }).catch(() => undefined);
      const open = await active(page);
      return open.length > 40 && open.every((order) => order.hold === null) ? 'all' : open.filter((order) => order.hold !== null).length;
    },
    100_000,
  ).toBe('all');
});

test('a wall is filled while the network is cut: every thing is told its cell, the last one prints, and nothing is sent twice', async ({
  floor: { stage },
  page,
}) => {
  await page.keyboard.press('Alt+W');
  await page.getByLabel('Какие заказы').selectOption('many');
  await page.getByLabel('Ячеек в стенке').fill(String(CELLS));
  await page.getByRole('button', { name: /Собрать \d+ заказ/u }).click();
  await expect(page.getByRole('heading', { name: /Волна \d+/u })).toBeVisible();
  await page.getByRole('button', { name: 'Всё по листу уже в тележке' }).click();
  const wave = (await ask(page, 'wave.list', {})).rows[0]!;
  const packer = new Packer(askedTable(page));
  const pile: string[] = [];
  for (const { order } of (await ask(page, 'wave.get', { id: wave.id })).orders) pile.push(...(await packer.thingsOf(order)));
  await page.keyboard.press('F9');
  const panel = page.getByTestId('packing-panel');
  await expect(panel).toBeVisible();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await stage.do('network', { up: false });
  let celled = 0;
  let seed = 7;
  for (const [index, thing] of shuffled(pile, () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647).entries()) {
    // The first by keys, as a scanner presses them; the rest of the pile the short way.
    if (index === 0) {
      await scan(page, (await packer.product(thing)).product.barcodes[0]!);
      await expect(panel).toHaveAttribute('data-code', /put-in-cell|second-scan-wanted|mark-wanted/u);
      await ask(page, 'packing.takeOut', { operationId: randomUUID(), stationId: 'station-1' }).catch(() => undefined);
      const open = (await ask(page, 'wave.get', { id: wave.id })).orders.find(({ scanned, needed }) => scanned > 0 && scanned < needed);
      if (open !== undefined) {
        celled += 1;
        continue;
      }
    }
    const came = await packer.take(thing);
    if (came.code === 'put-in-cell') celled += 1;
  }
  expect(packer.refused).toEqual([]);
  expect(celled).toBeGreaterThan(0);
  const { orders } = await ask(page, 'wave.get', { id: wave.id });
  expect(orders.filter(({ order }) => order.packedAtMs === null)).toEqual([]);
  for (const { order } of orders) expect((await ask(page, 'order.get', { id: order.id })).jobs).toHaveLength(1);
  await stage.do('network', { up: true });
  await eventually('the queue to be empty', async () => (await ask(page, 'sync.queue', { show: 'open' })).rows.length).toBe(0);
  await ask(page, 'wave.stand', { operationId: randomUUID(), stationId: 'station-1', waveId: null });
});

test('the rest is packed, whatever its lane', async ({ floor: { stage }, page }) => {
  const packer = new Packer(askedTable(page));
  for (let turn = 0; turn < 5; turn += 1)
    for (const order of (await active(page)).filter((one) => one.hold === null)) {
      const [thing] = await packer.thingsOf(order);
      await packer.take(thing!);
    }
  expect(await active(page)).toEqual([]);
  await eventually('every action to have arrived', async () => {
    await stage.do('advance', { ms: 10_000 });
    return (await ask(page, 'sync.queue', { show: 'open' })).rows.length;
  }).toBe(0);
});

test('a supply of Wildberries is handed over across an outage, once, and its QR is printed', async ({ floor: { stage }, page }) => {
  const supply = (await ask(page, 'supply.list', { show: 'open', limit: 10 })).rows.find((row) => row.orders > 0)!;
  const point = (await ask(page, 'account.shippingPoints', { accountId: supply.accountId, city: 'Москва' })).rows[0]!;
  const date = new Date(Date.now() + 27 * 3_600_000).toISOString().slice(0, 10);
  const shipping = { pointId: point.id, pointName: point.name, kind: 'self', date } as const;
  await ask(page, 'supply.setShipping', { operationId: randomUUID(), supplyId: supply.id, ...shipping });
  await eventually('the supply to be ready', async () => {
    await stage.do('advance', { ms: 5000 });
    const { missing, supply: now } = await ask(page, 'supply.get', { id: supply.id });
    return [now.shippingConfirmed, ...missing.map(({ what }) => what)];
  }).toEqual([true]);
  const { lines: before } = await stage.do<{ lines: readonly unknown[] }>('journal');
  await page.goto(`${page.url().split('#')[0]!}#/supplies/${supply.id}`);
  const send = page.getByRole('button', { name: 'Передать в доставку' });
  await expect(send).toBeEnabled();
  await stage.do('network', { up: false });
  await page.keyboard.press('F9');
  await eventually('the hand-over to wait in the queue', async () =>
    (await ask(page, 'sync.queue', { show: 'open' })).rows.map(({ kind }) => kind),
  ).toContain('supply.deliver');
  expect((await ask(page, 'supply.get', { id: supply.id })).supply.hasCode).toBe(false);
  await stage.do('network', { up: true });
  await expect(page.getByText('QR-код поставки')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('F4');
  await eventually('the QR to be printed', async () => (await ask(page, 'print.jobs', { limit: 5 })).rows[0]?.kind).toBe('supply-code');
  const { lines } = await stage.do<{ lines: readonly { operation: string; applied: boolean }[] }>('journal', { from: before.length });
  expect(lines.filter(({ operation, applied }) => operation === 'supplies.deliver' && applied)).toHaveLength(1);
});

for (const [channel, name, papers] of [
  ['ozon', 'Ozon', ['act', 'barcode']],
  ['yandex-market', 'Маркет', ['act']],
] as const)
  test(`a hand-over of ${channel} is closed across an outage, and its papers come`, async ({ floor: { stage }, page }) => {
    const find = async () =>
      (await ask(page, 'handover.list', { show: 'ahead' })).rows
        .concat((await ask(page, 'handover.list', { show: 'today' })).rows)
        .find((row) => row.accountName.includes(name) && row.packed > 0 && (channel === 'ozon' || row.state === 'confirmable'));
    await eventually('a hand-over that may be closed', async () => (await find()) !== undefined, 75_000).toBe(true);
    const { id } = (await find())!;
    await page.goto(`${page.url().split('#')[0]!}#/handovers/${id}`);
    const close = page.getByRole('button', { name: 'Закрыть отгрузку' });
    await expect(close).toBeVisible();
    // A parcel on its way out is held to the scanner.
    const parcel = (await ask(page, 'handover.get', { id })).orders.find(({ order }) => order.packedAtMs !== null)!.order;
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await scan(page, parcel.number);
    await expect(page.getByTestId('scan-out')).toHaveAttribute('data-code', 'right');
    await eventually(
      'every label to have come',
      async () => {
        await stage.do('advance', { ms: 10_000 });
        return (await ask(page, 'handover.get', { id })).missing.map(({ what }) => what);
      },
      60_000,
    ).not.toContain('labels-missing');
    await expect(close).toBeEnabled();
    await stage.do('network', { up: false });
    await page.keyboard.press('F9');
    await eventually('the close to wait for the network', async () => (await ask(page, 'handover.get', { id })).handover.asked).toBe(
      'confirm',
    );
    await stage.do('network', { up: true });
    await eventually(
      'the hand-over to be closed with its papers',
      async () => {
        await stage.do('advance', { ms: 10_000 });
        const { handover, documents } = await ask(page, 'handover.get', { id });
        return [handover.state, ...papers.map((kind) => documents.some((one) => one.kind === kind && one.stored))];
      },
      60_000,
    ).toEqual(['closed', ...papers.map(() => true)]);
    for (const kind of papers) expect((await ask(page, 'handover.document', { id, kind })).content.length).toBeGreaterThan(100);
    expect((await ask(page, 'sync.queue', { show: 'open' })).rows).toEqual([]);
  });
