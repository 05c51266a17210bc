import type { Stores } from '#electron/ports/database.ts';
import type { WaveRow } from '#electron/ports/wave-store.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { Output } from '#shared/contract/index.ts';
import type { LocationId, ProductId, WaveId } from '#shared/domain/ids.ts';
import { cartCode } from '#shared/domain/wave.ts';
import { fail, ok, type Result } from '#shared/kit/result.ts';

import { parcelOf } from './packing-parcel.ts';
import { progressOf } from './packing-progress.ts';
import { papersOf } from './wave-paper.ts';
import { planOf } from './wave-plan.ts';

type View = Output<'wave.get'>;

export const waveRow = (row: WaveRow & { readonly orders: number; readonly packed: number }): View['wave'] => ({
  id: row.id,
  number: row.number,
  lane: row.choice.lane,
  cutOffBeforeMs: row.choice.cutOffBeforeMs,
  warehouseId: row.choice.warehouseId,
  cells: row.cells,
  state: row.state,
  createdAtMs: row.createdAtMs,
  closedAtMs: row.closedAtMs,
  orders: row.orders,
  packed: row.packed,
});

export function waveView(stores: Stores, id: WaveId): Result<View, CallError> {
  const wave = stores.waves.byId(id);
  if (wave === null) return fail({ code: 'wave-unknown' });
  const plan = planOf(stores, wave);
  const members = stores.waves.orders(id);
  const views = new Map(stores.orders.views(members.map(({ orderId }) => orderId)).map((view) => [view.id, view]));
  const orders = members.flatMap(({ orderId, docked, cell }) => {
    const order = views.get(orderId);
    const row = stores.orders.byId(orderId);
    if (order === undefined || row === null) return [];
    const whole = row.lines.reduce((sum, line) => sum + line.quantity, 0);
    const { scanned, needed } = row.packedAtMs === null ? progressOf(stores, parcelOf(stores, row)) : { scanned: whole, needed: whole };
    return [{ order, docked, cell, scanned, needed }];
  });
  const codeOf = (locationId: string) => stores.catalogue.location(locationId as LocationId)?.code ?? '';
  return ok({
    wave: waveRow({ ...wave, orders: orders.length, packed: orders.filter(({ order }) => order.packedAtMs !== null).length }),
    cartCode: cartCode(wave.number),
    orders,
    stops: plan.stops.map((stop) => ({
      ...thingOf(stores, stop.productId),
      locationId: stop.locationId,
      code: stop.code,
      quantity: stop.quantity,
      barcode: stores.catalogue.product(stop.productId as ProductId)?.barcodes[0] ?? null,
    })),
    missing: plan.missing.map(({ productId, quantity }) => ({ ...thingOf(stores, productId), quantity })),
    surplus: plan.surplus.map(({ productId, quantity, backTo }) => ({
      ...thingOf(stores, productId),
      quantity,
      backTo: backTo === null ? null : codeOf(backTo),
      backToId: backTo,
    })),
    picked: Math.min(plan.inCart, plan.needed),
    toPick: plan.stops.reduce((sum, stop) => sum + stop.quantity, 0),
    papers: papersOf(stores, id).map(({ paper, atMs, lines }) => ({
      paper,
      atMs,
      lines: lines.map(({ productId, locationId, line, quantity, doneAtMs }) => ({
        ...thingOf(stores, productId),
        line,
        locationId,
        code: codeOf(locationId),
        quantity,
        done: doneAtMs !== null,
      })),
    })),
    shorts: stores.waves
      .shorts(id)
      .map(({ productId, locationId, ...rest }) => ({ ...thingOf(stores, productId), code: codeOf(locationId), ...rest })),
  });
}

function thingOf(stores: Stores, productId: string): { productId: string; article: string; name: string } {
  const product = stores.catalogue.product(productId as ProductId);
  return { productId, article: product?.article ?? '', name: product?.name ?? '' };
}
