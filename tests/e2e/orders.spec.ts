import { expect, test } from '@playwright/test';

import { ordersToPack } from '../support/packing-desk.ts';
import { ask, type Demo, openDemo } from '../support/station.ts';

test.describe('the table of orders', () => {
  // A demo of its own: labels printed ahead would surprise whoever packs after this.
  let demo: Demo;
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what the hook needs
  test.beforeAll(async ({}, info) => {
    demo = await openDemo(info.project.metadata['host']);
  });
  test.afterAll(() => demo.stop());

  test('orders are chosen by keys alone and printed at once; each says how it ended', async ({ context }) => {
    const page = await demo.page(() => context.newPage());
    const { stage } = demo;
    await ordersToPack(page, stage, 4);
    await page.keyboard.press('Alt+2');
    await page.getByRole('tab', { name: /Собрать/u }).click();
    const list = page.getByRole('grid', { name: 'Заказы' }).locator('[role=rowgroup]');
    await expect(list.getByRole('row').nth(2)).toBeVisible();
    await list.focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByTestId('chosen')).toHaveText('Выбрано 3 заказа');
    await page.keyboard.press('F2');
    const progress = page.getByTestId('bulk-progress');
    await expect(progress).toHaveAttribute('data-state', 'over');
    await expect(progress).toContainText('сделано: 3');
    await page.keyboard.press('Enter');
    await expect(progress).toBeHidden();
    // An extra label is a lost parcel: the same three are not printed again.
    await page.keyboard.press('F2');
    await expect(progress).toContainText('не вышло: 3');
    await expect(page.getByText('стикер уже печатали')).toHaveCount(3);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('chosen')).toBeHidden();
  });

  test('a letter in the search filters at once; the address follows when the hand rests', async ({ context }) => {
    const page = await demo.page(() => context.newPage());
    const { stage } = demo;
    const [order] = await ordersToPack(page, stage, 1);
    await page.keyboard.press('Alt+2');
    await page.getByRole('searchbox').fill(order!.number);
    await expect(page.getByRole('grid', { name: 'Заказы' }).locator('[role=rowgroup]').getByRole('row')).toHaveCount(1);
    await expect.poll(() => page.url()).toContain(`search=`);
    expect((await ask(page, 'order.list', { search: order!.number, show: 'all' })).total).toBe(1);
    await page.getByRole('searchbox').fill('');
    await expect.poll(() => page.url()).not.toContain(order!.number);
  });
});
