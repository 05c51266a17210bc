import type { OrderId, PrinterId, StationId } from '#shared/domain/ids.ts';

export interface StationRow {
  readonly id: StationId;
  readonly name: string;
  readonly printerId: PrinterId | null;
  /** The order in the packer's hand that still needs a mark. */
  readonly openOrderId: OrderId | null;
  readonly openedAtMs: number | null;
}

/** Settings, stations, scans, tokens, incidents: what belongs to the desk rather than to the goods. */
export interface DeskStore {
  setting(key: string): unknown;
  setSetting(key: string, value: unknown): void;

  station(id: StationId): StationRow | null;
  stations(): readonly StationRow[];
  saveStation(station: { readonly id: StationId; readonly name: string; readonly printerId: PrinterId | null }): void;
  openOrder(id: StationId, orderId: OrderId | null, atMs: number): void;
  /** The other station that has this order in hand, if any. */
  stationWith(orderId: OrderId): StationId | null;

  scanned(scan: {
    readonly atMs: number;
    readonly station: StationId;
    readonly actor: string;
    readonly code: string;
    readonly outcome: string;
    readonly orderId: OrderId | null;
  }): void;
  /** Who last scanned something that meant this order, and where. */
  lastScanOf(orderId: OrderId): { readonly atMs: number; readonly station: StationId; readonly actor: string } | null;
  scans(
    station: StationId,
    limit: number,
  ): readonly {
    readonly seq: number;
    readonly atMs: number;
    readonly code: string;
    readonly outcome: string;
    readonly orderId: OrderId | null;
  }[];

  tokens(): readonly {
    readonly id: string;
    readonly name: string;
    readonly permissions: readonly string[];
    readonly createdAtMs: number;
    readonly lastUsedAtMs: number | null;
    readonly revokedAtMs: number | null;
  }[];
  tokenByHash(hash: string): { readonly id: string; readonly permissions: readonly string[]; readonly revokedAtMs: number | null } | null;
  addToken(
    token: { readonly id: string; readonly name: string; readonly hash: string; readonly permissions: readonly string[] },
    atMs: number,
  ): void;
  touchToken(id: string, atMs: number): void;
  revokeToken(id: string, atMs: number): void;

  openIncident(kind: string, payload: unknown, atMs: number): void;
  incidents(limit: number): readonly {
    readonly seq: number;
    readonly atMs: number;
    readonly kind: string;
    readonly payload: unknown;
    readonly closedAtMs: number | null;
  }[];
  closeIncident(seq: number, atMs: number): void;
}
