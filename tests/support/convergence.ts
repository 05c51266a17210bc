import { offerValues } from '#electron/sync/offer-value.ts';
import type { ExternalId, ListingId, ProductId } from '#shared/domain/ids.ts';

import type { Converging } from './converging.ts';
import { testId } from './database.ts';
import { seeded } from './fake-time.ts';

export interface Figures {
  readonly seed: number;
  readonly hours: number;
  readonly orders: number;
  readonly kills: number;
  readonly outages: number;
  readonly jumps: number;
  readonly short: number;
  /** From a sale on one channel to the push that took the thing off another, in ms of the simulated clock. */
  readonly windowMs: { readonly p50: number; readonly p95: number; readonly max: number };
  readonly faults: readonly string[];
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Hours of sales, faults, kills, outages and sleeps; then quiet, in which everything must come to one truth. */
export async function liveThrough(rig: Converging, seed: number, hours: number): Promise<Figures> {
  const chance = seeded(seed);
  const { worlds } = rig;
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(chance() * list.length)];
  let [kills, outages, jumps] = [0, 0, 0];
  setFaults(rig, 0.04);
  for (let passed = 0; passed < hours * HOUR;) {
    const step = 5 + Math.floor(chance() * 40);
    const what = chance();
    if (what < 0.16) worlds.wildberries.placeOrder();
    else if (what < 0.3) worlds.ozon.placeOrder();
    else if (what < 0.44) worlds.yandex.placeOrder();
    else if (what < 0.52) await rig.call('order.take', { operationId: testId(), orderIds: null });
    else if (what < 0.72) await packOne(rig, pick);
    else if (what < 0.77) cancelOne(rig, pick);
    else if (what < 0.83) await receiveSome(rig, pick);
    else if (what < 0.85) {
      await rig.kill();
      kills += 1;
    } else if (what < 0.865) {
      rig.setNetwork(false);
      outages += 1;
      await rig.run(60 + Math.floor(chance() * 300));
      rig.setNetwork(true);
    } else if (what < 0.875) {
      rig.time.jump((chance() < 0.8 ? 1 : -1) * Math.floor(chance() * 20 * MINUTE) * 1000);
      jumps += 1;
    }
    await rig.run(step);
    passed += step;
  }
  rig.setNetwork(true);
  setFaults(rig, 0);
  await rig.run(3 * HOUR);
  return {
    seed,
    hours,
    orders: ordersOf(rig).length,
    kills,
    outages,
    jumps,
    short: shortages(rig),
    windowMs: windows(rig),
    faults: await findings(rig),
  };
}

function setFaults({ worlds }: Converging, chancePerRequest: number): void {
  const plan = chancePerRequest === 0 ? null : { chancePerRequest };
  worlds.wildberries.faults.setPlan(plan);
  worlds.ozon.faults.setPlan(plan);
  worlds.yandex.faults.setPlan(plan);
}

type Pick = <T>(list: readonly T[]) => T | undefined;

/** A packer scans what the next order wants, whatever comes of it. */
async function packOne(rig: Converging, pick: Pick): Promise<void> {
  const { rows } = await rig.ask('order.list', { show: 'to-pack', limit: 50 });
  const order = pick(rows);
  if (order === undefined) return;
  for (const line of order.lines) {
    const barcode = line.productId === null ? undefined : rig.db.read.catalogue.product(line.productId as ProductId)?.barcodes[0];
    if (barcode === undefined) continue;
    for (let unit = 0; unit < line.quantity; unit += 1)
      await rig.call('packing.scan', { operationId: testId(), stationId: 'station-1', code: barcode });
  }
  await rig.call('packing.leave', { operationId: testId(), stationId: 'station-1' });
}

function cancelOne({ worlds }: Converging, pick: Pick): void {
  const wb = pick([...worlds.wildberries.sellers[0]!.orders.keys()]);
  if (wb !== undefined) worlds.wildberries.cancelByBuyer(wb);
  const oz = pick([...worlds.ozon.cabinet.postings.keys()]);
  if (oz !== undefined) worlds.ozon.cancelByBuyer(oz);
}

async function receiveSome(rig: Converging, pick: Pick): Promise<void> {
  const product = pick((await rig.ask('product.list', { limit: 500 })).rows.filter((row) => row.kind === 'product'));
  const warehouse = (await rig.ask('location.list', {})).rows.find((row) => row.kind === 'warehouse');
  if (product === undefined || warehouse === undefined) return;
  await rig.call('stock.receive', {
    operationId: testId(),
    rows: [{ productId: product.id, locationId: warehouse.id, quantity: 2 }],
    note: '',
  });
}

interface TheirOrder {
  readonly channel: string;
  readonly id: string;
  readonly cancelled: boolean;
}

