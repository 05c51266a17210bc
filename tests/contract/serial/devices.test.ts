import { SerialPortMock } from 'serialport';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createSerialDevices, type PortMaker } from '#electron/node/serial-devices.ts';

/** The library's own double of the system's ports. */
const { binding: MockBinding } = SerialPortMock;
/** The real library over its own double of a port: what our adapter asks of it is what it really answers. */
const devices = createSerialDevices(() =>
  Promise.resolve({ Port: SerialPortMock as unknown as PortMaker, list: () => MockBinding.list() }),
);
const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const until = async (what: string, is: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 2000; turn += 1) {
    if (is()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`never: ${what}`);
};

/** The port as the double holds it: what was written to it, and a way to speak from its other end. */
interface Inside {
  emitData(data: Buffer): void;
  readonly recording: Buffer;
}
let made: SerialPortMock[];
class Kept extends SerialPortMock {
  constructor(options: ConstructorParameters<typeof SerialPortMock>[0]) {
    super(options);
    made.push(this);
  }
}
const kept = createSerialDevices(() => Promise.resolve({ Port: Kept as unknown as PortMaker, list: () => MockBinding.list() }));
const inside = (): Inside => made.at(-1)!.port as unknown as Inside;

beforeEach(() => {
  made = [];
  MockBinding.createPort('COM7', { echo: false, record: true });
});
afterEach(() => MockBinding.reset());

describe('a serial device', () => {
  it('is heard byte for byte, and written to', async () => {
    const heard: number[] = [];
    const line = await kept.open(
      'COM7',
      9600,
      (part) => heard.push(...part),
      () => undefined,
    );
    expect(line).not.toBeNull();
    const said = Uint8Array.from({ length: 256 }, (_, at) => at);
    inside().emitData(Buffer.from(said));
    await until('all bytes came', () => heard.length === 256);
    expect(heard).toEqual([...said]);
    line!.write(bytes('W\r'));
    await until('the question arrived', () => inside().recording.length === 2);
    line!.close();
  });

  it('that is not there, or is held by another, opens as nothing', async () => {
    expect(
      await devices.open(
        'COM8',
        9600,
        () => undefined,
        () => undefined,
      ),
    ).toBeNull();
    const first = await devices.open(
      'COM7',
      9600,
      () => undefined,
      () => undefined,
    );
    expect(first).not.toBeNull();
    expect(
      await devices.open(
        'COM7',
        9600,
        () => undefined,
        () => undefined,
      ),
    ).toBeNull();
    first!.close();
  });

  it('says that it is gone when it is pulled out, and not when we let go of it', async () => {
    let gone = 0;
    await kept.open(
      'COM7',
      9600,
      () => undefined,
      () => (gone += 1),
    );
    made.at(-1)!.close(undefined, new Error('pulled out'));
    await until('it is gone', () => gone === 1);
    const line = await kept.open(
      'COM7',
      9600,
      () => undefined,
      () => (gone += 1),
    );
    line!.close();
    await until('the port is closed', () => !made.at(-1)!.isOpen);
    expect(gone).toBe(1);
  });

  it('lists nothing, and fails nothing, where the system has no list', async () => {
    const blind = createSerialDevices(() =>
      Promise.resolve({ Port: SerialPortMock as unknown as PortMaker, list: () => Promise.reject(new Error('no udevadm')) }),
    );
    expect(await blind.list()).toEqual([]);
  });

  it('is listed where the system knows a maker, or names it COM', async () => {
    MockBinding.createPort('/dev/ttyS0', { manufacturer: '', vendorId: undefined as unknown as string });
    MockBinding.createPort('/dev/ttyUSB0', { manufacturer: 'Scanner Works', vendorId: '05f9' });
    expect(await devices.list()).toEqual([
      { path: 'COM7', name: expect.stringContaining('COM7') },
      { path: '/dev/ttyUSB0', name: 'Scanner Works /dev/ttyUSB0' },
    ]);
  });
});
