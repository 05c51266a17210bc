import type { Timers } from '#electron/ports/clock.ts';
import type { PrinterFound } from '#electron/ports/printing.ts';
import { serialAddress } from '#shared/domain/serial-address.ts';

import { openStreamLink, type StreamTiming, type Wire } from './stream-link.ts';
import type { Transport } from './transport.ts';

/** The machine's serial ports: COM ports, USB converters, Bluetooth. */
export interface SerialPorts {
  /** Null: no such port, or another program holds it. */
  open(path: string, baud: number): Promise<Wire | null>;
  list(): Promise<readonly PrinterFound[]>;
}

/** 115200 baud take a label of 72 kB in six seconds, 9600 in more than a minute: only a port that takes nothing at all has stopped. */
const USUAL: StreamTiming = { stallMs: 90_000 };

export const serialTransport = (timers: Timers, ports: SerialPorts = systemPorts, timing: StreamTiming = USUAL): Transport => ({
  id: 'serial',
  accepts: (address) => serialAddress(address) !== null,
  open(printer, onBroken) {
    const dial = async () => {
      const target = serialAddress(printer.address);
      return target === null ? null : ports.open(target.path, target.baud);
    };
    return openStreamLink(dial, onBroken, timers, timing);
  },
  list: () => ports.list(),
});

/** Loaded when first needed: most stations have no serial printer. */
const systemPorts: SerialPorts = {
  async open(path, baudRate) {
    const { SerialPort } = await import('serialport');
    return new Promise((resolve) => {
      const port = new SerialPort({ path, baudRate, autoOpen: false });
      port.open((error) => resolve(error === null || error === undefined ? port : null));
    });
  },
  async list() {
    const { SerialPort } = await import('serialport');
    const found = await SerialPort.list();
    return found
      .filter((port) => serialAddress(port.path) !== null && (port.vendorId !== undefined || /^COM/iu.test(port.path)))
      .map((port) => {
        // Windows alone has a name for people, and the types do not know it.
        const { friendlyName } = port as { readonly friendlyName?: string };
        const model = [port.manufacturer, friendlyName].filter((part) => part !== undefined && part !== '').join(' ');
        return { transport: 'serial', address: port.path, name: friendlyName ?? port.path, model };
      });
  },
};
