import { randomUUID } from 'node:crypto';

import { waveCode } from '#shared/domain/wave.ts';

import { barcodeOf, ordersToPack, waveToPick } from '../support/packing-desk.ts';
import { ask, expect, scan, test } from '../support/station.ts';

const SECONDS = Number(process.env['KOROB_SCAN_SECONDS'] ?? 15);
const PER_SECOND = 20;

test.describe('the packing floor', () => {
  test(`${PER_SECOND} scans a second under load: none is lost, none is out of turn`, async ({ station: { page } }) => {
    await page.keyboard.press('Alt+1');
    await expect(page.getByTestId('packing-panel')).toBeVisible();
    const heard: string[] = [];
    page.on('request', (request) => {
      if (!request.url().endsWith('/rpc/packing.scan')) return;
      heard.push((request.postDataJSON() as { readonly code: string }).code);
    });
    const sent = await page.evaluate(
      async ([seconds, perSecond]) => {
        (document.activeElement as HTMLElement | null)?.blur();
        // Half of the time the main thread does something else.
        const load = setInterval(() => {
          for (const until = performance.now() + 25; performance.now() < until;);
        }, 50);
        const codes: string[] = [];
        const key = (code: string, name: string) =>
          document.body.dispatchEvent(new KeyboardEvent('keydown', { code, key: name, bubbles: true, cancelable: true }));
        const total = seconds * perSecond;
        const startMs = performance.now();
        for (let index = 0; index < total; index += 1) {
          const code = `29${String(index).padStart(11, '0')}`;
          codes.push(code);
          for (const digit of code) key(`Digit${digit}`, digit);
          key('Enter', 'Enter');
          const dueMs = startMs + ((index + 1) * 1000) / perSecond;
          await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - performance.now())));
        }
        clearInterval(load);
        return codes;
      },
      [SECONDS, PER_SECOND] as const,
    );
    await expect.poll(() => heard.length, { message: 'scans that reached the engine', timeout: 60_000 }).toBe(sent.length);
    expect(heard).toEqual(sent);
  });

  test('a wave is gathered, walked into its cart by one key, and packed from it', async ({ station: { page, stage } }) => {
    const orders = await ordersToPack(page, stage, 6);
    await page.keyboard.press('Alt+W');
    await page.getByRole('button', { name: /Собрать \d+ заказ/u }).click();
    await expect(page.getByRole('heading', { name: /Волна \d+/u })).toBeVisible();
    await page.getByRole('button', { name: 'Всё по листу уже в тележке' }).click();
    await expect(page.getByRole('button', { name: 'Взял' })).toBeHidden();
    const [wave] = (await ask(page, 'wave.list', {})).rows;
    expect((await ask(page, 'wave.get', { id: wave!.id })).stops).toEqual([]);
    const plain = orders.find((order) => order.requiredMarks.length === 0 && order.lines.every((line) => line.quantity === 1));
    await page.keyboard.press('Alt+1');
    await expect(page.getByTestId('packing-panel')).toBeVisible();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await scan(page, await barcodeOf(page, plain!));
    await expect(page.getByTestId('packing-panel')).toHaveAttribute('data-code', 'printed');
    await expect.poll(async () => (await ask(page, 'wave.get', { id: wave!.id })).wave.packed).toBe(1);
  });

  test('a list on paper is printed, and its code scanned back puts all of it into the cart', async ({ station: { page, stage } }) => {
    const { wave } = await waveToPick(page, stage);
    const paper = page.waitForEvent('popup');
    await page.keyboard.press('F7');
    await paper;
    await expect.poll(async () => (await ask(page, 'wave.get', { id: wave.id })).papers.length).toBe(1);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await scan(page, waveCode(wave.number, 1));
    await expect.poll(async () => (await ask(page, 'wave.get', { id: wave.id })).stops).toEqual([]);
    await page.getByTestId('paper-1').locator('summary').click();
    await page.getByRole('button', { name: 'Не нашлось' }).first().click();
    await page.getByRole('button', { name: 'Искать в другой ячейке' }).click();
    await expect.poll(async () => (await ask(page, 'wave.get', { id: wave.id })).shorts.length).toBe(1);
  });

  test('once people are entered the table asks who stands there, and one scan of a badge answers', async ({ station: { page } }) => {
    const save = (id: string, name: string, role: 'owner' | 'packer', more: { pin?: string; badge?: string; archived?: boolean }) =>
      ask(page, 'person.save', { operationId: randomUUID(), id, name, role, ...more });
    const [owner, packer] = [randomUUID(), randomUUID()];
    await save(owner, 'Хозяин', 'owner', { pin: '2468' });
    try {
      const question = page.getByTestId('sign-in');
      await expect(question).toBeVisible();
      await question.getByLabel('ПИН').fill('1111');
      await question.getByRole('button', { name: 'Войти' }).click();
      await expect(question.getByText('ПИН не тот')).toBeVisible();
      await question.getByLabel('ПИН').fill('2468');
      await question.getByRole('button', { name: 'Войти' }).click();
      await expect(page.getByTestId('person')).toContainText('Хозяин');
      await save(packer, 'Стол', 'packer', { badge: 'KOROB-P-0123456789' });
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await scan(page, 'KOROB-P-0123456789');
      await expect(page.getByTestId('person')).toContainText('Стол');
    } finally {
      // The demo goes on for the next specs without names, as it began.
      await ask(page, 'person.signIn', { personId: owner, pin: '2468' });
      await save(packer, 'Стол', 'packer', { archived: true, pin: '1357' });
      await save(owner, 'Хозяин', 'owner', { archived: true });
    }
    await expect(page.getByTestId('person')).toBeHidden();
  });
});
