import type { Stores } from '#electron/ports/database.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import type { WaveRow } from '#electron/ports/wave-store.ts';
import type { OrderId, ProductId, StationId } from '#shared/domain/ids.ts';
import { freeCell } from '#shared/domain/wave.ts';

/** The wave whose wall this station fills; null where orders are packed one by one. */
export const wallOf = (stores: Stores, stationId: StationId): WaveRow | null => {
  const wave = stores.waves.ofStation(stationId);
  return wave === null || wave.cells === 0 ? null : wave;
};

/** Orders of the wall that still hold the product, those with a cell first: what was begun is finished first, and cells come free. */
export const ordersAtWall = (stores: Stores, wave: WaveRow, productId: ProductId): readonly OrderId[] =>
  stores.waves.wanting(wave.id, productId);

/** The cell of a begun order, given to it with its first thing; null: it is of no wall here, or no cell is free, and it stays in the hand. */
export function cellOf(stores: Stores, stationId: StationId, order: OrderRow): number | null {
  const wave = wallOf(stores, stationId);
  const place = wave === null ? null : stores.waves.waveOf(order.id);
  if (wave === null || place?.waveId !== wave.id) return null;
  if (place.cell !== null) return place.cell;
  const taken = new Set(stores.waves.orders(wave.id).flatMap(({ cell }) => cell ?? []));
  const cell = freeCell(wave.cells, taken);
  if (cell !== null) stores.waves.setCell(order.id, cell);
  return cell;
}

/** The parcel is whole: its cell is named once more, to be emptied, and free for the next. */
export function emptyCell(stores: Stores, order: OrderRow): number | null {
  const cell = stores.waves.waveOf(order.id)?.cell ?? null;
  if (cell !== null) stores.waves.setCell(order.id, null);
  return cell;
}
