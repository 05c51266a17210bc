import { SCANNER_TEST } from '#shared/domain/scanner.ts';

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
});