function ordersOf({ worlds }: Converging): readonly TheirOrder[] {
  const gone = new Set(['cancel', 'cancelled', 'canceled', 'CANCELLED']);
  return [
    ...[...worlds.wildberries.sellers[0]!.orders.values()].map((order) => ({
      channel: 'wildberries',
      id: String(order.id),
      cancelled: gone.has(order.supplierStatus) || order.wbStatus.startsWith('cancel') || order.wbStatus.startsWith('declined'),
    })),
    ...[...worlds.ozon.cabinet.postings.values()].map((posting) => ({
      channel: 'ozon',
      id: posting.number,
      cancelled: gone.has(posting.status),
    })),
    ...[...worlds.yandex.world.orders.values()].map((order) => ({
      channel: 'yandex-market',
      id: String(order.id),
      cancelled: gone.has(order.status),
    })),
  ];
}

/** Everything that is not as it must be once the faults are over. Empty: it converged. */
async function findings(rig: Converging): Promise<readonly string[]> {
  const found: string[] = rig.bugs.map((bug) => `bug: ${bug}`);
  for (const row of rig.db.read.ledger.verify()) found.push(`ledger: ${JSON.stringify(row)}`);
  const accounts = rig.db.read.catalogue.accounts();
  const idOf = (channel: string) => accounts.find((account) => account.channel === channel)!.id;
  for (const theirs of ordersOf(rig)) {
    const ours = rig.db.read.orders.byExternalId(idOf(theirs.channel), theirs.id as ExternalId);
    if (ours === null) found.push(`${theirs.channel} order ${theirs.id} never came`);
    else if ((ours.status === 'cancelled') !== theirs.cancelled)
      found.push(`${theirs.channel} order ${theirs.id} is ${ours.status} here, cancelled there: ${String(theirs.cancelled)}`);
  }
  for (const account of accounts) {
    const offers = rig.db.read.sync.offersOfAccount(account.id, 10_000);
    const values = offerValues(rig.db.read, offers);
    for (const [index, offer] of offers.entries()) {
      const live = liveOf(rig, account.channel, offer.externalWarehouseId, offer.sku, offer.listingId);
      if (live !== values[index])
        found.push(`${account.channel} shows ${String(live)} of ${offer.sku}, allocation says ${String(values[index])}`);
    }
  }
  const { rows } = await rig.ask('sync.queue', { show: 'open', limit: 500 });
  for (const row of rows)
    if (row.state !== 'rejected' || row.problem === null) found.push(`queue: ${row.kind} ${row.state} ${JSON.stringify(row.problem)}`);
  return found;
}

/** What a buyer could buy there now. */
function liveOf({ worlds, db }: Converging, channel: string, warehouse: string, sku: string, listingId: ListingId): number {
  if (channel === 'wildberries') return worlds.wildberries.sellers[0]!.stocks.get(Number(warehouse))?.get(Number(sku)) ?? 0;
  if (channel === 'ozon') {
    const product = worlds.ozon.cabinet.products.find(
      (one) => String(one.sku) === sku || one.offerId === db.read.catalogue.listing(listingId)?.article,
    );
    return worlds.ozon.cabinet.free.get(`${warehouse} ${String(product?.productId)}`) ?? 0;
  }
  const place = Number(/(\d+)$/u.exec(warehouse)?.[1] ?? 0);
  return worlds.yandex.world.stock.get(place)?.get(sku)?.available ?? 0;
}

const shortages = ({ sql }: Converging): number => Number(sql.prepare('SELECT count(*) FROM shortage').pluck().get());

/**
 * From the moment an order's goods were held here to the moment another channel was told less: the first push after it, where that lowered
 * what the channel had been told before. Outages, kills, faults and limits are in it.
 */
function windows({ sql }: Converging): Figures['windowMs'] {
  const rows = sql
    .prepare<[], number>(
      `WITH told AS (
         SELECT p.*, lag(p.quantity) OVER (PARTITION BY p.listing_id, p.external_warehouse_id ORDER BY p.seq) AS before FROM push p WHERE p.outcome = 'told'
       ), first AS (
         SELECT o.id, s.id AS listing, d.at_ms AS held_at_ms, min(t.seq) AS seq FROM orders o
           JOIN order_line l ON l.order_id = o.id JOIN listing s ON s.product_id = l.product_id AND s.account_id <> o.account_id
           JOIN reservation r ON r.order_line_id = l.id JOIN operation d ON d.id = r.operation_id
           JOIN told t ON t.listing_id = s.id AND t.at_ms >= d.at_ms GROUP BY o.id, s.id
       )
       SELECT t.at_ms - f.held_at_ms FROM first f JOIN told t ON t.seq = f.seq WHERE t.quantity < t.before ORDER BY 1`,
    )
    .pluck()
    .all();
  const at = (share: number) => rows[Math.min(rows.length - 1, Math.floor(rows.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: rows.at(-1) ?? 0 };
}
