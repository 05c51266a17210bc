import type { Events } from '#electron/ports/events.ts';
import type { PrintDesk } from '#electron/ports/printing.ts';
import type { Sync } from '#electron/sync/sync.ts';

import type { Gate } from './gate.ts';
import type { EnginePorts } from './ports.ts';
import type { StationDevices } from './station-devices.ts';

/** What every family of calls is handed. */
export interface EngineContext extends EnginePorts {
  readonly events: Events;
  readonly printDesk: PrintDesk;
  readonly sync: Sync;
  readonly people: Gate;
  readonly devices: StationDevices;
}
