import type { Page } from '@playwright/test';

import { barcodeOf, freshMark } from '../support/packing-desk.ts';
import { ask, type Demo, eventually, expect, openDemo, scan, test as base } from '../support/station.ts';

/** An empty Korob beside a simulated marketplace: the way of a person on the first day, screen by screen. */
const test = base.extend<object, { empty: Demo }>({
  empty: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what the fixture needs
    async ({}, use, info) => {
      const demo = await openDemo(info.project.metadata['host'], ['--empty']);
      try {
        await use(demo);
      } finally {
        await demo.stop();
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

const step = (page: Page, flag: string) => page.getByTestId(`step-${flag}`);
const next = async (page: Page): Promise<void> => page.getByRole('button', { name: 'Готово, дальше' }).click();

/** Keys are heard from the moment the frame of the screen stands. */
async function openGuide(page: Page): Promise<void> {
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await page.keyboard.press('Alt+9');
  await expect(page.getByRole('progressbar')).toBeVisible();
}

test('from an empty program to the first packed order', async ({ empty, context }) => {
  const page = await empty.page(() => context.newPage());
  await openGuide(page);

  const entity = step(page, 'entity');
  await entity.getByLabel('Название').fill('ООО «Проба»');
  await entity.getByLabel('ИНН').fill('7700000016');
  await entity.getByRole('button', { name: 'Сохранить юрлицо' }).click();

  const account = step(page, 'account');
  await account.getByLabel('Токен из кабинета продавца').fill('not-a-token-at-all');
  await expect(account.getByTestId('token-reading')).toBeVisible();
  await expect(account.getByRole('button', { name: 'Подключить кабинет' })).toBeDisabled();
  const { token } = await empty.stage.do<{ token: string }>('token');
  await account.getByLabel('Токен из кабинета продавца').fill(token);
  await expect(account.getByText('Токен подходит')).toBeVisible();
  await account.getByRole('button', { name: 'Подключить кабинет' }).click();

  const warehouse = step(page, 'warehouse');
  await expect(warehouse).toBeVisible({ timeout: 30_000 });
  await warehouse.getByRole('button', { name: 'Создать склад' }).click();

  const linked = step(page, 'linked');
  await expect(linked).toBeVisible();
  const { rows: accounts } = await ask(page, 'account.list', {});
  const accountId = accounts[0]?.id ?? '';
  await eventually(
    'warehouses of the cabinet',
    async () => (await ask(page, 'account.warehouses', { accountId })).rows.length,
  ).toBeGreaterThan(0);
  const theirs = (await ask(page, 'account.warehouses', { accountId })).rows.filter((row) => row.takesStock);
  const [first, ...others] = theirs;
  await linked.getByRole('combobox', { name: first?.name ?? '', exact: true }).selectOption({ label: 'Основной склад' });
  await eventually('the warehouse linked', async () => (await ask(page, 'setup.status', {})).linked).toBe(true);
  // One link is enough for the guide to go on; the others are made behind its back so that any order can be served.
  const warehouseId = (await ask(page, 'location.list', {})).rows.find((row) => row.kind === 'warehouse')?.id ?? null;
  for (const { externalId } of others)
    await ask(page, 'account.linkWarehouse', { operationId: crypto.randomUUID(), accountId, externalId, warehouseId });

  const matched = step(page, 'matched');
  await expect(matched).toBeVisible();
  await eventually('cards of the cabinet', async () => (await ask(page, 'setup.status', {})).listings).toBeGreaterThan(250);
  await matched.getByRole('button', { name: 'Завести товары из карточек' }).click();
  await eventually('every card matched', async () => (await ask(page, 'setup.status', {})).matched).toBe(true);

  const stocked = step(page, 'stocked');
  await expect(stocked).toBeVisible();
  const counts = stocked.getByLabel('Пришло');
  await expect(counts.first()).toBeVisible();
  for (const index of [0, 1, 2]) await counts.nth(index).fill('5');
  await stocked.getByRole('button', { name: 'Принять на склад' }).click();

  const printer = step(page, 'printer');
  await expect(printer).toBeVisible();
  await printer.getByRole('button', { name: 'Сохранить принтер' }).click();

  const proof = step(page, 'printerProven');
  await expect(proof).toBeVisible();
  await proof.getByRole('button', { name: 'Напечатать пробную этикетку' }).click();
  const code = proof.getByTestId('test-code');
  await expect(code).toBeVisible();
  const text = (await code.textContent()) ?? '';
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await scan(page, text.trim());

  const pack = step(page, 'packedOne');
  await expect(pack).toBeVisible();
  await ask(page, 'account.setState', { operationId: crypto.randomUUID(), accountId, live: true });
  await ask(page, 'sync.pushNow', {});
  const order = await buyOneInStock(page, empty);
  await pack.getByRole('button', { name: /Взять .* на сборку/u }).click();
  await eventually('nothing holds the order', async () => (await ask(page, 'order.get', { id: order.id })).order.hold, 60_000).toBeNull();
  await page.keyboard.press('Alt+1');
  const panel = page.getByTestId('packing-panel');
  await expect(panel).toBeVisible();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const barcode = await barcodeOf(page, order);
  await scan(page, barcode);
  if (order.requiredMarks.length > 0) {
    await expect(panel).toHaveAttribute('data-code', 'mark-wanted');
    await scan(page, freshMark(barcode));
  }
  await expect(panel).toHaveAttribute('data-code', /^(?:printed|second-scan-wanted)$/u);
  // A thing easily taken for another is looked at twice: by its article, too.
  if ((await panel.getAttribute('data-code')) === 'second-scan-wanted')
    await scan(page, (await ask(page, 'product.get', { id: order.lines[0]?.productId ?? '' })).product.article);
  await expect(panel).toHaveAttribute('data-code', 'printed');
  await eventually('the guide finished', async () => (await ask(page, 'setup.status', {})).finished).toBe(true);
});

test('a step that is done can be left behind by one key', async ({ empty, context }) => {
  const page = await empty.page(() => context.newPage());
  // Whether or not the test above ran on this host: the step is done.
  if (!(await ask(page, 'setup.status', {})).entity)
    await ask(page, 'entity.save', { operationId: crypto.randomUUID(), id: crypto.randomUUID(), name: 'ООО «Проба»', taxId: '7700000016' });
  await openGuide(page);
  await page.getByRole('button', { name: /^(?:\d )?Юрлицо$/u }).click();
  await next(page);
  await expect(step(page, 'account')).toBeVisible();
});

/** A buyer orders something that lies on our shelf. */
async function buyOneInStock(page: Page, demo: Demo) {
  const { rows: products } = await ask(page, 'product.list', { show: 'in-stock' });
  const { rows: listings } = await ask(page, 'listing.list', { show: 'matched', limit: 500 });
  const wanted = listings.find((listing) => products.some((product) => product.id === listing.productId));
  const { orders } = await demo.stage.do<{ orders: readonly { id: number }[] }>('order', { count: 1, chrtId: Number(wanted?.sku) });
  expect(orders, 'the marketplace sells what was told to it').toHaveLength(1);
  await ask(page, 'order.refresh', { accountId: null });
  const find = async () => (await ask(page, 'order.list', { show: 'all' })).rows.find((row) => row.externalId === String(orders[0]?.id));
  await eventually('the order taken in', async () => (await find())?.externalId).toBeDefined();
  const order = await find();
  if (order === undefined) throw new Error('the order never came');
  return order;
}
