import type { Page } from '@playwright/test';

import { ordersToPack } from '../support/packing-desk.ts';
import { ask, expect, test } from '../support/station.ts';

const toLabels = (page: Page) => page.getByRole('link', { name: 'Этикетки' }).click();

/** The seller's own labels: made by hand, printed by the hundred; and papers. */
test.describe('own labels', () => {
  test('an element is dragged and nudged, the label is drawn anew, saved, and brought back', async ({ station: { page } }) => {
    await toLabels(page);
    const card = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Товар 58×40', exact: true }) });
    await card.getByRole('button', { name: 'Изменить' }).click();
    await expect(page.getByTestId('label-warnings')).toContainText('каждый код прочитан');
    const frame = page.getByTestId('label-sheet').getByRole('button', { name: 'Текст: {price}' });
    const sheet = (await page.getByTestId('label-sheet').boundingBox())!;
    const start = (await frame.boundingBox())!;
    await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    await page.mouse.down();
    await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2 + (sheet.width / 58) * 2, { steps: 4 });
    await page.mouse.up();
    const top = page.getByLabel('Сверху, мм');
    await expect(top).toHaveValue('15.6');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(top).toHaveValue('14.6');
    await page.keyboard.press('Control+KeyZ');
    await expect(top).toHaveValue('15.6');
    // By numbers, over the edge: the owner is told at once.
    await page.getByLabel('Слева, мм').fill('52');
    await expect(page.getByTestId('label-warnings')).toContainText('Выходит за край');
    await page.getByLabel('Слева, мм').fill('44');
    await expect(page.getByTestId('label-warnings')).toContainText('каждый код прочитан');
    await page.keyboard.press('F9');
    await expect.poll(async () => (await ask(page, 'label.template', { id: 'product-58x40' })).changed).toBe(true);
    const saved = await ask(page, 'label.template', { id: 'product-58x40' });
    expect(saved.template.elements.find((element) => element.id === 'price')).toMatchObject({ xMm: 44, yMm: 15.6 });
    await page.getByRole('button', { name: 'Вернуть исходный' }).click();
    await expect.poll(async () => (await ask(page, 'label.template', { id: 'product-58x40' })).changed).toBe(false);
  });

  test('marked products are printed, and the batch says how far it is', async ({ station: { page } }) => {
    await page.keyboard.press('Alt+4');
    const boxes = page.getByRole('checkbox', { name: /Отметить/u });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.keyboard.press('F4');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('spinbutton').first().fill('7');
    await expect(dialog.getByRole('button', { name: /Печатать: 8/u })).toBeEnabled();
    await page.keyboard.press('F9');
    await expect(dialog).toBeHidden();
    await toLabels(page);
    await expect(page.getByTestId('label-batch').first()).toContainText('8 из 8', { timeout: 60_000 });
    const { rows } = await ask(page, 'label.batches', {});
    expect(rows[0]).toMatchObject({ labels: 8, printed: 8, waiting: 0, failed: 0 });
  });

  test('a table is read, its bad lines are told, the rest goes on', async ({ station: { page } }) => {
    const { rows } = await ask(page, 'product.list', { show: 'in-stock', limit: 1 });
    await toLabels(page);
    await page.keyboard.press('F3');
    const csv = `Артикул;Количество;Цена\n${rows[0]!.article};3;100 ₽\nнет такого;1;\n${rows[0]!.article};ноль;`;
    await page.getByLabel('Файл таблицы').setInputFiles({ name: 'этикетки.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await expect(page.getByTestId('table-problem')).toHaveCount(2);
    await expect(page.getByTestId('table-problem').first()).toContainText('Строка 3');
    await page.keyboard.press('F9');
    await expect(page.getByRole('button', { name: /Печатать: 3/u })).toBeEnabled();
    await page.keyboard.press('F9');
    await expect.poll(async () => (await ask(page, 'label.batches', {})).rows[0]?.printed, { timeout: 60_000 }).toBe(3);
  });

  test('a paper opens where it can be printed', async ({ station: { page, stage } }, info) => {
    await ordersToPack(page, stage, 2);
    const { url } = await ask(page, 'document.open', { paper: { kind: 'pick-list', supplyId: null } });
    // The desktop gives the paper to the system's own viewer.
    expect(url === null).toBe(info.project.metadata['host'] !== 'web');
    if (url === null) return;
    const address = new URL(url, page.url()).href;
    const response = await page.request.get(address);
    expect(response.headers()['content-type']).toBe('application/pdf');
    expect((await response.body()).subarray(0, 5).toString()).toBe('%PDF-');
    // Nobody else on this computer gets it without the session of the page.
    expect((await fetch(address)).status).toBe(401);
  });
});
