import { duplexPair } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { systemTimers } from '#electron/node/clock.ts';
import type { PrinterRow } from '#electron/ports/print-store.ts';
import { tspl } from '#electron/printing/languages/tspl.ts';
import { type SerialPorts, serialTransport } from '#electron/printing/transports/serial.ts';
import { serialAddress } from '#shared/domain/serial-address.ts';

const printer = (address: string) => ({ address }) as PrinterRow;
const parcel = (bytes: Uint8Array) => ({ jobId: 'job-1', bytes, sheets: [] });

/** One port with a printer at its other end that answers how it is. */
function rig(answer: number | null) {
  const [ours, theirs] = duplexPair();
  const came: Buffer[] = [];
  const asked: string[] = [];
  theirs.on('data', (part: Buffer) => {
    came.push(part);
    if (answer !== null && part.at(-1) === 0x3f) theirs.write(Buffer.of(answer));
  });
  const ports: SerialPorts = {
    open: (path, baud) => {
      asked.push(`${path}@${baud}`);
      return Promise.resolve(path === 'COM3' ? ours : null);
    },
    list: () => Promise.resolve([]),
  };
  return { transport: serialTransport(systemTimers, ports, { stallMs: 200 }), came, asked, ours };
}

describe('a serial printer', () => {
  it('gets the bytes as they are and says how it is', async () => {
    const { transport, came, asked } = rig(0x04);
    const link = transport.open(printer('COM3:115200'), () => undefined);
    const bytes = Uint8Array.from({ length: 200_000 }, (_, at) => at & 0x3e);
    expect(await link.send(parcel(bytes))).toEqual({ kind: 'sent' });
    expect(Buffer.concat(came).equals(Buffer.from(bytes))).toBe(true);
    const heard = await link.query!(tspl.status!.query, (answer) => tspl.status!.parse(answer) !== null, 500);
    expect(heard.kind === 'answer' && tspl.status!.parse(heard.bytes)).toMatchObject({ condition: { state: 'paper-out' } });
    expect(asked).toEqual(['COM3@115200']);
  });

  it('that is not there, or held by another program, got nothing', async () => {
    const { transport } = rig(null);
    expect(await transport.open(printer('COM4'), () => undefined).send(parcel(Uint8Array.of(1)))).toEqual({
      kind: 'not-sent',
      problem: 'unreachable',
    });
  });

  it('that is pulled out in the middle leaves the label to a person', async () => {
    const { transport, ours } = rig(null);
    const broken: string[] = [];
    const link = transport.open(printer('COM3'), () => broken.push('broken'));
    const sending = link.send(parcel(new Uint8Array(4_000_000)));
    ours.destroy(new Error('unplugged'));
    expect(await sending).toMatchObject({ kind: 'maybe' });
    expect(broken).toEqual(['broken']);
  });

  it.each([
    ['COM3', { path: 'COM3', baud: 9600 }],
    ['/dev/ttyUSB0:115200', { path: '/dev/ttyUSB0', baud: 115_200 }],
    ['/dev/cu.usbserial-10', { path: '/dev/cu.usbserial-10', baud: 9600 }],
    ['/dev/sda', null],
    ['/dev/tty/../sda', null],
    ['COM3:fast', null],
  ])('address «%s»', (text, address) => {
    expect(serialAddress(text)).toEqual(address);
  });
});
