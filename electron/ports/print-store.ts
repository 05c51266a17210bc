import type { OrderId, PrinterId, PrintJobId, StationId } from '#shared/domain/ids.ts';
import type { StationRoutes } from '#shared/domain/label-route.ts';

/** `waiting`: the parcel is packed and its label is not here yet. */
export type PrintJobState = 'waiting' | 'queued' | 'sending' | 'sent' | 'confirmed' | 'failed-not-sent' | 'unknown' | 'cancelled';
export type PrintJobKind = 'order-label' | 'supply-code' | 'box-label' | 'own-label' | 'test';

export interface PrinterRow {
  readonly id: PrinterId;
  readonly name: string;
  readonly transport: 'tcp' | 'file' | 'virtual' | 'winspool' | 'cups' | 'serial';
  readonly address: string;
  readonly language: 'zpl' | 'tspl' | 'epl2' | 'escpos';
  readonly dpi: 203 | 300 | 600;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly settings: {
    readonly darkness?: number;
    readonly speed?: number;
    readonly gapMm?: number;
    readonly offsetXMm?: number;
    readonly offsetYMm?: number;
    readonly compression?: 'hex' | 'acs' | 'z64';
  };
  readonly provenAtMs: number | null;
  /** Stopped by a person: labels wait. */
  readonly paused: boolean;
  /** The roll that was put in and what should be left of it; null when nobody counts. */
  readonly roll: { readonly labels: number; readonly left: number } | null;
}

/** Labels whose printer may be named by the owner; test labels go where they are asked to. */
export type RoutedKind = Exclude<PrintJobKind, 'test'>;

/** Labels of this kind and size of a station go there; sizes null: those of any other size. */
export interface RouteRow {
  readonly kind: RoutedKind;
  readonly widthMm: number | null;
  readonly heightMm: number | null;
  readonly printerId: PrinterId;
  readonly spareId: PrinterId | null;
}

export interface PrintJobRow {
  readonly id: PrintJobId;
  readonly seq: number;
  readonly printerId: PrinterId;
  /** The printer it was given to, while another stands in for it; null: it is where it was given to. */
  readonly meantFor: PrinterId | null;
  readonly orderId: OrderId | null;
  readonly kind: PrintJobKind;
  readonly source: Readonly<Record<string, string>>;
  readonly state: PrintJobState;
  readonly problem: string | null;
  readonly reprintOf: PrintJobId | null;
  readonly reason: string | null;
  readonly station: StationId;
  readonly createdAtMs: number;
  /** When the label it waited for came. */
  readonly releasedAtMs: number | null;
  readonly sentAtMs: number | null;
}

export interface PrintStore {
  printers(): readonly PrinterRow[];
  printer(id: PrinterId): PrinterRow | null;
  savePrinter(printer: Omit<PrinterRow, 'provenAtMs' | 'paused' | 'roll'>, atMs: number): void;
  pausePrinter(id: PrinterId, paused: boolean): void;
  /** A new roll of so many labels; null stops counting. */
  setRoll(id: PrinterId, labels: number | null): void;
  /** Further printers of a station, without its own. */
  stationPrinters(stationId: StationId): readonly PrinterId[];
  setStationPrinters(stationId: StationId, printers: readonly PrinterId[]): void;
  routes(stationId: StationId): readonly RouteRow[];
  setRoute(stationId: StationId, route: RouteRow): void;
  removeRoute(stationId: StationId, route: Pick<RouteRow, 'kind' | 'widthMm' | 'heightMm'>): void;
  /** All that the choice of a printer goes by. */
  routesOf(stationId: StationId): StationRoutes<PrinterRow>;
  removePrinter(id: PrinterId): void;
  setProven(id: PrinterId, atMs: number): void;
  /** Throws when the order's label was already printed and this is no reprint. */
  enqueue(
    job: Omit<PrintJobRow, 'seq' | 'meantFor' | 'state' | 'problem' | 'releasedAtMs' | 'sentAtMs'> & {
      readonly state?: 'waiting' | 'queued';
    },
  ): void;
  /** Labels that a packer waits for and that have not left, those that wait for a picture too: those at this printer, and those meant for it that lie at another. In their order, from the one after `afterSeq` on. */
  movable(printerId: PrinterId, afterSeq: number, limit: number): readonly PrintJobRow[];
  /** Puts a label that has not left to another printer; false when it has left meanwhile. */
  move(id: PrintJobId, to: PrinterId, meantFor: PrinterId | null): boolean;
  /** Printers whose labels lie at others. */
  stoodInFor(): readonly PrinterId[];
  /** The label came: the order's waiting job may go, to this printer as its own. False when none waits. */
  release(id: PrintJobId, printerId: PrinterId, atMs: number): boolean;
  /** Parcels that wait for their label, and those whose label came since then; the newest first. */
  labelsFollowing(sinceMs: number, limit: number): readonly PrintJobRow[];
  /** Moves a job on; `from` guards against two hands on one job. False when it was not in `from`. */
  advance(
    id: PrintJobId,
    from: readonly PrintJobState[],
    to: PrintJobState,
    atMs: number,
    problem?: string | null,
    bytes?: number,
  ): boolean;
  /** The oldest job that waits, own labels after everything a packer waits for; null also while the printer is paused. */
  next(printerId: PrinterId): PrintJobRow | null;
  /** Labels of a printer that left it or may have, by their numbers, in order. */
  leftBetween(printerId: PrinterId, fromSeq: number, toSeq: number, limit: number): readonly PrintJobRow[];
  job(id: PrintJobId): PrintJobRow | null;
  jobsOfOrder(orderId: OrderId): readonly PrintJobRow[];
  /** `open`: only jobs that are not over. */
  jobs(filter: { readonly state?: readonly PrintJobState[]; readonly open?: boolean; readonly limit: number }): readonly PrintJobRow[];
  /** A job that was sent to a printer which never answers is over: it stays `sent` and is not waited for. False when it was not `sent`. */
  closeSent(id: PrintJobId, atMs: number): boolean;
  /** Printers whose jobs are not over, and how many of them wait or wait for a person. */
  waiting(): readonly { readonly printerId: PrinterId; readonly waiting: number; readonly unknown: number }[];
  /** When the order's label was stored; null while it is not here. Reads no file. */
  labelStoredAt(orderId: OrderId): number | null;
  /** Null while the label is not here. */
  labelSize(orderId: OrderId): { readonly widthMm: number; readonly heightMm: number } | null;
  /** Forgets label files of orders that are over since before `atMs`, oldest first; how many. Their jobs stay. */
  trimLabels(beforeMs: number, limit: number): number;
  /** How much all label files weigh. */
  labelBytes(): number;
  /** Forgets label files of orders that are with their buyers or over, oldest first, until so many bytes are gone; never those of parcels still here. How many. */
  dropLabels(bytes: number, limit: number): number;
  /** Orders not yet packed whose labels are here, soonest deadline first: what to render ahead. */
  labelsAhead(limit: number): readonly OrderId[];
  /** At start: every `sending`, and every `sent` still waited for, becomes `unknown`; how many there were. */
  settleAfterCrash(atMs: number): number;
}
