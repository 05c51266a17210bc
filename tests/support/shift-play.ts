import type { Output } from '#shared/contract/index.ts';

import { testId } from './database.ts';
import { seeded } from './fake-time.ts';
import { buyMixed, type Buyers, type Channel } from './shift-orders.ts';
import { LANES, type Lane, Packer, type Parcel, shuffled, type Table } from './shift-packer.ts';

type Order = Output<'order.list'>['rows'][number];

export interface Floor {
  readonly table: Table;
  readonly buyers: Buyers;
  /** Looks again, while the world goes on, until it is so; throws with `what` when it never is. */
  until<T>(what: string, look: () => Promise<T | null>): Promise<T>;
}

export interface ShiftReport {
  readonly parcels: readonly Parcel[];
  /** Of every scan, ms. */
  readonly waits: readonly number[];
  readonly refused: readonly string[];
  /** Things that stood before the packer for an order that was cancelled meanwhile: scans of these may come to nothing. */
  readonly orphaned: number;
  readonly bought: number;
  readonly cancelled: number;
  /** Sold on two marketplaces in the same moment: not there to be packed. */
  readonly short: number;
  readonly takenBack: number;
  readonly waves: number;
}

/** Cells of the wall. */
const CELLS = 24;
/** Of ten orders one comes when the rest is already being packed. */
const LATE = 0.1;

/**
 * A shift of so many orders of three marketplaces by scans alone: bought, taken to assembly, put together at a wall, packed one by one, late
 * ones and cancelled ones between, and the cancelled parcels found and taken back.
 */
export async function playFloor(
  floor: Floor,
  options: { readonly seed: number; readonly orders: number; readonly shop: number },
): Promise<ShiftReport> {
  const shift = new FloorShift(floor, options.seed);
  const late = Math.round(options.orders * LATE);
  await shift.buy(options.shop, options.orders - late - (await shift.waiting()));
  await shift.ready();
  await shift.walls();
  await shift.oneByOne(async () => shift.buy(options.shop, late));
  await shift.takeBack();
  await shift.countShort();
  return shift.report();
}

class FloorShift {
  readonly #floor: Floor;
  readonly #packer: Packer;
  readonly #chance: () => number;
  readonly #gone = new Set<string>();
  #bought = 0;
  #orphaned = 0;
  /** Cancelled after they were packed. */
  #packedGone = 0;
  #short = 0;
  #takenBack = 0;
  #waves = 0;

  constructor(floor: Floor, seed: number) {
    this.#floor = floor;
    this.#packer = new Packer(floor.table);
    this.#chance = seeded(seed);
  }

  async buy(shop: number, count: number): Promise<void> {
    const { table, buyers } = this.#floor;
    this.#bought += await buyMixed(buyers, shop, count, this.#chance);
    await table.ask('order.refresh', { accountId: null });
  }

