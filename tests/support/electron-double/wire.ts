import type { Page, Route } from 'playwright-core';

import { handlers, invocable } from './fakes.ts';
import { BINDING, PAGE_SIDE, PRELOAD_WORLD, preloadSide } from './worlds.ts';

/** The double's stand-in for `app://korob`, both ways. */
const STAND_IN = 'https://korob.test';
const OWN = 'app://korob';

export interface Wire {
  emit(channel: string, args: readonly unknown[]): Promise<void>;
}

/** Ties a page to the main side: its requests to `protocol.handle`, its preload to `ipcMain`. All other network is cut. */
export async function attach(page: Page, preload: string, mayGo: (url: string) => boolean): Promise<Wire> {
  await page.route('**/*', (route) => answer(route, mayGo));
  const cdp = await page.context().newCDPSession(page);
  let context: number | null = null;
  cdp.on('Runtime.executionContextCreated', ({ context: made }) => {
    if (made.name === PRELOAD_WORLD) context = made.id;
  });
  cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name === BINDING) void invoke(payload, page).then((call) => evaluate(executionContextId, `doubleSettle(${call})`));
  });
  const evaluate = async (contextId: number, expression: string): Promise<void> => {
    // A page that went away meanwhile has nobody to tell.
    await cdp.send('Runtime.evaluate', { expression, contextId }).catch(() => undefined);
  };
  await cdp.send('Page.enable');
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: PRELOAD_WORLD });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: PAGE_SIDE });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: preloadSide(preload), worldName: PRELOAD_WORLD });
  return {
    async emit(channel, args) {
      if (context !== null) await evaluate(context, `doubleEmit(${JSON.stringify(channel)}, ${JSON.stringify(args)})`);
    },
  };
}

async function answer(route: Route, mayGo: (url: string) => boolean): Promise<void> {
  const request = route.request();
  const url = request.url().replace(STAND_IN, OWN);
  const topLevel = request.isNavigationRequest() && request.frame().parentFrame() === null;
  // A first load is the program's own; later ones were asked by the page. One that is not allowed leaves the page where it is.
  if (topLevel && request.frame().url() !== 'about:blank' && !mayGo(url)) return route.abort('aborted');
  const handler = handlers.get('app');
  if (!url.startsWith(`${OWN}/`) || handler === undefined) return route.abort('blockedbyclient');
  const response = await handler(new Request(url, { method: request.method() }));
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}

/** The arguments of `doubleSettle`: id, whether it went well, and the value or Electron's wording of the error. */
async function invoke(payload: string, page: Page): Promise<string> {
  const { id, channel, args } = JSON.parse(payload) as { id: number; channel: string; args: unknown[] };
  const origin = new URL(page.url()).origin.replace(STAND_IN, OWN);
  try {
    const value = await invocable.get(channel)?.({ senderFrame: { origin, parent: null } }, ...args);
    return `${id}, true, ${JSON.stringify(value ?? null)}`;
  } catch (error) {
    return `${id}, false, ${JSON.stringify(`Error invoking remote method '${channel}': ${String(error)}`)}`;
  }
}
