import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { chromium, type Page } from 'playwright-core';

import { ended, printed } from '../support/child.ts';
import { chromiumPath } from '../support/chromium.ts';
import { type BenchRow, ms, percentile, sorted } from './rows.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** A key is done with when nothing has moved on the screen for so long. */
const QUIET_MS = 350;

/** From a key in the search of the products to the last frame that its rows changed, in the real screen over the real web host. */
export async function screenRow(dataDir: string, products: number): Promise<BenchRow> {
  if (!existsSync(path.join(ROOT, 'out/renderer/index.html'))) throw new Error('build the screens first: npm run build');
  const executablePath = chromiumPath();
  const host = spawn(process.execPath, ['electron/web/index.ts', '--no-open', '--port', '0', '--data', dataDir], { cwd: ROOT });
  const browser = await chromium.launch({ ...(executablePath === null ? {} : { executablePath }), args: ['--no-sandbox'] });
  try {
    const [, url] = await printed(host, /ready at (http:\S+)/u);
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(`${url}#/products`);
    await page.getByRole('grid').waitFor();
    await watch(page);
    const took = await typed(page, ['шарф кру', '4321', 'плед', 'лампа на', 'A-12', 'кружка с', '777', 'поднос']);
    const bare = await echoed(page);
    const all = sorted(took);
    const [half, most] = [percentile(all, 0.5), percentile(all, 0.95)];
    return {
      what: `key in the search → rows painted in Chromium, ${products} products`,
      ours: `p50 ${ms(half)}, p95 ${ms(most)} (${all.length} keys)`,
      baseline: `a key that changes one letter on the screen, p50 ${ms(bare)}`,
      budget: 'p50 ≤ 35, p95 ≤ 60 ms',
      within: half <= 35 && most <= 60,
    };
  } finally {
    await browser.close();
    await stop(host);
  }
}

async function stop(host: ChildProcess): Promise<void> {
  const gone = ended(host);
  host.kill('SIGTERM');
  await gone;
}

/** Notes the moment of each key and of the last frame after it in which the table changed. */
const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen = { keyMs: 0, paintedMs: 0 };
    Object.assign(globalThis, { seen });
    addEventListener('beforeinput', (event) => void (seen.keyMs = event.timeStamp), true);
    const channel = new MessageChannel();
    channel.port1.addEventListener('message', () => void (seen.paintedMs = performance.now()));
    channel.port1.start();
    // A message sent within a frame is heard when the frame has been painted.
    new MutationObserver(() => requestAnimationFrame(() => channel.port2.postMessage(null))).observe(
      document.querySelector('main') ?? document.body,
      {
        subtree: true,
        childList: true,
        characterData: true,
      },
    );
  });

async function typed(page: Page, words: readonly string[]): Promise<readonly number[]> {
  const field = page.getByRole('searchbox');
  const took: number[] = [];
  for (const word of words) {
    await field.fill('');
    await page.waitForTimeout(QUIET_MS);
    for (const letter of word) {
      const figures = await press(page, letter);
      if (figures.paintedMs > figures.keyMs) took.push(figures.paintedMs - figures.keyMs);
    }
  }
  return took;
}

async function press(page: Page, letter: string): Promise<{ readonly keyMs: number; readonly paintedMs: number }> {
  await page.keyboard.type(letter);
  await page.waitForTimeout(QUIET_MS);
  return page.evaluate(() => (globalThis as unknown as { seen: { keyMs: number; paintedMs: number } }).seen);
}

/** The same measure of a page that does nothing but show the letter: what the browser's own frames cost. */
async function echoed(page: Page): Promise<number> {
  await page.goto('about:blank');
  await page.setContent('<main><input autofocus><p></p></main>');
  await page.evaluate(() => {
    const [input, text] = [document.querySelector('input')!, document.querySelector('p')!];
    input.addEventListener('input', () => void (text.textContent = input.value));
    input.focus();
  });
  await watch(page);
  const took: number[] = [];
  for (const letter of 'abcdefghijklmno') {
    const figures = await press(page, letter);
    took.push(figures.paintedMs - figures.keyMs);
  }
  return percentile(sorted(took), 0.5);
}
