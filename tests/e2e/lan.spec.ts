import { lanAddresses } from '#electron/web/access.ts';

import { ask, eventually, expect, test } from '../support/station.ts';

/** The owner opens the door to the network, a handheld comes in by the code, and is shown out again. */
test('a device of the network is let in by a code and out by one button', async ({ station: { page } }) => {
  test.skip(lanAddresses().length === 0, 'this machine has no address in a network');
  const home = new URL(page.url()).origin;
  await page.keyboard.press('Alt+6');
  await page.getByRole('button', { name: 'Открыть для сети' }).click();
  const address = (await page.getByTestId('lan-address').first().textContent()) ?? '';
  const code = (await page.getByTestId('pairing-code').textContent()) ?? '';
  expect(code.trim()).toMatch(/^\d{4} \d{4}$/u);
  await expect(page.getByRole('img', { name: address })).toBeVisible();

  const stranger = await fetch(address, { redirect: 'manual' });
  expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/pair']);
  const pair = (typed: string) =>
    fetch(new URL('pair', address), {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ code: typed, name: 'ТСД у ворот' }),
    });
  expect(await (await pair('0000 0000')).text()).toContain('Код не подошёл');
  const cookie = (await pair(code)).headers.get('set-cookie')?.split(';')[0] ?? '';
  const session = () =>
    fetch(new URL('rpc/session.get', address), { method: 'POST', headers: { 'content-type': 'application/json', cookie }, body: '{}' });
  expect(await (await session()).json()).toMatchObject({ ok: true, value: { stationName: 'ТСД у ворот', permissions: ['read', 'pack'] } });
  expect((await pair(code)).status, 'a code is good once').toBe(200);

  const device = page.getByTestId('device').filter({ hasText: 'ТСД у ворот' });
  await expect(device).toBeVisible();
  await device.getByRole('button', { name: 'Отключить' }).click();
  await expect(device).toBeHidden();
  expect((await session()).status).toBe(401);

  await page.getByRole('button', { name: 'Закрыть сеть' }).click();
  await eventually('the door is closed', () =>
    fetch(address).then(
      () => 'answers',
      () => 'nobody',
    ),
  ).toBe('nobody');
  expect((await fetch(home)).status).toBe(200);
  expect(await ask(page, 'lan.get', {})).toMatchObject({ on: false, addresses: [], pairing: null, devices: [] });
});
