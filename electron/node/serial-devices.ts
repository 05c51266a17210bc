import type { SerialDevices, SerialLine } from '#electron/ports/serial-devices.ts';

type Serial = typeof import('serialport').SerialPort;
/** The part of the library that is used: a double of it takes its place in tests. */
export type PortMaker = new (options: {
  readonly path: string;
  readonly baudRate: number;
  readonly autoOpen: false;
}) => Pick<InstanceType<Serial>, 'open' | 'close' | 'write' | 'on' | 'isOpen'>;
interface Library {
  readonly Port: PortMaker;
  readonly list: Serial['list'];
}

/** Loaded when first needed: most stations have no serial device. */
const systemLibrary = async (): Promise<Library> => {
  const { SerialPort } = await import('serialport');
  return { Port: SerialPort, list: () => SerialPort.list() };
};

export const createSerialDevices = (library: () => Promise<Library> = systemLibrary): SerialDevices => ({
  async list() {
    const { list } = await library();
    // Where the system cannot list them a port is still written by hand.
    const found = await list().catch(() => []);
    return found
      .filter((port) => port.vendorId !== undefined || /^COM/iu.test(port.path))
      .map((port) => {
        // Windows alone has a name for people, and the types do not know it.
        const { friendlyName } = port as { readonly friendlyName?: string };
        return { path: port.path, name: friendlyName ?? [port.manufacturer, port.path].filter((part) => part !== undefined).join(' ') };
      });
  },
  async open(path, baudRate, hear, onGone) {
    const { Port } = await library();
    const port = new Port({ path, baudRate, autoOpen: false });
    let closed = false;
    const opened = await new Promise<boolean>((resolve) => port.open((error) => resolve(error === null || error === undefined)));
    if (!opened) return null;
    port.on('data', (bytes: Buffer) => {
      if (!closed) hear(bytes);
    });
    // An error is followed by the closing, or the port goes on.
    port.on('error', () => undefined);
    port.on('close', () => {
      if (!closed) onGone();
      closed = true;
    });
    const line: SerialLine = {
      write: (bytes) => {
        if (port.isOpen) port.write(Buffer.from(bytes));
      },
      close() {
        closed = true;
        if (port.isOpen) port.close();
      },
    };
    return line;
  },
});
