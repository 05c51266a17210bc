import type { Stores } from '#electron/ports/database.ts';
import type { PickList } from '#electron/ports/documents.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { PaperStop, WavePaperLine, WaveRow } from '#electron/ports/wave-store.ts';
import type { LocationId, ProductId, WaveId } from '#shared/domain/ids.ts';
import { waveCode, type WaveCode } from '#shared/domain/wave.ts';

import { Refusal } from './perform.ts';
import { planOf } from './wave-plan.ts';

/** Lines on one paper at most: thirty pages. */
const MOST = 500;

/** Writes down what is to be taken now. Orders that dock later are on the screen and on the next paper, not on this one. */
export function printPaper(stores: Stores, deed: Deed, wave: WaveRow): { readonly paper: number } {
  const { stops } = planOf(stores, wave);
  if (stops.length === 0) throw new Refusal('nothing-to-do');
  const lines = stops.slice(0, MOST).map(({ productId, locationId, quantity }) => ({
    productId: productId as ProductId,
    locationId: locationId as LocationId,
    quantity,
  }));
  return { paper: stores.waves.addPaper(wave.id, lines, deed.atMs) };
}

export function papersOf(
  stores: Stores,
  id: WaveId,
): readonly { readonly paper: number; readonly atMs: number; readonly lines: readonly WavePaperLine[] }[] {
  const papers = Map.groupBy(stores.waves.paperLines(id), ({ paper }) => paper);
  return [...papers].map(([paper, lines]) => ({ paper, atMs: lines[0]!.printedAtMs, lines }));
}

/**
 * What goes into the cart by a scan of paper: what stood on it, less what was already carried from the same shelf since it was printed.
 * Things whose order was cancelled meanwhile are in the cart too, and the wave then says where to take them back.
 */
export function paperStops(stores: Stores, deed: Deed, wave: WaveRow, read: WaveCode): readonly PaperStop[] {
  if (read.paper === null) return wholeList(stores, wave);
  const lines = stores.waves
    .paperLines(wave.id)
    .filter(({ paper, line }) => paper === read.paper && (read.line === null || line === read.line));
  if (lines.length === 0) throw new Refusal('paper-unknown');
  const open = lines.filter(({ doneAtMs }) => doneAtMs === null);
  if (open.length === 0) throw new Refusal('paper-done');
  const { cart } = planOf(stores, wave);
  for (const line of open) stores.waves.doneLine(wave.id, line, deed.atMs);
  return open.flatMap((line) => {
    const carried = cart === null ? 0 : Math.max(0, stores.waves.carriedSince(line, cart));
    const quantity = line.quantity - carried;
    return quantity > 0 ? [{ productId: line.productId, locationId: line.locationId, quantity }] : [];
  });
}

/** The code of the wave itself means the list as the screen shows it. */
function wholeList(stores: Stores, wave: WaveRow): readonly PaperStop[] {
  const { stops } = planOf(stores, wave);
  if (stops.length === 0) throw new Refusal('paper-done');
  return stops.map(({ productId, locationId, quantity }) => ({
    productId: productId as ProductId,
    locationId: locationId as LocationId,
    quantity,
  }));
}

/** The paper as it was written down; null: there is no such one. */
export function waveList(stores: Stores, id: WaveId, paper: number, madeAtMs: number): PickList | null {
  const wave = stores.waves.byId(id);
  const lines = stores.waves.paperLines(id).filter((line) => line.paper === paper);
  if (wave === null || lines.length === 0) return null;
  const members = stores.orders.views(stores.waves.orders(id).map(({ orderId }) => orderId));
  return {
    kind: 'pick-list',
    madeAtMs,
    supplyName: null,
    wave: { number: wave.number, code: waveCode(wave.number, paper) },
    orders: members.length,
    rows: lines.map(({ line, productId, locationId, quantity }) => {
      const product = stores.catalogue.product(productId);
      return {
        bin: stores.catalogue.location(locationId)?.code ?? null,
        article: product?.article ?? '',
        name: product?.name ?? '',
        barcode: waveCode(wave.number, paper, line),
        quantity,
        orders: members.filter((order) => order.lines.some((one) => one.productId === productId)).map((order) => order.number),
      };
    }),
  };
}
