import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

import { createSimulator } from '#electron/simulator/simulator.ts';
import type { Listening, Simulator } from '#electron/simulator/stage.ts';
import { createTcpPrinter } from '#electron/simulator/tcp-printer.ts';
import { renderSticker } from '#electron/simulator/wildberries/sticker-file.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 6);

describe('the simulator on a loopback port', () => {
  let simulator: Simulator;
  let server: Listening;
  beforeEach(async () => {
    simulator = createSimulator({ seed: 5, nowMs: () => NOW_MS, things: 40 });
    server = await simulator.listen();
  });
  afterEach(() => server.close());

  const fresh = () =>
    fetch(`${server.url}/marketplace-api.wildberries.ru/api/v3/orders/new`, { headers: { authorization: simulator.token() } });
  const control = async (verb: string, body: unknown = {}): Promise<any> => {
    const response = await fetch(`${server.url}/_control/${verb}`, { method: 'POST', body: JSON.stringify(body) });
    return response.json();
  };

  test('stands for all hosts: the host is the first part of the path', async () => {
    const response = await fresh();
    expect(response.status).toBe(200);
    expect(response.headers.get('x-ratelimit-remaining')).toBe('19');
    expect(await response.json()).toEqual({ orders: [] });
    expect((await fetch(`${server.url}/example.org/api/v3/orders/new`)).status).toBe(404);
  });
  test('a cut network kills the connection, and comes back when told', async () => {
    await control('network', { up: false });
    await expect(fresh()).rejects.toThrow();
    await control('network', { up: true });
    expect((await fresh()).status).toBe(200);
  });
  test('orders, faults and what happened go through the control surface', async () => {
    const chrtId = simulator.sellers[0]!.cards[0]!.sizes[0]!.chrtId;
    expect((await control('order', { count: 2, chrtId })).orders).toHaveLength(2);
    await control('fault', { operation: 'orders.new', kind: 'rate-limit' });
    expect((await fresh()).status).toBe(429);
    expect((await control('journal')).lines).toMatchObject([{ operation: 'orders.new', status: 429, fault: 'rate-limit' }]);
    expect(await control('fault', { operation: 'orders.nwe', kind: 'rate-limit' })).toEqual({ error: 'unknown operation' });
  });
  test('a page of another origin may not pull the strings', async () => {
    const response = await fetch(`${server.url}/_control/state`, {
      method: 'POST',
      headers: { origin: 'https://example.org' },
      body: '{}',
    });
    expect(response.status).toBe(403);
  });
});

test('the code on a sticker is read back in both sizes, and ZPL holds it as text', async () => {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } });
  const face = { code: '!uKEtQZVx', lines: ['031648', '0753'] };
  for (const widthMm of [58, 40] as const) {
    const png = Buffer.from(renderSticker(face, { type: 'png', widthMm }), 'base64');
    const read = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'] });
    expect(read.map((one) => one.text)).toEqual([face.code]);
  }
  expect(Buffer.from(renderSticker(face, { type: 'zplv', widthMm: 58 }), 'base64').toString()).toMatch(
    /^\^XA.*\^BQN.*!uKEtQZVx.*031648.*\^XZ$/u,
  );
});

describe('the printer on a loopback port', () => {
  const say = async (address: string, text: string, answerBytes: number) => {
    const [host = '', port = ''] = address.split(':');
    const socket = connect(Number(port), host);
    let heard = '';
    const ended = new Promise<string>((resolve) => {
      socket.on('data', (chunk) => {
        heard += chunk.toString('latin1');
        if (heard.length >= answerBytes) socket.end();
      });
      socket.on('error', () => resolve('reset'));
      socket.on('close', () => resolve(heard));
    });
    socket.write(text, 'latin1', () => (answerBytes === 0 ? socket.end() : undefined));
    return ended;
  };

  test('counts labels of both languages and answers how it is', async () => {
    const printer = await createTcpPrinter();
    await say(printer.address, '^XA^FDone^XZ^XA^FDtwo^XZ', 0);
    await say(printer.address, 'SIZE 58 mm,40 mm\r\nCLS\r\nPRINT 1,1\r\n', 0);
    expect(await say(printer.address, '~HS', 70)).toContain('\u0002030,0,0');
    expect(printer.labels).toHaveLength(3);
    printer.setScenario('paper-out');
    expect(await say(printer.address, '~HS', 70)).toContain('\u0002030,1,0');
    expect(await say(printer.address, '\u001B!?', 1)).toBe('\u0004');
    printer.setScenario('reset-midway');
    expect(await say(printer.address, '^XA^FDthree', 1)).toBe('reset');
    expect(printer.labels).toHaveLength(3);
    await printer.close();
  });
});
