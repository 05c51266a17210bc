import { chromium } from '@playwright/test';

import { ask, openDemo } from './support/station.ts';
process.on('exit', () => undefined);
const demo = await openDemo('web', []);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium' });
const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
const page = await demo.page(() => context.newPage());
const shot = (name: string) => page.screenshot({ path: `/tmp/shots/${name}.png` });
await page.waitForTimeout(9000);
console.log(page.url());
const base = new URL(page.url()).origin;
const at = async (path: string) => {
  await page.goto(`${base}/#${path}`);
  await page.waitForTimeout(1500);
};
const all = (await ask(page, 'order.list', { show: 'all', limit: 500 })).rows;
console.log(
  all.length,
  JSON.stringify(
    all.reduce((m: Record<string, number>, o) => ((m[`${o.channel} ${o.status}`] = (m[`${o.channel} ${o.status}`] ?? 0) + 1), m), {}),
  ),
);
const href = page.url();
console.log(href);
await at('/orders');
console.log(page.url());
await shot('orders');
const ticks = page.locator('[role=row] input[type=checkbox]');
console.log('ticks', await ticks.count());
for (const i of [1, 2, 3, 4]) await ticks.nth(i).click();
await page.waitForTimeout(300);
await shot('orders-chosen');
await page.keyboard.press('F3');
await page.waitForTimeout(1500);
await shot('bulk-take');
await page.keyboard.press('Enter');
await page.keyboard.press('Delete');
await page.waitForTimeout(1500);
await shot('cancel-many');
await page.keyboard.press('Escape');
await page.emulateMedia({ colorScheme: 'dark' });
await page.setViewportSize({ width: 1920, height: 1080 });
await page.waitForTimeout(500);
await shot('orders-chosen-dark-1920');
await page.emulateMedia({ colorScheme: 'light' });
await page.setViewportSize({ width: 1366, height: 768 });
const order =
  all.find((o) => o.channel === 'ozon' && o.status === 'new' && o.lines.reduce((s, l) => s + l.quantity, 0) > 1) ??
  all.find((o) => o.channel !== 'wildberries' && o.status === 'new')!;
if (order) {
  await at(`/orders/${order.id}`);
  await page.waitForTimeout(1000);
  await shot('order');
  await page.keyboard.press('Delete');
  await page.waitForTimeout(2500);
  await shot('cancel');
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /Снять/ })
    .first()
    .click()
    .catch(() => console.log('no снять'));
  await page.waitForTimeout(2500);
  await shot('cancel-line');
}
await browser.close();
await demo.stop();
process.exit(0);
