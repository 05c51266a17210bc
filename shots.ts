import { chromium } from '@playwright/test';
import { startWebHost } from './tests/support/station.ts';
const host = await startWebHost(['--demo']);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const ask = (page: any, name: string, input: any) => page.evaluate(async ([n, i]: any) => { const r = await fetch('/api/call/' + n, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(i) }); return r.json(); }, [name, input]);
export { host, browser, ask, chromium };
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
await page.goto(host.url); await page.waitForTimeout(2500);
console.log(page.url(), await page.title());
const mod = await import('./tests/support/station.ts');
const a = mod.ask as any;
const uuid = () => crypto.randomUUID();
const p: string[] = [];
const { uuidv7 } = await import('./shared/kit/uuid.ts');
const v7 = () => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
const list0 = await a(page, 'printer.list', {});
for (const [name, w, h] of [['Xprinter у окна', 58, 40], ['Zebra большая', 75, 120]] as const) { const id = v7(); p.push(id); await a(page, 'printer.save', { operationId: v7(), id, name, transport: 'virtual', address: '', language: 'zpl', dpi: 203, widthMm: w, heightMm: h, settings: {} }); }
const st = list0.stations[0].id;
await a(page, 'printer.others', { operationId: v7(), stationId: st, others: p });
await a(page, 'printer.route', { operationId: v7(), stationId: st, kind: 'box-label', widthMm: null, heightMm: null, printerId: p[1], spareId: null });
const shot = async (n: string) => { await page.waitForTimeout(700); await page.screenshot({ path: `/tmp/shots/${n}.png` }); };
for (const [theme, w, h] of [['light', 1366, 768], ['dark', 1920, 1080]] as const) {
  await page.setViewportSize({ width: w, height: h }); await page.emulateMedia({ colorScheme: theme });
  await page.keyboard.press('Alt+7'); await page.waitForTimeout(1200);
  await shot(`printers-${theme}`);
  await page.getByTestId('station-printers').first().scrollIntoViewIfNeeded(); await shot(`stations-${theme}`);
  await page.keyboard.press('F4'); await shot(`routes-${theme}`); await page.keyboard.press('Escape');
  await page.goto(host.url + '#/orders').catch(() => undefined); await page.keyboard.press('Alt+2'); await page.waitForTimeout(900); await shot(`orders-${theme}`);
}
console.log('done');
await browser.close(); await host.stop();
