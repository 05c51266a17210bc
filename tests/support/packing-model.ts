import { expect } from 'vitest';

import { applyStatus } from '#electron/sync/order-status.ts';
import type { OrderId, PrintJobId, ProductId } from '#shared/domain/ids.ts';
import type { OrderStatus } from '#shared/domain/order.ts';

import { testId } from './database.ts';
import { ARTICLES, BARCODES, CELLS, LARGE, markOf, packingFloor, SMALL, STATIONS, STOCK, type Wanted } from './packing-floor.ts';
import { packingRig, STATION } from './packing-rig.ts';

/** A thing that really lies in a parcel, and in which of its boxes. */
interface Lying {
  readonly thing: number;
  readonly box: number;
}
const CLOSED: ReadonlySet<string> = new Set(['printed', 'packed-waiting', 'packed-labelled', 'packed-for-carrier']);

/**
 * Two tables and a put wall over orders of every lane, and beside the program a pair of eyes: which thing was really under the scanner, which
 * parcel it went into, which cell holds whose things. Every scan is judged by the eyes, not by what the program remembers.
 */
export class PackingModel {
  readonly rig = packingRig({ confirm: 'order', packages: 'boxes' });
  readonly orders: readonly OrderId[];
  /** How parcels were closed, each as often as it was; `places`: in more than one box. */
  readonly closed: string[] = [];
  readonly #wanted = new Map<OrderId, { readonly things: Wanted; readonly marks: number }>();
  /** What went into each parcel, by what was under the scanner. */
  readonly #counted = new Map<OrderId, Lying[]>();
  /** The box things go into now. */
  readonly #box = new Map<OrderId, number>();
  /** Labels that came out, or were sent to, in their turn; `ahead`: nothing was packed yet. */
  readonly #labels = new Map<OrderId, { readonly jobId: PrintJobId; readonly ahead: boolean }[]>();
  readonly #cells = new Map<number, OrderId>();
  /** What was under the scanner at each operation; null: nothing that is a thing of ours. */
  readonly #under = new Map<string, number | null>();
  readonly #wave = testId();
  readonly #products: readonly ProductId[];
  readonly #left = [0, 0, 0, 0, 0];
  #serial = 0;
  #last: { readonly code: string; readonly thing: number | null; readonly operationId: string; readonly at: number } | null = null;

  constructor() {
    const { rig } = this;
    const { products, made } = packingFloor(rig);
    this.#products = products;
    this.orders = made.map(([id]) => id);
    for (const [id, wanted, marks] of made) {
      this.#wanted.set(id, { things: wanted, marks });
      this.#counted.set(id, []);
      this.#labels.set(id, []);
    }
  }

