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

/** Two printers of one station: where labels go is named by keys, and who steps in is shown. */
test('what prints where is chosen by keys', async ({ station: { page } }) => {
  const spare = await new TcpPrinter().on();
  try {
    const { stations } = await ask(page, 'printer.list', {});
    const station = stations.find((one) => one.id === 'station-1')!;
    const operationId = () => crypto.randomUUID();
    const paper = { transport: 'tcp', address: spare.address, language: 'zpl', dpi: 203, widthMm: 58, heightMm: 40, settings: {} } as const;
    const id = operationId();
    await ask(page, 'printer.save', { operationId: operationId(), id, name: 'Запасной у двери', ...paper });
    await ask(page, 'printer.others', { operationId: operationId(), stationId: station.id, others: [id] });
    await page.keyboard.press('Alt+7');
    await expect(page.getByTestId('station-printers').first()).toContainText('Запасной у двери');
    await page.keyboard.press('F4');
    const printer = page.getByTestId('route supply-code null null').locator('select').first();
    await printer.focus();
    await page.keyboard.press('End');
    await expect.poll(async () => routeOf(page, 'supply-code')).toMatchObject({ named: true });
    await printer.selectOption({ label: 'Запасной у двери · 58 × 40' });
    await expect.poll(async () => routeOf(page, 'supply-code')).toMatchObject({ named: true, printerId: id });
    await printer.selectOption({ index: 0 });
    await expect.poll(async () => routeOf(page, 'supply-code')).toMatchObject({ named: false });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    expect(await routeOf(page, 'order-label')).toMatchObject({ printerId: station.printerId, spareId: id });
  } finally {
    await spare.off();
  }
});

const routeOf = async (page: Parameters<typeof ask>[0], kind: string) =>
  (await ask(page, 'printer.list', {})).stations.find((one) => one.id === 'station-1')?.routes.find((one) => one.kind === kind);
