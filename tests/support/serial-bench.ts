import type { SerialDevices } from '#electron/ports/serial-devices.ts';

/** Serial ports of a machine under test: what is plugged in, what it was sent, and a hand that unplugs it. */
export function serialBench() {
  const plugged = new Map<string, { hear: ((bytes: Uint8Array) => void) | null; gone: (() => void) | null; baud: number }>();
  const sent: Uint8Array[] = [];
  const serial: SerialDevices = {
    list: () => Promise.resolve([...plugged.keys()].map((path) => ({ path, name: path }))),
    open: (path, baud, hear, gone) => {
      const port = plugged.get(path);
      // A port that is held is opened by nobody else.
      if (port === undefined || port.hear !== null) return Promise.resolve(null);
      Object.assign(port, { hear, gone, baud });
      return Promise.resolve({
        write: (bytes) => void sent.push(bytes),
        close: () => void Object.assign(port, { hear: null, gone: null }),
      });
    },
  };
  return {
    serial,
    sent,
    plug: (path: string) => void plugged.set(path, { hear: null, gone: null, baud: 0 }),
    unplug(path: string) {
      const port = plugged.get(path);
      plugged.delete(path);
      port?.gone?.();
    },
    baud: (path: string) => plugged.get(path)?.baud ?? null,
    isHeld: (path: string) => plugged.get(path)?.hear != null,
    say: (path: string, text: string | Uint8Array) =>
      plugged.get(path)?.hear?.(typeof text === 'string' ? Uint8Array.from(text, (letter) => letter.charCodeAt(0)) : text),
  };
}