  /** All that were bought are here, taken to assembly, their labels stored where a label comes first. */
  async ready(): Promise<void> {
    const { table } = this.#floor;
    await this.#floor.until('every order to be ready to be packed', async () => {
      if ((await table.ask('order.counts', {})).toTake > 0)
        await table.ask('order.take', { operationId: testId(Date.now()), orderIds: null });
      const open = (await this.#orders('active')).filter((order) => order.status !== 'packed');
      const all = open.length + this.#packer.parcels.length + this.#gone.size - this.#packedGone;
      return all >= this.#bought && open.every(({ hold }) => hold === null || hold === 'short') ? open.length : null;
    });
  }

  /** Orders of before, which are of this shift too. */
  async waiting(): Promise<number> {
    let before = -1;
    this.#bought = await this.#floor.until('the orders of before to be here', async () => {
      await this.#floor.table.ask('order.refresh', { accountId: null });
      const now = (await this.#orders('active')).length;
      const isStill = now === before;
      before = now;
      return isStill ? now : null;
    });
    return this.#bought;
  }

  async walls(): Promise<void> {
    const { table } = this.#floor;
    const warehouseId = (await table.ask('location.list', {})).rows.find((row) => row.kind === 'warehouse')!.id;
    const choice = { warehouseId, lane: 'many', cells: CELLS } as const;
    while ((await table.ask('wave.plan', choice)).orders > 0) {
      const id = testId(Date.now());
      await table.ask('wave.make', { operationId: testId(Date.now()), id, ...choice });
      await table.ask('wave.stand', { operationId: testId(Date.now()), stationId: table.stationId, waveId: id });
      await this.#fillWall(id, this.#waves === 0);
      await table.ask('wave.stand', { operationId: testId(Date.now()), stationId: table.stationId, waveId: null });
      await this.#emptyCart(id);
      this.#waves += 1;
    }
  }

  /** Walk after walk, until nobody docked at the wave while the last one was put into the cells. */
  async #fillWall(id: string, cancelling: boolean): Promise<void> {
    const { table } = this.#floor;
    const walked = new Set<string>();
    for (let isFirst = true; ; isFirst = false) {
      const rows = (await table.ask('wave.get', { id })).orders.filter(({ order }) => order.packedAtMs === null && !walked.has(order.id));
      if (rows.length === 0) return;
      await table.ask('wave.pickAll', { operationId: testId(Date.now()), id });
      const pile: string[] = [];
      for (const { order } of rows) {
        walked.add(order.id);
        pile.push(...(await this.#packer.thingsOf(order)));
      }
      const things = shuffled(pile, this.#chance);
      for (const [index, thing] of things.entries()) {
        if (cancelling && isFirst && index === Math.floor(things.length / 2)) await this.#cancelBegun(id);
        await this.#packer.take(thing);
      }
    }
  }

  /** The buyer of a half-filled cell changes his mind. */
  async #cancelBegun(id: string): Promise<void> {
    const rows = (await this.#floor.table.ask('wave.get', { id })).orders;
    const begun = rows.find(({ cell, scanned, needed }) => cell !== null && scanned > 0 && scanned < needed);
    if (begun !== undefined) await this.#cancel(begun.order);
  }

  async #cancel(order: Order): Promise<void> {
    const { table, buyers } = this.#floor;
    if (!(await buyers.cancel(order.channel as Channel, order.externalId))) return;
    this.#gone.add(order.id);
    if (this.#packer.parcels.some(({ orderId }) => orderId === order.id)) this.#packedGone += 1;
    this.#orphaned += (await this.#packer.thingsOf(order)).length;
    await table.ask('order.refresh', { accountId: null });
    await this.#floor.until(`the cancel of ${order.number} to be known`, async () =>
      (await table.ask('order.get', { id: order.id })).order.status === 'cancelled' ? true : null,
    );
  }

  /** What is left in the cart goes back where the screen says, and the wave ends. */
  async #emptyCart(id: string): Promise<void> {
    const { table } = this.#floor;
    await this.takeBack();
    for (const { productId, quantity, backToId } of (await table.ask('wave.get', { id })).surplus)
      await table.ask('wave.putBack', { operationId: testId(Date.now()), id, productId, locationId: backToId!, quantity });
    const left = (await table.ask('wave.get', { id })).orders.filter(({ order }) => order.packedAtMs === null);
    if (left.length > 0)
      throw new Error(
        `${left.map(({ order }) => order.number).join(', ')} stayed in the wall: ${this.#packer.refused.slice(-5).join('; ')}`,
      );
    await table.ask('wave.close', { operationId: testId(Date.now()), id });
  }

  /** The rest of the day off one pile; `half`: what happens in its middle. */
  async oneByOne(half: () => Promise<void>): Promise<void> {
    const pile = await this.#pile();
    const middle = Math.floor(pile.length / 2);
    await this.#work(pile.slice(0, middle));
    // One that waits, and one that was packed a moment ago.
    for (const order of [pile.at(-1)?.order, await this.#packedLast()]) if (order !== undefined) await this.#cancel(order);
    await half();
    await this.#work(pile.slice(middle));
    await this.ready();
    // A thing meant for one order goes to the one that is due first; what that had been given goes to the other.
    for (let rest = await this.#pile(); rest.length > 0; rest = await this.#pile()) {
      const before = this.#packer.parcels.length;
      await this.#work(rest);
      if (this.#packer.parcels.length === before)
        throw new Error(`nothing more could be packed: ${this.#packer.refused.slice(-3).join('; ')}`);
    }
  }

  async #work(pile: readonly { readonly thing: string }[]): Promise<void> {
    for (const { thing } of pile) await this.#packer.take(thing);
  }

  /** The first thing of each order that can be packed; the others are fetched when the screen asks for them. */
  async #pile(): Promise<readonly { readonly order: Order; readonly thing: string }[]> {
    const pile: { order: Order; thing: string }[] = [];
    for (const order of await this.#orders('to-pack')) {
      if (order.hold !== null) continue;
      const [thing] = await this.#packer.thingsOf(order);
      if (thing !== undefined) pile.push({ order, thing });
    }
    return shuffled(pile, this.#chance);
  }

  async #packedLast(): Promise<Order | undefined> {
    const { recent } = await this.#floor.table.ask('packing.state', { stationId: this.#floor.table.stationId });
    return recent[0]?.order;
  }

  /** Each cancelled parcel is found where the list says and its number is scanned. */
  async takeBack(): Promise<void> {
    const { table } = this.#floor;
    for (const { order } of (await table.ask('packing.hunt', {})).rows) {
      const { stationId } = table;
      const found = await table.ask('packing.takeBack', { operationId: testId(Date.now()), stationId, code: order.number });
      if (found.code !== 'taken-back') throw new Error(`the cancelled ${order.number} was not taken back: ${found.code}`);
      this.#takenBack += 1;
    }
  }

  async countShort(): Promise<void> {
    this.#short = (await this.#orders('active')).filter(({ hold }) => hold === 'short').length;
  }

  report(): ShiftReport {
    return {
      parcels: this.#packer.parcels.filter(({ orderId }) => !this.#gone.has(orderId)),
      waits: this.#packer.waits,
      refused: this.#packer.refused,
      orphaned: this.#orphaned,
      bought: this.#bought,
      cancelled: this.#gone.size,
      short: this.#short,
      takenBack: this.#takenBack,
      waves: this.#waves,
    };
  }

  async #orders(show: 'active' | 'to-pack'): Promise<readonly Order[]> {
    const rows: Order[] = [];
    for (let offset = 0; ; offset += 500) {
      const page = (await this.#floor.table.ask('order.list', { show, limit: 500, offset })).rows;
      rows.push(...page);
      if (page.length < 500) return rows;
    }
  }
}

export interface LaneFigures {
  readonly lane: Lane;
  readonly orders: number;
  readonly touches: number;
  readonly least: number;
}

/** Touches per order by lane, beside the fewest there can be. */
export const byLane = ({ parcels }: ShiftReport): readonly LaneFigures[] =>
  LANES.flatMap((lane) => {
    const own = parcels.filter((parcel) => parcel.lane === lane);
    const mean = (of: (parcel: Parcel) => number) => own.reduce((sum, parcel) => sum + of(parcel), 0) / own.length;
    return own.length === 0 ? [] : [{ lane, orders: own.length, touches: mean((one) => one.touches), least: mean((one) => one.least) }];
  });
