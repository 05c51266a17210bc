import type { Clock, Timers } from '#electron/ports/clock.ts';
import type { Database } from '#electron/ports/database.ts';
import type { Events } from '#electron/ports/events.ts';
import type { SerialDevices } from '#electron/ports/serial-devices.ts';
import type { Output } from '#shared/contract/index.ts';
import { SCALES, type Weighing } from '#shared/domain/scales.ts';
import { serialAddress } from '#shared/domain/serial-address.ts';
import type { StationSettings } from '#shared/domain/station.ts';

import { bare, readScanBytes } from './scan-frames.ts';
import { createScanQueue, type QueuedScan, type ScanQueue } from './scan-queue.ts';
import { type KeptLine, keepLine } from './serial-line.ts';
import { settingsOf } from './station-settings.ts';

/** Bytes of one code come in one go; after such a pause a scanner without a closing byte has said all. */
const SCAN_PAUSE_MS = 60;
const ASK_EVERY_MS = 250;
/** A weight that old is no weight: the scales fell silent. */
const WEIGHT_MS = 2000;

type Told = Output<'station.devices'>;

/** Serial scanners and scales of the stations: kept open, heard, and given to the screens. */
export interface StationDevices {
  told(stationId: string): Told;
  takeScans(stationId: string, window: string, after: number): readonly QueuedScan[];
  start(): void;
  stop(): void;
}

interface Ports {
  readonly db: Database;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly serial: SerialDevices;
  readonly events: Events;
}

interface Device {
  readonly key: string;
  readonly line: KeptLine;
  stop(): void;
}
interface Scales extends Device {
  readonly weight: () => (Weighing & { readonly atMs: number }) | null;
}
interface Station {
  scanner: Device | null;
  scales: Scales | null;
}

export function createStationDevices(
  ports: Ports,
  subscribe: (listener: (event: { readonly topic: string }) => void) => () => void,
): StationDevices {
  const { db, clock, events } = ports;
  const stations = new Map<string, Station>();
  const queues = new Map<string, ScanQueue>();
  let unsubscribe = (): void => undefined;
  const queueOf = (stationId: string): ScanQueue => {
    const queue = queues.get(stationId) ?? createScanQueue(clock);
    queues.set(stationId, queue);
    return queue;
  };

  /** Opens what the settings name and closes what they name no more. */
  const arrange = (): void => {
    for (const { id } of db.read.desk.stations()) {
      const settings = settingsOf(db.read, id);
      const station = stations.get(id) ?? { scanner: null, scales: null };
      stations.set(id, station);
      const changed = () => events.emit({ topic: 'scales', ids: [id] });
      const heard = (code: string) => {
        queueOf(id).put(code);
        events.emit({ topic: 'scan', ids: [id] });
      };
      station.scanner = replaced(station.scanner, settings.scannerPort, () => scanner(ports, settings.scannerPort, heard, changed));
      const scalesKey = settings.scalesPort === '' ? '' : `${settings.scalesPort} ${settings.scalesProtocol}`;
      station.scales = replaced(station.scales, scalesKey, () => scales(ports, settings, scalesKey, changed));
    }
  };
  const closeAll = (): void => {
    for (const { scanner: one, scales: other } of stations.values()) {
      one?.stop();
      other?.stop();
    }
    stations.clear();
  };

  return {
    told(stationId) {
      const { scanner: one = null, scales: other = null } = stations.get(stationId) ?? {};
      const weight = other?.weight() ?? null;
      return {
        scanner: one === null ? null : { state: one.line.state },
        scales:
          other === null
            ? null
            : { state: other.line.state, weight: weight === null || clock.nowMs() - weight.atMs > WEIGHT_MS ? null : weight },
      };
    },
    takeScans: (stationId, window, after) => queueOf(stationId).take(window, after),
    start() {
      arrange();
      unsubscribe = subscribe(({ topic }) => {
        if (topic === 'setup') arrange();
      });
    },
    stop() {
      unsubscribe();
      closeAll();
    },
  };
}

function replaced<D extends Device>(device: D | null, key: string, open: () => D | null): D | null {
  if ((device?.key ?? '') === key) return device;
  device?.stop();
  return key === '' ? null : open();
}

function scanner({ serial, timers }: Ports, key: string, heard: (code: string) => void, changed: () => void): Device | null {
  const target = serialAddress(key);
  if (target === null) return null;
  let begun = '';
  let cancel = (): void => undefined;
  const hear = (bytes: Uint8Array): void => {
    cancel();
    const read = readScanBytes(begun, bytes);
    begun = read.begun;
    for (const code of read.codes) heard(code);
    if (begun === '') return;
    cancel = timers.after(SCAN_PAUSE_MS, () => {
      const code = bare(begun);
      begun = '';
      if (code !== '') heard(code);
    });
  };
  const line = keepLine(serial, timers, target, { hear, changed });
  return {
    key,
    line,
    stop() {
      cancel();
      line.stop();
    },
  };
}

function scales({ serial, timers, clock }: Ports, settings: StationSettings, key: string, changed: () => void): Scales | null {
  const protocol = SCALES[settings.scalesProtocol];
  const target = serialAddress(settings.scalesPort, protocol.baud);
  if (target === null) return null;
  let weight: (Weighing & { readonly atMs: number }) | null = null;
  let unread = new Uint8Array(0);
  let cancel = (): void => undefined;
  const hear = (bytes: Uint8Array): void => {
    unread = Uint8Array.of(...unread, ...bytes);
    for (let read = protocol.read(unread); read.used > 0; read = protocol.read(unread)) {
      unread = unread.slice(read.used);
      if (read.weighing === null) continue;
      const before = weight;
      weight = { ...read.weighing, atMs: clock.nowMs() };
      if (before === null || before.grams !== weight.grams || before.stable !== weight.stable) changed();
    }
  };
  const line = keepLine(serial, timers, target, { hear, changed });
  const ask = (question: Uint8Array): void => {
    line.write(question);
    cancel = timers.after(ASK_EVERY_MS, () => ask(question));
  };
  if (protocol.question !== null) ask(protocol.question);
  return {
    key,
    line,
    weight: () => weight,
    stop() {
      cancel();
      line.stop();
    },
  };
}
