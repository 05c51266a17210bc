import type { Timers } from '#electron/ports/clock.ts';
import type { SerialDevices, SerialLine } from '#electron/ports/serial-devices.ts';

/** How long before a port that is not there is looked for again. */
export const AGAIN_MS = 2000;

export type LineState = 'opening' | 'open' | 'absent';

/** A port that is kept open: opened again when it was unplugged or held by another program. */
export interface KeptLine {
  readonly state: LineState;
  write(bytes: Uint8Array): void;
  stop(): void;
}

export function keepLine(
  serial: SerialDevices,
  timers: Timers,
  target: { readonly path: string; readonly baud: number },
  on: { readonly hear: (bytes: Uint8Array) => void; readonly changed: () => void },
): KeptLine {
  let state: LineState = 'opening';
  let line: SerialLine | null = null;
  let stopped = false;
  let cancel = (): void => undefined;
  const to = (next: LineState) => {
    if (state === next) return;
    state = next;
    on.changed();
  };
  const again = () => {
    line = null;
    if (stopped) return;
    to('absent');
    cancel = timers.after(AGAIN_MS, () => void dial());
  };
  const dial = async (): Promise<void> => {
    const opened = await serial.open(target.path, target.baud, on.hear, again).catch(() => null);
    if (stopped) opened?.close();
    else if (opened === null) again();
    else {
      line = opened;
      to('open');
    }
  };
  void dial();
  return {
    get state() {
      return state;
    },
    write: (bytes) => line?.write(bytes),
    stop() {
      stopped = true;
      cancel();
      line?.close();
    },
  };
}
