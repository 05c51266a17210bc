import http, { type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { createHttpClient } from '#electron/node/http-client.ts';

/** The word `sent` decides whether a command may be repeated, so it is held here case by case. */
describe('the way out to the network', () => {
  const servers: Server[] = [];
  const client = createHttpClient();
  const serve = async (listener: RequestListener): Promise<string> => {
    const server = http.createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const get = (url: string, maxBytes = 1000, timeoutMs = 2000) => client.send({ method: 'GET', url, headers: {}, timeoutMs, maxBytes });

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('gives status, lower-case headers and bytes as they came', async () => {
    const url = await serve((_request, response) => response.writeHead(418, { 'X-Ratelimit-Retry': '3' }).end('tea'));
    const reply = await get(url);
    expect(reply).toMatchObject({ kind: 'answer', status: 418, headers: { 'x-ratelimit-retry': '3' } });
    expect(reply.kind === 'answer' && Buffer.from(reply.body).toString()).toBe('tea');
  });

  it('sends the body with its length', async () => {
    const url = await serve((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => response.end(`${request.method} ${request.headers['content-length']} ${body}`));
    });
    const reply = await client.send({ method: 'PUT', url, headers: {}, body: Buffer.from('stock'), timeoutMs: 2000, maxBytes: 100 });
    expect(reply.kind === 'answer' && Buffer.from(reply.body).toString()).toBe('PUT 5 stock');
  });

  it('never follows a redirect', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
    expect(await get(url)).toMatchObject({ kind: 'answer', status: 302 });
  });

  it('was not sent where nobody listens', async () => {
    const url = await serve(() => undefined);
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    expect(await get(url)).toMatchObject({ kind: 'no-answer', sent: false, cause: 'refused' });
  });

  it('was sent when the connection dies without an answer', async () => {
    const url = await serve((request) => request.socket.destroy());
    expect(await get(url)).toMatchObject({ kind: 'no-answer', sent: true, cause: 'reset' });
  });

  it('was sent when the answer breaks off in the middle', async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => request.socket.destroy());
    });
    expect(await get(url)).toMatchObject({ kind: 'no-answer', sent: true });
  });

  it('was sent when the time runs out after the connection stood', async () => {
    const url = await serve(() => undefined);
    expect(await get(url, 1000, 100)).toMatchObject({ kind: 'no-answer', sent: true, cause: 'timeout' });
  });

  it('reads no more than it was allowed to', async () => {
    const url = await serve((_request, response) => response.end('x'.repeat(5000)));
    expect(await get(url, 1000)).toMatchObject({ kind: 'no-answer', sent: true, cause: 'too-large' });
  });

  it('turns a broken address and a broken header into answers, never into a throw', async () => {
    expect(await get('ftp://127.0.0.1/')).toMatchObject({ kind: 'no-answer', sent: false });
    expect(await get('nonsense')).toMatchObject({ kind: 'no-answer', sent: false });
    const url = await serve((_request, response) => response.end());
    const reply = await client.send({ method: 'GET', url, headers: { 'x-bad': 'a\r\nb' }, timeoutMs: 1000, maxBytes: 10 });
    expect(reply).toMatchObject({ kind: 'no-answer', sent: false });
  });
});