  /** The wall gathers the many-unit orders. */
  async build(): Promise<void> {
    const { rig } = this;
    await rig.ask('wave.make', { operationId: testId(), id: this.#wave, warehouseId: rig.warehouse, lane: 'many', cells: CELLS });
  }

  stand(at: number, wall: boolean): Promise<unknown> {
    return this.rig.ask('wave.stand', { operationId: testId(), stationId: STATIONS[at]!, waveId: wall ? this.#wave : null });
  }

  /** `thing`: what is really under the scanner. */
  async scan(at: number, code: string, thing: number | null, operationId: string = testId()): Promise<void> {
    const { rig, orders } = this;
    this.#last = { code, thing, operationId, at };
    const known = rig.db.read.ledger.result(operationId as never) !== undefined;
    if (!known) this.#under.set(operationId, thing);
    const before = new Map(orders.map((id) => [id, this.#look(id)]));
    const hand = rig.db.read.desk.station(STATIONS[at]!)?.openOrderId ?? null;
    const standing = rig.db.read.waves.ofStation(STATIONS[at]!) !== null;
    const came = await rig.scan(code, { operationId, stationId: STATIONS[at]! });
    for (const id of orders) {
      const was = before.get(id)!;
      const now = this.#look(id);
      const more = now.units - was.units;
      expect(more === 0 || more === 1).toBe(true);
      if (more === 1) this.#counted.get(id)!.push({ thing: thing!, box: this.#box.get(id) ?? 1 });
      const prints = came.code === 'printed' || came.code === 'packed-waiting';
      expect(now.jobs - was.jobs).toBe(prints && !known && came.order?.id === id ? 1 : 0);
      // Nobody reaches into what another hand holds.
      if (more === 1 || now.jobs > was.jobs) expect([null, STATIONS[at]!]).toContain(was.heldBy);
      if (more === 1 && !standing && hand !== id && was.units > 0) expect(was.begunAt).toBe(STATIONS[at]!);
    }
    if (known) return;
    const id = (came.order?.id ?? null) as OrderId | null;
    if (came.code === 'put-in-cell') {
      const cell = Number(came.params['cell']);
      expect([undefined, id]).toContain(this.#cells.get(cell));
      this.#cells.set(cell, id!);
    }
    if (!CLOSED.has(came.code)) return;
    this.#judge(id!, came.code, before.get(id!)!);
    this.closed.push(came.code);
    if (came.jobId !== null && came.code !== 'packed-labelled')
      this.#labels.get(id!)!.push({ jobId: came.jobId as PrintJobId, ahead: false });
    const cell = came.params['cell'];
    if (typeof cell === 'number') {
      expect(this.#cells.get(cell) ?? id).toBe(id);
      this.#cells.delete(cell);
    } else expect([...this.#cells.values()]).not.toContain(id);
  }

  /** What a good packer would scan next at this table: what the screen asks for, or with an empty hand a thing. */
  async good(at: number, thing: number): Promise<void> {
    const { openOrder, wants, parcel } = await this.rig.ask('packing.state', { stationId: STATIONS[at]! });
    const kindOf = (article: string | undefined) => ARTICLES.indexOf(article ?? '');
    const inside = openOrder === null ? [] : this.#counted.get(openOrder.id as OrderId)!;
    const last = inside.at(-1)?.thing ?? thing;
    if (wants !== null) return this.scan(at, markOf(last, `g${this.#serial++}`), last);
    if (parcel?.doubt != null) return this.scan(at, parcel.doubt.article, kindOf(parcel.doubt.article));
    const missing = kindOf(parcel?.missing[0]?.article);
    const next = missing === -1 ? thing : missing;
    return this.scan(at, BARCODES[next]!, next);
  }

  async again(): Promise<void> {
    if (this.#last !== null) await this.scan(this.#last.at, this.#last.code, this.#last.thing, this.#last.operationId);
  }

  async leave(at: number): Promise<void> {
    await this.#emptying(() => this.rig.ask('packing.leave', { operationId: testId(), stationId: STATIONS[at]! }));
  }

  async takeOut(at: number): Promise<void> {
    const id = this.rig.db.read.desk.station(STATIONS[at]!)?.openOrderId ?? null;
    const box = id === null ? 1 : (this.#box.get(id) ?? 1);
    // The key undoes the one before it: a box begun and still empty is no box.
    if (id !== null && box > 1 && !this.#counted.get(id)!.some((one) => one.box === box)) this.#box.set(id, box - 1);
    await this.#emptying(() => this.rig.refusal('packing.takeOut', { operationId: testId(), stationId: STATIONS[at]! }));
  }

  async place(at: number): Promise<void> {
    const id = this.rig.db.read.desk.station(STATIONS[at]!)?.openOrderId ?? null;
    const answer = await this.rig.refusal('packing.newPlace', { operationId: testId(), stationId: STATIONS[at]! });
    if (answer !== 'ok') return;
    const box = this.#box.get(id!) ?? 1;
    expect(this.#counted.get(id!)!.some((one) => one.box === box)).toBe(true);
    this.#box.set(id!, box + 1);
  }

  /** Labels of a few orders ahead, or, of those that have come out, one more because it was lost. */
  async print(pick: number, again: boolean): Promise<void> {
    const { rig, orders } = this;
    const out = orders.filter((id) => this.#labels.get(id)!.length > 0);
    const chosen = again ? out.slice(pick % Math.max(1, out.length)).slice(0, 1) : [0, 1, 2].map((next) => this.#pick(pick + next));
    const before = chosen.map((id) => ({ id, jobs: rig.jobs(id).length, packed: rig.db.read.orders.byId(id)!.packedAtMs !== null }));
    const by = { operationId: testId(), stationId: STATION };
    if (!again) await rig.ask('order.printLabels', { ...by, orderIds: chosen });
    else if (chosen[0] !== undefined) await rig.refusal('packing.reprint', { ...by, orderId: chosen[0], reason: 'lost' });
    for (const { id, jobs, packed } of before)
      for (const job of rig.jobs(id).slice(jobs)) this.#labels.get(id)!.push({ jobId: job.id, ahead: !again || !packed });
  }

  /** The printers have done what lay before them. */
  printed(): void {
    const { rig } = this;
    rig.db.write(({ print }) => {
      for (const id of this.orders) for (const job of rig.jobs(id)) print.advance(job.id, ['queued'], 'confirmed', rig.now(), null);
    });
  }

  async weigh(pick: number): Promise<void> {
    const orderId = this.#pick(pick);
    const { packedAtMs, status } = this.rig.db.read.orders.byId(orderId)!;
    const answer = await this.rig.refusal('packing.weigh', { operationId: testId(), orderId, grams: 500, source: 'hand' });
    expect(answer === 'ok').toBe(packedAtMs !== null && status === 'packed');
  }

  async undo(pick: number): Promise<void> {
    const orderId = this.#pick(pick);
    await this.#emptying(() => this.rig.refusal('packing.undo', { operationId: testId(), stationId: STATION, orderId }));
    if (this.#counted.get(orderId)!.length === 0) this.#box.delete(orderId);
    this.#clearCells();
  }

  /** The marketplace has it, whatever we know of its parcel. */
  async gone(pick: number): Promise<void> {
    const id = this.#pick(pick);
    this.#told(id, 'handed-over');
    await this.rig.dock();
    for (const [cell, holder] of this.#cells) if (holder === id) this.#cells.delete(cell);
  }

  async cancel(pick: number): Promise<void> {
    const id = this.#pick(pick);
    this.#told(id, 'cancelled');
    await this.rig.dock();
  }

  /** The hunted parcel is found: by its label, or by a thing that lies in it. */
  async takeBack(code: string): Promise<void> {
    await this.#emptying(() => this.rig.ask('packing.takeBack', { operationId: testId(), stationId: STATION, code }));
    this.#clearCells();
  }

  labelOf(pick: number): string {
    return `*label-${this.rig.db.read.orders.byId(this.#pick(pick))!.number}`;
  }

  later(): void {
    this.rig.later(1000);
  }

  /** What must be true whenever one looks. */
  reckon(): void {
    const { rig, orders } = this;
    for (const id of orders) {
      const first = rig.jobs(id).filter((job) => job.reprintOf === null && job.state !== 'cancelled');
      expect(first.length).toBeLessThanOrEqual(1);
    }
    const values = orders.flatMap((id) => rig.db.read.orders.marksOf(id).map((mark) => mark.value));
    expect(new Set(values).size).toBe(values.length);
    const cells = rig.db.read.waves.orders(this.#wave as never).flatMap(({ cell }) => cell ?? []);
    expect(new Set(cells).size).toBe(cells.length);
    expect(rig.db.read.ledger.verify()).toEqual([]);
  }

  /** Whatever was done, everything can be brought to its end: the hunted is found, the rest is packed, no cell stays taken. */
  async finish(): Promise<void> {
    const { rig, orders } = this;
    for (const at of [0, 1]) {
      await this.leave(at);
      await this.stand(at, false);
    }
    for (const { order } of (await rig.ask('packing.hunt', {})).rows)
      await this.#emptying(async () => {
        const found = await rig.ask('packing.takeBack', { operationId: testId(), stationId: STATION, orderId: order.id });
        expect(found.code).toBe('taken-back');
      });
    expect((await rig.ask('packing.hunt', {})).rows).toEqual([]);
    await rig.dock();
    const statusOf = (id: OrderId) => rig.db.read.orders.byId(id)!.status;
    const celled = rig.db.read.waves.orders(this.#wave as never).filter(({ cell }) => cell !== null);
    expect(celled.map(({ orderId }) => statusOf(orderId)).filter((status) => status !== 'assembling')).toEqual([]);
    for (const [index, id] of orders.entries()) if (rig.db.read.orders.byId(id)!.packedAtMs === null) await this.undo(index);
    // One that is short of nothing but hands: each round closes at least one.
    for (let round = 0; round < 80 && rig.db.read.orders.nextToPack(1).length > 0; round += 1) {
      this.later();
      await this.place(0);
      await this.good(0, round % BARCODES.length);
    }
    expect(rig.db.read.orders.nextToPack(9)).toEqual([]);
  }

  /** Nothing is lost or held twice: what is on the books is what was received, less what left. */
  conserved(): void {
    const { rig, orders } = this;
    const isHeld = new Set<string>(['new', 'assembling', 'packed']);
    const statusOf = (id: OrderId) => rig.db.read.orders.byId(id)!.status;
    const held = (kind: number) =>
      orders.reduce((all, id) => all + (isHeld.has(statusOf(id)) ? this.#wanted.get(id)!.things[kind]! : 0), 0);
    for (const [kind, productId] of this.#products.entries())
      expect(rig.db.read.ledger.stock([productId])).toMatchObject([{ onHand: STOCK - this.#left[kind]!, reserved: held(kind), short: 0 }]);
  }

  #told(id: OrderId, status: OrderStatus): void {
    const { rig } = this;
    const before = rig.db.read.orders.byId(id)!.status;
    const deed = rig.make.deed('intake');
    rig.db.write((stores) => {
      applyStatus(stores, deed, stores.orders.byId(id)!, { status, own: status, cancellable: null });
      stores.ledger.record(deed, {});
    });
    if (status !== 'handed-over' || before === status || rig.db.read.orders.byId(id)!.status !== status) return;
    for (const [kind, quantity] of this.#wanted.get(id)!.things.entries()) this.#left[kind]! += quantity;
  }

  #pick(pick: number): OrderId {
    return this.orders[pick % this.orders.length]!;
  }

  #look(id: OrderId) {
    const { orders, desk } = this.rig.db.read;
    const order = orders.byId(id)!;
    const units = orders.unitsOf(id);
    return {
      status: order.status,
      labelState: order.labelState,
      units: units.length,
      begunAt: units.at(-1)?.station ?? null,
      heldBy: desk.stationWith(id),
      jobs: this.rig.jobs(id).length,
    };
  }

  /** A label has come out: only for a live order, whole, of the right things, each marking code there, each twin looked at twice. */
  #judge(id: OrderId, code: string, before: { readonly status: string; readonly labelState: string }): void {
    const { rig } = this;
    const label = this.#labels.get(id)!.findLast(({ jobId }) => rig.db.read.print.job(jobId)?.state !== 'cancelled');
    const isOwn = rig.db.read.orders.deliveryOf(id) !== null;
    const expected = isOwn ? 'packed-for-carrier' : label?.ahead === true ? 'packed-labelled' : 'printed';
    expect(code).toBe(before.labelState === 'stored' || isOwn ? expected : 'packed-waiting');
    expect(before.status).toBe(code === 'packed-waiting' ? 'new' : 'assembling');
    if (code === 'packed-waiting') this.#toldBoxes(id);
    const wanted = this.#wanted.get(id)!;
    expect(BARCODES.map((_, kind) => this.#counted.get(id)!.filter((one) => one.thing === kind).length)).toEqual(wanted.things);
    const marks = this.rig.db.read.orders.marksOf(id).filter((mark) => mark.kind === 'sgtin');
    expect(marks).toHaveLength(wanted.marks);
    const looks = this.rig.sql.prepare<[string], { by: string }>('SELECT operation_id AS by FROM parcel_look WHERE unit_operation_id = ?');
    for (const unit of this.rig.db.read.orders.unitsOf(id)) {
      const kind = this.#under.get(unit.operationId);
      if (kind !== SMALL && kind !== LARGE) continue;
      const by = looks.get(unit.operationId)?.by;
      expect(by === undefined ? 'never looked at again' : this.#under.get(by)).toBe(kind);
      expect(by).not.toBe(unit.operationId);
    }
  }

  /** The marketplace is told as many boxes as there are, each with what really lies in it. */
  #toldBoxes(id: OrderId): void {
    const said = this.rig.outbox().findLast(({ command }) => command.kind === 'order.confirm' && command.orderId === id)?.command;
    const boxes = Map.groupBy(this.#counted.get(id)!, ({ box }) => box);
    const told = said?.kind === 'order.confirm' ? said.packages : undefined;
    expect(told?.length ?? 1).toBe(boxes.size);
    if (boxes.size > 1) this.closed.push('places');
    if (told == null) return;
    for (const [index, box] of [...boxes.keys()].toSorted((one, other) => one - other).entries()) {
      const units = told[index]!.reduce((all, { sku, quantity }) => all + quantity * (sku === 'kit' ? 3 : 1), 0);
      expect(units).toBe(boxes.get(box)!.length);
    }
  }

  /** Whatever leaves a parcel was the last that went in. */
  async #emptying(act: () => Promise<unknown>): Promise<void> {
    const before = new Map(this.orders.map((id) => [id, this.rig.db.read.orders.unitsOf(id)]));
    await act();
    for (const [id, units] of before) {
      const left = new Set(this.rig.db.read.orders.unitsOf(id).map((unit) => unit.seq));
      this.#counted.set(
        id,
        this.#counted.get(id)!.filter((_, index) => left.has(units[index]!.seq)),
      );
    }
  }

  #clearCells(): void {
    for (const [cell, id] of this.#cells) if (this.#counted.get(id)!.length === 0) this.#cells.delete(cell);
  }
}
