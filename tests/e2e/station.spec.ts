import { randomUUID } from 'node:crypto';

import { SCANNER_TEST } from '#shared/domain/scanner.ts';

import { barcodeOf, ordersToPack } from '../support/packing-desk.ts';
import { ask, expect, scan, test } from '../support/station.ts';

/** Furnishing a place of work: its scanner is learnt by its own keys. */
test.describe('a place of work', () => {
  test.beforeEach(async ({ station: { page } }) => {
    await page.keyboard.press('Alt+M');
    await expect(page.getByRole('heading', { name: /Рабочее место/u })).toBeVisible();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  });

  test('learns its scanner from three scans, says what it learnt, and keeps it', async ({ station: { page } }) => {
    await page.keyboard.press('F2');
    const step = page.getByTestId('lesson-step');
    await expect(step).toHaveAttribute('data-code', 'plain');
    await scan(page, '4600000000039');
    await expect(step).toHaveAttribute('data-fault', 'other-code');
    await scan(page, SCANNER_TEST.plain);
    await expect(step).toHaveAttribute('data-code', 'marking');
    await scan(page, SCANNER_TEST.marking);
    await expect(step).toHaveAttribute('data-code', 'letters');
    await scan(page, SCANNER_TEST.letters);
    await expect(page.getByTestId('lesson-result')).toContainText('GS доходит');
    await page.keyboard.press('F9');
    await expect(page.getByTestId('lesson-result')).toBeHidden();
    const { station } = await ask(page, 'session.get', {});
    expect(station.scanner).toMatchObject({ suffix: 'enter', gs: 'sent', prefix: '', swapsCase: 'never' });
  });

  test('is told that its scanner loses GS and which setting to change', async ({ station: { page } }) => {
    await page.keyboard.press('F2');
    const step = page.getByTestId('lesson-step');
    for (const [text, next] of [
      [SCANNER_TEST.plain, 'marking'],
      [SCANNER_TEST.marking.replace('\u001D', ''), 'letters'],
    ] as const) {
      await scan(page, text);
      await expect(step).toHaveAttribute('data-code', next);
    }
    await scan(page, SCANNER_TEST.letters);
    await expect(page.getByTestId('lesson-result')).toContainText('Function Code Mapping');
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('lesson-result')).toBeHidden();
  });

  test('hears an odd scanner rightly once it is learnt: another sign for GS, and no key after the code', async ({ station: { page } }) => {
    const spoilt = (code: string) => code.replaceAll('\u001D', '|');
    await page.keyboard.press('F2');
    const step = page.getByTestId('lesson-step');
    for (const [text, next] of [
      [SCANNER_TEST.plain, 'marking'],
      [SCANNER_TEST.marking, 'letters'],
    ] as const) {
      await scan(page, spoilt(text), 'none');
      await expect(step).toHaveAttribute('data-code', next);
    }
    await scan(page, SCANNER_TEST.letters, 'none');
    await expect(page.getByTestId('lesson-result')).toContainText('после кода ничего');
    await page.keyboard.press('F9');
    await expect.poll(async () => (await ask(page, 'session.get', {})).station.scanner?.suffix).toBe('none');
    await page.keyboard.press('Alt+1');
    await expect(page.getByTestId('packing-panel')).toBeVisible();
    const heard: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/rpc/packing.scan')) heard.push((request.postDataJSON() as { readonly code: string }).code);
    });
    const codes = ['4600000000039', '0104600000000039215Korob1!aBcd7\u001D93Kb7q', '4600000000046'];
    for (const code of codes) {
      const before = heard.length;
      await scan(page, spoilt(code), 'none');
      await expect.poll(() => heard.length).toBe(before + 1);
    }
    expect(heard).toEqual(codes);
    // The next specs scan with the usual scanner again.
    await ask(page, 'station.save', { operationId: randomUUID(), stationId: 'station-1', scanner: null });
    await page.keyboard.press('Escape');
  });

  test('that weighs asks for the weight of the parcel just closed, and takes it typed where it has no scales', async ({
    station: { page, stage },
  }) => {
    const orders = await ordersToPack(page, stage, 8);
    const order = orders.find((one) => one.requiredMarks.length === 0 && one.lines.every(({ quantity }) => quantity === 1));
    expect(order, 'an order of one thing without marking').toBeDefined();
    await page.getByText('Взвешивать каждую посылку').click();
    await expect.poll(async () => (await ask(page, 'session.get', {})).station.weighs).toBe(true);
    await page.keyboard.press('Alt+1');
    await expect(page.getByTestId('packing-panel')).toBeVisible();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await scan(page, await barcodeOf(page, order!));
    const panel = page.getByTestId('packing-panel');
    await expect(panel).toHaveAttribute('data-code', 'printed');
    const printed = (await ask(page, 'packing.state', { stationId: 'station-1' })).weighing;
    await expect(page.getByTestId('weigh')).toContainText(printed!.caption ?? printed!.number);
    await expect(page.getByTestId('weigh')).toContainText('Весов у этого места нет');
    await page.keyboard.press('F8');
    await page.getByLabel('Сколько граммов').fill('1250');
    await page.keyboard.press('F9');
    await expect(page.getByTestId('weighed')).toBeVisible();
    const { weighing } = await ask(page, 'packing.state', { stationId: 'station-1' });
    expect(weighing).toMatchObject({ grams: 1250, source: 'hand' });
    expect((await ask(page, 'order.get', { id: weighing!.orderId })).weight).toMatchObject({ grams: 1250, source: 'hand' });
  });

  test('whose scanner is held in the left hand has its panel on the left', async ({ station: { page } }) => {
    await page.getByLabel('Сканер держит').selectOption('left');
    await expect.poll(async () => (await ask(page, 'session.get', {})).station.hand).toBe('left');
    await page.keyboard.press('Alt+1');
    const side = (await page.getByTestId('recent').boundingBox())!;
    expect(side.x).toBeLessThan((await page.getByTestId('packing-panel').boundingBox())!.x);
  });
});
