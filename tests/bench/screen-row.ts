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

/** The lists with a search of their own: where, and words as a person types them there. */
const LISTS = {
  products: ['шарф кру', '4321', 'плед', 'лампа на', 'A-12', 'кружка с', '777', 'поднос'],
  listings: ['шарф кру', '4321', 'плед', 'A-12', '50004', 'поднос'],
  orders: ['20000', '3021', 'A-43', 'шарф кру', '200012345', '777'],
} as const;

/** Every screen that the rail leads to, in its order. */
const RAIL = 'nav a[href*="#/"]';

/** The real screens over the real web host, in Chromium. */
export async function screenRows(dataDir: string, said: (row: BenchRow) => void, size: string): Promise<void> {
  if (!existsSync(path.join(ROOT, 'out/renderer/index.html'))) throw new Error('build the screens first: npm run build');
  const executablePath = chromiumPath();
  const host = spawn(process.execPath, ['electron/web/index.ts', '--no-open', '--port', '0', '--data', dataDir], { cwd: ROOT });
  const browser = await chromium.launch({ ...(executablePath === null ? {} : { executablePath }), args: ['--no-sandbox'] });
  try {
    const [, url] = await printed(host, /ready at (http:\S+)/u);
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    const bare = await echoed(page);
    await page.goto(`${url}#/products`);
    await page.getByRole('grid').waitFor();
    await watch(page);
    said(await opened(page, bare, size));
    for (const list of ['products', 'listings', 'orders'] as const) {
      await page.goto(`${url}#/${list}?show=all`);
      await page.getByRole('grid').waitFor();
      await page.waitForTimeout(QUIET_MS);
      said(await searched(page, list, bare, size));
    }
  } finally {
    await browser.close();
    await stop(host);
  }
}

/** From a key in the search of a list to the last frame that its rows changed. */
async function searched(page: Page, list: keyof typeof LISTS, bare: number, size: string): Promise<BenchRow> {
  const all = sorted(await typed(page, LISTS[list]));
  const [half, most] = [percentile(all, 0.5), percentile(all, 0.95)];
  return {
    what: `key in the search of ${list} → rows painted in Chromium, ${size}`,
    ours: `p50 ${ms(half)}, p95 ${ms(most)} (${all.length} keys)`,
    baseline: `a key that changes one letter on the screen, p50 ${ms(bare)}`,
    budget: 'p50 ≤ 35, p95 ≤ 60 ms',
    within: half <= 35 && most <= 60,
  };
}

/** From the click that leads to a screen to the last frame of its answers, every screen of the rail, the the first time it is opened and the second. */
async function opened(page: Page, bare: number, size: string): Promise<BenchRow> {
  const rounds = new Map<number, { readonly name: string; readonly ms: number }[]>([
    [1, []],
    [2, []],
  ]);
  const places = await page.locator(RAIL).evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  for (const [, took] of rounds)
    for (const place of places) {
      await page.evaluate((href) => {
        const seen = (globalThis as unknown as { seen: { keyMs: number; paintedMs: number } }).seen;
        seen.keyMs = performance.now();
        document.querySelector<HTMLAnchorElement>(`nav a[href="${href}"]`)?.click();
      }, place);
      await page.waitForTimeout(3 * QUIET_MS);
      const { keyMs, paintedMs } = await figuresOf(page);
      took.push({ name: place.replace(/^.*#\//u, ''), ms: paintedMs - keyMs });
    }
  const said = [...rounds].map(([round, took]) => {
    const slow = took.toSorted((a, b) => b.ms - a.ms)[0]!;
    return `${round === 1 ? 'first' : 'again'} p50 ${ms(percentile(sorted(took.map((one) => one.ms)), 0.5))}, slowest ${slow.name} ${ms(slow.ms)}`;
  });
  return {
    what: `each of ${places.length} screens opened, to its last frame, ${size}`,
    ours: said.join('; '),
    baseline: `a key that changes one letter on the screen, p50 ${ms(bare)}`,
    budget: 'none set',
    within: null,
  };
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
  return figuresOf(page);
}

const figuresOf = (page: Page): Promise<{ readonly keyMs: number; readonly paintedMs: number }> =>
  page.evaluate(() => (globalThis as unknown as { seen: { keyMs: number; paintedMs: number } }).seen);

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
