import type { Page } from '@playwright/test';

import { answerWith, fullHandover, fullReturns } from '../support/full-lists.ts';
import { barcodeOf, ordersToPack, waveToPick } from '../support/packing-desk.ts';
import { ask, expect, scan, test } from '../support/station.ts';

/** A handheld terminal of five inches: one column, targets for a thumb in a glove, and no keyboard that opens by itself. */
const HAND = { width: 360, height: 640 };
const SCREENS = ['packing', 'waves', 'handovers', 'returns', 'sale', 'products', 'supplies', 'station'] as const;
/** A thumb in a glove; WCAG 2.5.5 asks as much. */
const TARGET_PX = 44;

const open = async (page: Page, place: string) => {
  await page.evaluate((to) => (location.hash = to), `/${place}`);
  await expect(page.locator('main')).not.toBeEmpty();
};

/** Nothing reaches beyond the edge of the screen. */
async function expectNarrow(page: Page, place: string): Promise<void> {
  const wide = await page.evaluate(() => [
    document.scrollingElement!.scrollWidth,
    document.querySelector('main')!.firstElementChild!.scrollWidth,
  ]);
  expect(Math.max(...wide), place).toBeLessThanOrEqual(HAND.width);
}

test.describe('a handheld', () => {
  test.beforeEach(async ({ station: { page } }) => {
    await page.setViewportSize(HAND);
  });

  test('shows every screen of the floor in one column, and its buttons are big enough', async ({ station: { page, stage } }) => {
    await ordersToPack(page, stage, 6);
    const seen: string[] = [];
    for (const place of SCREENS) {
      await open(page, place);
      await expect.poll(() => page.getByRole('heading', { level: 1 }).or(page.getByTestId('packing-panel')).count()).toBeGreaterThan(0);
      await expectNarrow(page, place);
      const small = await page.evaluate((least) => {
        const buttons = [...document.querySelectorAll<HTMLElement>('main button, nav a, nav > button')].filter(
          // Titles of columns sort, and are no targets of the floor.
          (element) => element.offsetParent !== null && element.closest('[role="columnheader"]') === null,
        );
        return buttons
          .filter((element) => element.getBoundingClientRect().height < least)
          .map((element) => `${element.textContent} ${Math.round(element.getBoundingClientRect().height)}`);
      }, TARGET_PX);
      expect(small, place).toEqual([]);
      seen.push(place);
    }
    expect(seen).toEqual([...SCREENS]);
  });

  test('holds hand-overs and returns with long names and full lists', async ({ station: { page, stage } }) => {
    const orders = await ordersToPack(page, stage, 6);
    await answerWith(page, 'handover.get', fullHandover(orders.slice(0, 12)));
    await open(page, 'handovers/handover-1');
    await expect(page.getByTestId('scan-out')).toBeVisible();
    await expect(page.getByText('проверен', { exact: true })).toBeVisible();
    await expectNarrow(page, 'handover');
    const said = (await page.getByTestId('scan-out').boundingBox())!;
    expect(said.y + said.height, 'the scan stands on the first screen').toBeLessThanOrEqual(HAND.height);
    expect(said.y).toBeLessThan((await page.getByRole('button', { name: 'Закрыть отгрузку' }).boundingBox())!.y);
    await answerWith(page, 'return.list', fullReturns());
    await open(page, 'returns');
    await expect(page.getByTestId('return')).toHaveCount(2);
    await expectNarrow(page, 'returns');
    const sound = await page.getByRole('button', { name: 'Цела, на полку' }).first().boundingBox();
    expect(sound!.height).toBeGreaterThanOrEqual(TARGET_PX);
  });

  test('keeps its places behind one button, and goes there', async ({ station: { page } }) => {
    await open(page, 'packing');
    const sale = page.getByRole('link', { name: 'Продажа' });
    await expect(sale).toBeHidden();
    await page.getByRole('button', { name: 'Ещё', exact: true }).click();
    await sale.click();
    await expect(page.getByRole('heading', { name: 'Продажа' })).toBeVisible();
    await expect(sale).toBeHidden();
  });

  test('packs by scan with nothing in focus, and takes a typed code where a scan would go', async ({ station: { page, stage } }) => {
    const orders = await ordersToPack(page, stage, 6);
    const order = orders.find((one) => one.requiredMarks.length === 0 && one.lines.every(({ quantity }) => quantity === 1));
    expect(order, 'an order of one thing without marking').toBeDefined();
    await open(page, 'packing');
    await scan(page, await barcodeOf(page, order!));
    await expect(page.getByTestId('packing-panel')).toHaveAttribute('data-code', 'printed');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await page.getByRole('button', { name: 'Набрать код' }).click();
    await page.getByLabel('Код, номер заказа или ячейка').fill('4600000000008');
    await page.getByRole('button', { name: 'Готово' }).click();
    await expect(page.getByTestId('packing-panel')).toHaveAttribute('data-code', 'unknown-code');
  });

  test('walks a wave by the next bin, one press a bin', async ({ station: { page, stage } }) => {
    const { wave } = await waveToPick(page, stage);
    const take = page.getByRole('button', { name: 'Взял' });
    await expect(take).toBeVisible();
    const box = await take.boundingBox();
    expect(box!.height).toBeGreaterThanOrEqual(60);
    expect(box!.y + box!.height).toBeLessThanOrEqual(HAND.height);
    const [next] = (await ask(page, 'wave.get', { id: wave.id })).stops;
    await take.click();
    // Late orders dock meanwhile and lengthen the walk; this bin is behind.
    const isAhead = async () =>
      (await ask(page, 'wave.get', { id: wave.id })).stops.some(
        (stop) => stop.productId === next!.productId && stop.locationId === next!.locationId && stop.quantity >= next!.quantity,
      );
    await expect.poll(isAhead).toBe(false);
  });
});
