import type { LocationId, OrderId, ProductId, StationId, WaveId } from '#shared/domain/ids.ts';
import type { PickShelf } from '#shared/domain/pick-route.ts';
import type { WaveChoice } from '#shared/domain/wave.ts';

export interface WaveRow {
  readonly id: WaveId;
  /** 1, 2, 3: what people call it. */
  readonly number: number;
  readonly choice: WaveChoice;
  /** Cells of its wall; 0: no wall. */
  readonly cells: number;
  readonly state: 'open' | 'closed';
  readonly createdAtMs: number;
  readonly closedAtMs: number | null;
}

export interface WaveOrderRow {
  readonly orderId: OrderId;
  readonly joinedAtMs: number;
  /** It came when the wave was already running. */
  readonly docked: boolean;
  readonly cell: number | null;
}

export interface PaperStop {
  readonly productId: ProductId;
  readonly locationId: LocationId;
  readonly quantity: number;
}

export interface WavePaperLine extends PaperStop {
  readonly paper: number;
  readonly line: number;
  readonly printedAtMs: number;
  readonly afterSeq: number;
  readonly doneAtMs: number | null;
}

/** Orders that are picked in one walk, and the wall where those of several units come together. */
export interface WaveStore {
  byId(id: WaveId): WaveRow | null;
  byNumber(number: number): WaveRow | null;
  list(show: 'open' | 'closed', limit: number): readonly (WaveRow & { readonly orders: number; readonly packed: number })[];
  nextNumber(): number;
  insert(wave: Omit<WaveRow, 'state' | 'closedAtMs'>): void;
  close(id: WaveId, atMs: number): void;
  orders(id: WaveId): readonly WaveOrderRow[];
  waveOf(orderId: OrderId): { readonly waveId: WaveId; readonly cell: number | null } | null;
  join(id: WaveId, orderIds: readonly OrderId[], docked: boolean, atMs: number): void;
  leave(orderIds: readonly OrderId[]): void;
  setCell(orderId: OrderId, cell: number | null): void;
  /** Orders under way, whole on shelves, in no wave, that the choice takes; nearest cut-off first. */
  candidates(choice: WaveChoice, limit: number): readonly { readonly id: OrderId; readonly units: number }[];
  /** Orders of the wave under way that hold the product; those with a cell first, then by cut-off. */
  wanting(id: WaveId, productId: ProductId): readonly OrderId[];
  /** What the wave's orders still need from shelves: held for them, not packed, not yet in their parcels. */
  needs(id: WaveId): readonly { readonly productId: ProductId; readonly quantity: number }[];
  /** Where a product lies in the warehouse. */
  shelves(productId: ProductId, warehouseId: LocationId): readonly PickShelf[];
  inCart(cart: LocationId): readonly { readonly productId: ProductId; readonly onHand: number }[];
  /** From where a product last came into the cart. */
  cameFrom(productId: ProductId, cart: LocationId): LocationId | null;
  addShort(
    short: {
      readonly waveId: WaveId;
      readonly productId: ProductId;
      readonly locationId: LocationId;
      readonly quantity: number;
      readonly reason: string;
    },
    actor: string,
    atMs: number,
  ): void;
  shorts(id: WaveId): readonly {
    readonly productId: ProductId;
    readonly locationId: LocationId;
    readonly quantity: number;
    readonly reason: string;
    readonly actor: string;
    readonly atMs: number;
  }[];
  /** Writes a list down under the next number of its wave, and answers the number. */
  addPaper(id: WaveId, lines: readonly PaperStop[], atMs: number): number;
  /** Lines of every list of the wave, the newest list first. */
  paperLines(id: WaveId): readonly WavePaperLine[];
  doneLine(id: WaveId, line: Pick<WavePaperLine, 'paper' | 'line'>, atMs: number): void;
  /** How many of the product came from the shelf into the cart since the line was printed, less what went back. */
  carriedSince(line: WavePaperLine, cart: LocationId): number;
  /** The wave whose wall the station fills; null: it packs order by order. */
  ofStation(station: StationId): WaveRow | null;
  standAt(station: StationId, wave: WaveId | null): void;
}
