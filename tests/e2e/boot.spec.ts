import { ask, expect, test } from '../support/station.ts';

test('a demo opens with goods on shelves and orders on their way', async ({ station }) => {
  const { page } = station;
  await expect(page.locator('#root')).not.toBeEmpty();
  const session = await ask(page, 'session.get', {});
  expect(session.mode).toBe('demo');
  const products = await ask(page, 'product.list', {});
  expect(products.total).toBeGreaterThanOrEqual(300);
  await expect.poll(async () => (await ask(page, 'order.list', {})).total, { timeout: 40_000 }).toBeGreaterThan(0);
});

test('the page breaks none of its own rules', async ({ station }) => {
  const { page } = station;
  const broken: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript/u.test(message.text())) broken.push(message.text());
  });
  page.on('pageerror', (error) => broken.push(error.message));
  await page.reload();
  await expect(page.locator('#root')).not.toBeEmpty();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  expect(broken).toEqual([]);
});

test('screens hear of what happened without being asked', async ({ station }) => {
  const { page, stage } = station;
  const before = (await ask(page, 'order.list', { show: 'all' })).total;
  const heard = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const bridge = (window as unknown as { korob?: { subscribe(listener: (event: { topic: string }) => void): void } }).korob;
        const hear = (event: { topic: string }): void => {
          if (event.topic === 'orders') resolve(event.topic);
        };
        if (bridge === undefined)
          new EventSource('/events').addEventListener('message', (message: MessageEvent<string>) => hear(JSON.parse(message.data)));
        else bridge.subscribe(hear);
      }),
  );
  await stage.do('order', { count: 2 });
  await ask(page, 'order.refresh', { accountId: null });
  expect(await heard).toBe('orders');
  await expect.poll(async () => (await ask(page, 'order.list', { show: 'all' })).total).toBeGreaterThanOrEqual(before + 2);
});
