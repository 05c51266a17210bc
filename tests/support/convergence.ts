import { offerValues } from '#electron/sync/offer-value.ts';
import type { ExternalId, ProductId } from '#shared/domain/ids.ts';

import { Killed, type Converging } from './converging.ts';
import { testId } from './database.ts';
import { seeded } from './fake-time.ts';
import { liveOf, type PairFigures, watchOversell } from './oversell-windows.ts';

export interface Figures {
  readonly seed: number;
  readonly hours: number;
  readonly orders: number;
  readonly kills: number;
  readonly outages: number;
  readonly jumps: number;
  readonly short: number;
  /** How long the quiet after it all lasted until everything agreed, and still did ten minutes later. */
  readonly quietMinutes: number;
  /** From a sale on one channel until another shows no more than is left, on the simulated clock. */
  readonly windows: readonly PairFigures[];
  readonly faults: readonly string[];
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** A marketplace's limit may be used up for an hour, a refused reading waits ten minutes, history is swept every half hour. */
const LONGEST_QUIET_MS = 3 * HOUR;
const QUIET_STEP_MS = 10 * MINUTE;
/** What a step of the program comes to at most: a kill falls anywhere within it. */
const MOST_COMMITS = 12;

/** Hours of sales, faults, kills, outages and sleeps; then quiet, in which everything must come to one truth. */
export async function liveThrough(rig: Converging, seed: number, hours: number): Promise<Figures> {
  const chance = seeded(seed);
  const watch = watchOversell(rig);
  const pick: Pick = (list) => list[Math.floor(chance() * list.length)];
  const counts = { kills: 0, outages: 0, jumps: 0 };
  setFaults(rig, 0.04);
  for (let passedMs = 0; passedMs < hours * HOUR;) {
    const stepMs = Math.floor(5 * SECOND + chance() * 40 * SECOND);
    try {
      await something(rig, watch, chance, pick, counts);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    await rig.time.advance(stepMs);
    watch.look();
    if (!rig.alive()) await rig.rebirth();
    passedMs += stepMs;
  }
  if (!rig.alive()) await rig.rebirth();
  rig.setNetwork(true);
  setFaults(rig, 0);
  const { faults, quietMs } = await settledTruth(rig, watch);
  return {
    seed,
    hours,
    orders: ordersOf(rig).length,
    ...counts,
    short: shortages(rig),
    quietMinutes: quietMs / MINUTE,
    windows: watch.figures(),
    faults,
  };
}

/** Waits until everything agrees and still does a while later; what does not by the end of the longest wait is a fault. */
async function settledTruth(rig: Converging, watch: Watch): Promise<{ readonly faults: readonly string[]; readonly quietMs: number }> {
  const look = async () => [
    ...(await findings(rig)),
    ...watch.stillOpen().map(({ sold, shown, productId }) => `oversell of ${productId}, sold on ${sold}, still open on ${shown}`),
  ];
  let agreed = 0;
  let faults: readonly string[] = [];
  let quietMs = 0;
  while (agreed < 2 && quietMs < LONGEST_QUIET_MS) {
    await rig.time.advance(QUIET_STEP_MS);
    quietMs += QUIET_STEP_MS;
    faults = await look();
    agreed = faults.length === 0 ? agreed + 1 : 0;
  }
  return { faults, quietMs };
}

type Watch = ReturnType<typeof watchOversell>;

async function something(
  rig: Converging,
  watch: Watch,
  chance: () => number,
  pick: Pick,
  counts: { kills: number; outages: number; jumps: number },
): Promise<void> {
  const what = chance();
  if (what < 0.16) watch.sold('wildberries', soldOnWildberries(rig));
  else if (what < 0.3) watch.sold('ozon', soldOnOzon(rig));
  else if (what < 0.44) watch.sold('yandex-market', soldOnYandex(rig));
  else if (what < 0.52) await rig.call('order.take', { operationId: testId(), orderIds: null });
  else if (what < 0.68) await packOne(rig, pick);
  else if (what < 0.73) cancelOne(rig, pick);
  else if (what < 0.83) await receiveSome(rig, pick);
  else if (what < 0.85) {
    rig.killAfter(1 + Math.floor(chance() * MOST_COMMITS));
    watch.disturbed();
    counts.kills += 1;
  } else if (what < 0.865) {
    rig.setNetwork(false);
    counts.outages += 1;
    watch.disturbed();
    await rig.time.advance(Math.floor((1 + chance() * 5) * MINUTE));
    watch.disturbed();
    rig.setNetwork(true);
  } else if (what < 0.875) {
    const byMs = (chance() < 0.8 ? 1 : -1) * Math.floor(chance() * 20 * MINUTE);
    rig.time.jump(byMs);
    watch.jumped(byMs);
    counts.jumps += 1;
  }
}

const productOf = (
  { db }: Converging,
  channel: string,
  matches: (listing: { sku: string; article: string }) => boolean,
): ProductId | null => {
  const account = db.read.catalogue.accounts().find((one) => one.channel === channel)!;
  const offer = db.read.sync.offersOfAccount(account.id, 10_000).find(matches);
  return offer?.productId ?? null;
};

/** Units of our products in a buyer's basket; kits are left to the ledger. */
const unitsOf = (lines: readonly (readonly [ProductId | null, number])[]): ReadonlyMap<ProductId, number> =>
  new Map(lines.flatMap(([productId, quantity]) => (productId === null ? [] : [[productId, quantity] as const])));

function soldOnWildberries(rig: Converging) {
  const order = rig.worlds.wildberries.placeOrder();
  if (order === null) return null;
  const productId = productOf(rig, 'wildberries', ({ sku }) => sku === String(order.size.chrtId));
  return { orderId: String(order.id), units: unitsOf([[productId, 1]]) };
}

function soldOnOzon(rig: Converging) {
  const posting = rig.worlds.ozon.placeOrder();
  if (posting === null) return null;
  const lines = posting.lines.map(
    ({ product, quantity }) =>
      [productOf(rig, 'ozon', ({ sku, article }) => sku === String(product.sku) || article === product.offerId), quantity] as const,
  );
  return { orderId: posting.number, units: unitsOf(lines) };
}

function soldOnYandex(rig: Converging) {
  const order = rig.worlds.yandex.placeOrder();
  if (order === null) return null;
  const lines = order.lines.map(
    ({ offer, count }) => [productOf(rig, 'yandex-market', ({ sku }) => sku === offer.offerId), count] as const,
  );
  return { orderId: String(order.id), units: unitsOf(lines) };
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
    rows: [{ productId: product.id, locationId: warehouse.id, quantity: 3 }],
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
      const live = liveOf(rig, account.channel, offer.externalWarehouseId, offer.sku, offer.listingId)();
      if (live !== values[index])
        found.push(`${account.channel} shows ${String(live)} of ${offer.sku}, allocation says ${String(values[index])}`);
    }
  }
  const { rows } = await rig.ask('sync.queue', { show: 'open', limit: 500 });
  for (const row of rows)
    if (row.state !== 'rejected' || row.problem === null) found.push(`queue: ${row.kind} ${row.state} ${JSON.stringify(row.problem)}`);
  return found;
}

const shortages = ({ sql }: Converging): number => Number(sql.prepare('SELECT count(*) FROM shortage').pluck().get());
