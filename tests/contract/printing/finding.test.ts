import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { systemTimers } from '#electron/node/clock.ts';
import { createFinding } from '#electron/printing/finding.ts';
import { epl2 } from '#electron/printing/languages/epl2.ts';
import { escpos } from '#electron/printing/languages/escpos.ts';
import { tspl } from '#electron/printing/languages/tspl.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import { profileOf, readProfiles } from '#electron/printing/profiles.ts';
import { tcpTransport } from '#electron/printing/transports/tcp.ts';
import type { Transport } from '#electron/printing/transports/transport.ts';

const profiles = readProfiles('resources');
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A printer that answers one question and is deaf to the rest. */
async function printerThat(hears: Buffer, says: Buffer): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (part) => void (part.includes(hears) && socket.write(says)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const find = (over: readonly Transport[] = []) =>
  createFinding({
    transports: [tcpTransport(systemTimers), ...over],
    languages: [zpl, tspl, epl2, escpos],
    resourcesDir: 'resources',
    log: { write: () => undefined },
  });

describe('a printer at an address of the network', () => {
  it.each([
    [
      'a Zebra says its model and its density',
      '~HI',
      '\u0002ZD421-300dpi,V93.21.26Z,12,8192KB\u0003\r\n',
      { language: 'zpl', dpi: 300, profile: 'Zebra ZD421' },
    ],
    ['a TSC says how it is', '\u001b!?', '\u0000', { language: 'tspl', dpi: null, profile: null }],
    ['a receipt printer says how it is', '\u0010\u0004\u0001', '\u0012\u0012\u0012', { language: 'escpos', dpi: null, profile: null }],
    ['a mute one is there, and nothing is known of it', 'nothing', '', { language: null, dpi: null, profile: null }],
  ])('%s', async (_what, hears, says, guess) => {
    const address = await printerThat(Buffer.from(hears, 'latin1'), Buffer.from(says, 'latin1'));
    expect(await find()(address)).toMatchObject([{ transport: 'tcp', address, ...guess }]);
  });

  it('is not there, or no address of ours: nothing is found', async () => {
    expect(await find()('127.0.0.1:1')).toEqual([]);
    expect(await find()('8.8.8.8')).toEqual([]);
  });
});

describe('printers of this machine', () => {
  const queue = (id: 'cups' | 'winspool', list: Transport['list']): Transport => ({
    id,
    accepts: () => true,
    open: () => ({}) as never,
    list,
  });

  it('are guessed by the names of their drivers; one way to them that fails hides no other', async () => {
    const found = await find([
      queue('winspool', () => Promise.reject(new Error('no spooler'))),
      queue('cups', () => Promise.resolve([{ transport: 'cups', address: 'LABELS', name: 'Стол 1', model: 'Xprinter XP-365B' }])),
    ])(null);
    expect(found).toEqual([
      {
        transport: 'cups',
        address: 'LABELS',
        name: 'Стол 1',
        model: 'Xprinter XP-365B',
        profile: 'Xprinter XP-365B',
        language: 'tspl',
        dpi: 203,
      },
    ]);
  });

  it.each([
    ['ZDesigner GK420d', 'zebra-gk420d'],
    ['Xprinter XP-420B #2', 'xprinter-xp-420b'],
    ['XP-365B', 'xprinter-xp-365b'],
    ['TSC TE200', 'tsc-te200'],
    ['Zebra ZD220-203dpi ZPL', 'zebra-zd220'],
    ['Godex G500', 'godex-g500'],
    ['АТОЛ BP21', 'atol'],
    ['HP LaserJet 1020', null],
  ])('«%s» is %s', (model, id) => {
    expect(profileOf(profiles, model)?.id ?? null).toBe(id);
  });
});
