import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import http from 'node:http';

import { expect, test } from '@playwright/test';

import { type HostProcess, startWebHost } from '../support/station.ts';

/** What a developer scripts with curl and a token; no browser takes part. */
test.describe('the local HTTP API', () => {
  let host: HostProcess;
  let cookie: string;

  test.beforeAll(async () => {
    host = await startWebHost([]);
    const page = await fetch(host.url);
    cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
  });
  test.afterAll(async () => {
    expect(await host.stop()).toBe(0);
    rmSync(host.dataDir, { recursive: true, force: true });
  });

  const rpc = async (name: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(new URL(`rpc/${name}`, host.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Answer };
  };
  const owner = (name: string, body: unknown) => rpc(name, body, { cookie });
  const token = async (...permissions: readonly string[]) => {
    const made = await owner('token.create', { name: 'script', permissions });
    return made.body.value as { id: string; token: string };
  };
  const bearer = (text: string) => ({ authorization: `Bearer ${text}` });

  test('the page of this computer gets a cookie no script and no other site can use', async () => {
    const page = await fetch(host.url);
    expect(page.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict$/u);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('nobody is answered without a session or a token', async () => {
    expect((await rpc('session.get', {})).status).toBe(401);
    expect((await rpc('session.get', {}, bearer('korob_00'))).status).toBe(401);
    expect((await fetch(new URL('events', host.url))).status).toBe(401);
  });

  test('a token does what it may, and nothing once it is revoked', async () => {
    const made = await token('read');
    expect((await rpc('session.get', {}, bearer(made.token))).body).toMatchObject({ ok: true, value: { permissions: ['read'] } });
    const refused = await rpc('token.list', {}, bearer(made.token));
    expect([refused.status, refused.body.error?.code]).toEqual([403, 'forbidden']);
    expect((await owner('token.revoke', { id: made.id })).status).toBe(200);
    expect((await rpc('session.get', {}, bearer(made.token))).status).toBe(401);
  });

  test('a token is kept as a hash alone', async () => {
    const made = await token('read', 'pack');
    const list = JSON.stringify((await owner('token.list', {})).body);
    expect(list).toContain(made.id);
    expect(list).not.toContain(made.token);
  });

  test('a command sent twice under one id is done once', async () => {
    const operationId = randomUUID();
    const product = {
      operationId,
      id: randomUUID(),
      kind: 'product',
      article: 'API-1',
      name: 'Кружка из скрипта',
      marked: false,
      barcodes: ['2000000000015'],
      safetyStock: 0,
      archived: false,
      weightG: null,
      components: [],
    };
    const made = await token('read', 'stock');
    const first = await rpc('product.save', product, bearer(made.token));
    const second = await rpc('product.save', product, bearer(made.token));
    expect(first.body).toMatchObject({ ok: true });
    expect(second.body).toEqual(first.body);
    expect((await owner('product.list', { search: 'кружка из' })).body).toMatchObject({ value: { total: 1 } });
  });

  test('every refusal has its status and its code', async () => {
    expect(await owner('no.such', {})).toMatchObject({ status: 404, body: { error: { code: 'unknown-call' } } });
    expect(await owner('order.get', {})).toMatchObject({ status: 400, body: { error: { code: 'bad-input' } } });
    expect(await owner('order.get', { id: randomUUID() })).toMatchObject({ status: 404, body: { error: { code: 'order-unknown' } } });
    expect(await owner('order.get', '{')).toMatchObject({ status: 400, body: { error: { code: 'bad-input' } } });
    expect(await owner('session.get', `"${'x'.repeat(1_100_000)}"`)).toMatchObject({ status: 413 });
    const form = await rpc('session.get', '{}', { cookie, 'content-type': 'text/plain' });
    expect(form.status).toBe(415);
  });

  test('a foreign name or a foreign page is turned away', async () => {
    expect(await raw('/', { host: 'korob.attacker.example' })).toBe(403);
    expect(await raw('/', { host: '127.0.0.1:1' })).toBe(403);
    const foreign = await rpc('session.get', {}, { cookie, origin: 'https://attacker.example' });
    expect(foreign.status).toBe(403);
    expect((await rpc('session.get', {}, { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  test('nothing outside the screens is served', async () => {
    expect(await raw('/..%2f..%2fpackage.json')).toBe(403);
    // A URL's own rules fold coded dots away before we look.
    expect(await raw('/assets/%2e%2e/%2e%2e/%2e%2e/package.json')).toBe(404);
    expect(await raw('/package.json')).toBe(404);
  });

  test('the document of the API covers every call', async () => {
    const made = await token('read');
    const response = await fetch(new URL('api/openapi.json', host.url), { headers: bearer(made.token) });
    const document = (await response.json()) as { openapi: string; paths: Record<string, unknown> };
    const { CALL_NAMES } = await import('#shared/contract/names.ts');
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual([...CALL_NAMES.map((name) => `/rpc/${name}`), '/events'].sort());
  });

  test('events arrive as they happen', async () => {
    const made = await token('read', 'stock');
    const stream = await fetch(new URL('events', host.url), { headers: bearer(made.token) });
    const reader = stream.body?.getReader();
    await rpc(
      'location.save',
      {
        operationId: randomUUID(),
        id: randomUUID(),
        kind: 'warehouse',
        warehouseId: null,
        code: 'API',
        name: 'Склад',
        routeOrder: 0,
        archived: false,
      },
      bearer(made.token),
    );
    let text = '';
    while (!/data: \{"topic":/u.test(text)) {
      const part = await reader?.read();
      text += new TextDecoder().decode(part?.value);
    }
    await reader?.cancel();
    expect(text).toContain('"ids":');
  });

  test('a second Korob on the same data says so, keeps its hands off and shows a page', async () => {
    const second = await startWebHost([], host.dataDir);
    const page = await fetch(second.url);
    const text = await page.text();
    expect(page.status).toBe(503);
    expect(text).toContain('База уже открыта другим Коробом');
    expect(text).toContain('Another Korob has this database open');
    expect(await second.stop()).toBe(10);
  });

  /** A request as it stands, where fetch would tidy it up. */
  const raw = (target: string, headers: Record<string, string> = {}) =>
    new Promise<number>((resolve, reject) => {
      const { port } = new URL(host.url);
      http
        .get({ host: '127.0.0.1', port, path: target, headers: { cookie, ...headers } }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        })
        .on('error', reject);
    });
});

interface Answer {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: { readonly code: string };
}
