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

  test('what a receipt brought is labelled a label a thing, watched, and stopped by a key; later it is found in the log', async ({
    station: { page },
  }) => {
    const product = (await ask(page, 'product.list', { show: 'in-stock', limit: 1 })).rows[0]!;
    const barcode = (await ask(page, 'product.get', { id: product.id })).product.barcodes[0]!;
    const { rows: printers, stations } = await ask(page, 'printer.list', {});
    const printerId = stations.find((one) => one.id === 'station-1')?.printerId ?? printers[0]!.id;
    const pause = (paused: boolean) => ask(page, 'printer.pause', { operationId: crypto.randomUUID(), id: printerId, paused });
    await pause(true);
    await page.keyboard.press('Alt+4');
    await page.keyboard.press('F3');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Ячейка').selectOption({ index: 1 });
    await dialog.getByLabel('Штрихкод').fill(barcode);
    await dialog.getByRole('button', { name: 'Добавить' }).click();
    await dialog.getByLabel('Сколько').fill('12');
    await page.keyboard.press('F8');
    await expect(dialog.getByRole('button', { name: /Печатать: 12/u })).toBeEnabled();
    await page.keyboard.press('F9');
    const progress = page.getByTestId('label-progress');
    await expect(progress).toContainText('0 из 12');
    await page.keyboard.press('F8');
    await expect(progress).toContainText('снято: 12');
    await page.keyboard.press('F9');
    await expect(dialog).toBeHidden();
    await pause(false);
    await page.keyboard.press('Alt+8');
    await page.getByRole('button', { name: 'Этикетки' }).first().click();
    await expect(page.getByRole('button', { name: /Печатать: 12/u })).toBeEnabled();
    await page.keyboard.press('F9');
    await expect(page.getByTestId('label-progress')).toContainText('12 из 12', { timeout: 60_000 });
    await page.keyboard.press('F9');
    await expect(dialog).toBeHidden();
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
