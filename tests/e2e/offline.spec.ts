import { barcodeOf, freshMark, ordersToPack } from '../support/packing-desk.ts';
import { ask, expect, scan, test } from '../support/station.ts';

interface JournalLine {
  readonly operation: string;
  readonly applied: boolean;
  readonly body: unknown;
  readonly path: string;
}

test('the network goes in the middle of a shift: packing goes on, the screen says so, and later each action arrives once', async ({
  station: { page, stage },
}) => {
  test.setTimeout(240_000);
  await page.keyboard.press('Alt+1');
  const panel = page.getByTestId('packing-panel');
  await expect(panel).toBeVisible();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await stage.do('pace', { perMinute: 0 });
  const orders = await ordersToPack(page, stage, 30);
  const plain = orders.filter((one) => one.requiredMarks.length === 0).slice(0, 3);
  const marked = orders.filter((one) => one.requiredMarks.join() === 'sgtin').slice(0, 2);
  expect([plain.length, marked.length]).toEqual([3, 2]);

  await stage.do('network', { up: false });
  const { lines: quiet } = await stage.do<{ lines: readonly JournalLine[] }>('journal');
  await ask(page, 'order.refresh', { accountId: null });
  const sign = page.getByTestId('packing-offline');
  await expect(sign).toBeVisible({ timeout: 60_000 });
  await expect(sign).toContainText('Нет связи');
  await expect(sign).toContainText('Данные:');

  const marks: string[] = [];
  for (const order of [...plain, ...marked]) {
    const barcode = await barcodeOf(page, order);
    await scan(page, barcode);
    if (order.requiredMarks.length > 0) {
      await expect(panel).toHaveAttribute('data-code', 'mark-wanted');
      const mark = freshMark(barcode);
      marks.push(mark);
      await scan(page, mark);
    }
    await expect(panel).toHaveAttribute('data-code', 'printed');
    await expect.poll(async () => (await ask(page, 'print.jobs', { show: 'open' })).rows.length).toBe(0);
  }
  const waiting = (await ask(page, 'sync.queue', { show: 'open' })).rows;
  expect(waiting.length).toBeGreaterThanOrEqual(marks.length);
  await expect(sign).toContainText(/действи[ея]|действий/u);

  await stage.do('network', { up: true });
  await expect.poll(async () => (await ask(page, 'sync.queue', { show: 'open' })).rows.length, { timeout: 120_000 }).toBe(0);
  await ask(page, 'order.refresh', { accountId: null });
  await expect(sign).toBeHidden({ timeout: 60_000 });

  const { lines } = await stage.do<{ lines: readonly JournalLine[] }>('journal', { from: quiet.length });
  const arrived = lines.filter((line) => line.operation === 'meta.sgtin' && line.applied).map((line) => JSON.stringify(line.body));
  for (const mark of marks) {
    const short = mark.slice(0, 31);
    expect(
      arrived.filter((body) => body.includes(short)),
      `the marking code ${short}`,
    ).toHaveLength(1);
  }
  const { sound, differences } = await ask(page, 'diagnostics.checkLedger', {});
  expect({ sound, differences }).toEqual({ sound: true, differences: [] });
});
