import { randomUUID } from 'node:crypto';

import { barcodeOf, freshMark, ordersToPack } from '../support/packing-desk.ts';
import { ask, expect, scan, test } from '../support/station.ts';

/** A packer with a scanner in front of the packing screen, and nothing else. */
test.describe('packing', () => {
  test.beforeEach(async ({ station: { page } }) => {
    await page.keyboard.press('Alt+1');
    await expect(page.getByTestId('packing-panel')).toBeVisible();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  });

  test('the thing is scanned and its label comes out', async ({ station: { page, stage } }) => {
    const orders = await ordersToPack(page, stage, 5);
    const order = orders.find((one) => one.requiredMarks.length === 0);
    expect(order, 'an order without marking').toBeDefined();
    const { packedToday } = await ask(page, 'packing.state', { stationId: 'station-1' });
    const before = (await ask(page, 'print.jobs', {})).rows.length;
    await scan(page, await barcodeOf(page, order!));
    await expect(page.getByTestId('packing-panel')).toHaveAttribute('data-code', 'printed');
    await expect(page.getByTestId('packing-panel')).toHaveAttribute('data-tone', 'right');
    await expect(page.getByTestId('packed-today')).toHaveText(String(packedToday + 1));
    await expect.poll(async () => (await ask(page, 'print.jobs', {})).rows.length).toBe(before + 1);
    await expect.poll(async () => (await ask(page, 'print.jobs', { show: 'open' })).rows.length).toBe(0);
  });

  test('a marked thing asks for its code before anything is printed', async ({ station: { page, stage } }) => {
    const orders = await ordersToPack(page, stage, 20);
    const order = orders.find((one) => one.requiredMarks.join() === 'sgtin');
    expect(order, 'an order with marking').toBeDefined();
    const barcode = await barcodeOf(page, order!);
    const panel = page.getByTestId('packing-panel');
    await scan(page, barcode);
    await expect(panel).toHaveAttribute('data-code', 'mark-wanted');
    await expect(panel).toHaveAttribute('data-tone', 'ask');
    const mark = freshMark(barcode);
    await scan(page, mark);
    await expect(panel).toHaveAttribute('data-code', 'printed');
    const packed = await ask(page, 'packing.state', { stationId: 'station-1' });
    const story = await ask(page, 'order.get', { id: packed.recent[0]?.order.id ?? '' });
    expect(story.marks.map((one) => one.kind)).toEqual(['sgtin']);
  });

  test('a code nobody knows is wrong, in words, and changes nothing', async ({ station: { page } }) => {
    const before = await ask(page, 'packing.state', { stationId: 'station-1' });
    await scan(page, '4600000000008');
    const panel = page.getByTestId('packing-panel');
    await expect(panel).toHaveAttribute('data-tone', /wrong|stop/u);
    await expect(panel.getByRole('status')).not.toBeEmpty();
    const after = await ask(page, 'packing.state', { stationId: 'station-1' });
    expect(after.packedToday).toBe(before.packedToday);
  });

  test('an order the buyer cancelled stops in the hand', async ({ station: { page, stage } }) => {
    const orders = await ordersToPack(page, stage, 20);
    const alone = orders.find(
      (one) =>
        one.requiredMarks.join() === 'sgtin' &&
        orders.filter((other) => other.lines[0]?.productId === one.lines[0]?.productId).length === 1,
    );
    expect(alone, 'a marked order that is the only one of its thing').toBeDefined();
    const barcode = await barcodeOf(page, alone!);
    const panel = page.getByTestId('packing-panel');
    await scan(page, barcode);
    await expect(panel).toHaveAttribute('data-code', 'mark-wanted');
    await stage.do('cancel', { orderId: Number(alone!.externalId) });
    await ask(page, 'order.refresh', { accountId: null });
    await expect.poll(async () => (await ask(page, 'order.get', { id: alone!.id })).order.status).toBe('cancelled');
    await scan(page, freshMark(barcode));
    await expect(panel).toHaveAttribute('data-tone', 'stop');
    expect((await ask(page, 'order.get', { id: alone!.id })).jobs).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await ask(page, 'packing.state', { stationId: 'station-1' })).openOrder).toBeNull();
  });

  test('the last parcel is taken back by one key', async ({ station: { page, stage } }) => {
    const orders = await ordersToPack(page, stage, 5);
    const order = orders.find((one) => one.requiredMarks.length === 0);
    expect(order, 'an order without marking').toBeDefined();
    await scan(page, await barcodeOf(page, order!));
    await expect(page.getByTestId('packing-panel')).toHaveAttribute('data-code', 'printed');
    const { packedToday } = await ask(page, 'packing.state', { stationId: 'station-1' });
    await page.keyboard.press('F4');
    await expect.poll(async () => (await ask(page, 'packing.state', { stationId: 'station-1' })).packedToday).toBe(packedToday - 1);
  });

  test('the same scan sent twice prints one label', async ({ station: { page, stage } }) => {
    const orders = await ordersToPack(page, stage, 5);
    const order = orders.find((one) => one.requiredMarks.length === 0);
    expect(order, 'an order without marking').toBeDefined();
    const input = { operationId: randomUUID(), stationId: 'station-1', code: await barcodeOf(page, order!) };
    const before = (await ask(page, 'print.jobs', { limit: 500 })).rows.length;
    const first = await ask(page, 'packing.scan', input);
    const second = await ask(page, 'packing.scan', input);
    expect(second.jobId).toBe(first.jobId);
    expect((await ask(page, 'print.jobs', { limit: 500 })).rows).toHaveLength(before + 1);
  });
});
