import { ask, expect, scan, test } from '../support/station.ts';
import { TcpPrinter } from '../support/tcp-printer.ts';

/** A printer from the box to a shift: found at its address, proven by its own label, out of paper, and on again. */
test('a printer is added, proven by a scan, runs out of paper and goes on', async ({ station: { page } }) => {
  const printer = await new TcpPrinter().on();
  try {
    await page.keyboard.press('Alt+7');
    await page.getByRole('button', { name: /Добавить принтер/u }).click();
    const form = page.getByRole('dialog', { name: 'Новый принтер' });
    await form.getByLabel('Искать по адресу в сети').fill(printer.address);
    await form.getByRole('button', { name: 'Найти' }).click();
    await expect(form.getByText('Ответил: ZPL')).toBeVisible();
    await form.getByLabel('Название').fill('Стол у окна');
    await form.getByRole('button', { name: 'Сохранить принтер' }).click();

    const card = page.getByTestId('printer-card').filter({ hasText: 'Стол у окна' });
    await expect(card).toContainText('не проверен');
    await card.getByRole('button', { name: 'Пробная этикетка' }).click();
    const proof = page.getByRole('dialog', { name: 'Пробная этикетка' });
    await proof.getByRole('button', { name: 'Напечатать пробную этикетку' }).click();
    const code = ((await proof.getByTestId('test-code').textContent()) ?? '').trim();
    await expect.poll(() => printer.labels.length).toBe(1);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await scan(page, code);
    await expect(proof.getByText('Принтер и сканер работают вместе')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(card).toContainText('проверен');

    printer.mood = 'paper-out';
    await expect(card).toContainText('Кончилась бумага', { timeout: 20_000 });
    await expect(card).toContainText('Вставьте рулон');
    const id = (await ask(page, 'printer.list', {})).rows.find((row) => row.name === 'Стол у окна')?.id ?? '';
    await ask(page, 'printer.test', { operationId: crypto.randomUUID(), id, stationId: 'station-1' });
    await expect(card).toContainText('1 задание ждёт');
    expect(printer.labels).toHaveLength(1);

    printer.mood = 'answers';
    await expect.poll(() => printer.labels.length, { timeout: 20_000 }).toBe(2);
    await expect(card).toContainText('Готов', { timeout: 20_000 });
    await expect.poll(async () => (await ask(page, 'print.jobs', { show: 'open' })).rows.length).toBe(0);
  } finally {
    await printer.off();
  }
});
