import { expect } from 'vitest';

import type { OrderId, StationId } from '#shared/domain/ids.ts';

import { testId } from './database.ts';
import { packingRig, STATION } from './packing-rig.ts';

const GS = '\u001D';
/** Cup, plate, spoon; and two cups of two sizes that anybody mistakes for one another. */
export const BARCODES = ['4600000000015', '4600000000022', '4600000000039', '4600000000046', '4600000000053'] as const;
export const [SMALL, LARGE] = [3, 4];
const ARTICLES = ['CUP', 'PLATE', 'SPOON', 'CUP-S', 'CUP-L'];
const BINS = ['A-01', 'A-02', 'A-03', 'A-04', 'A-05'];
export const STATIONS = [STATION, 'station-2' as StationId] as const;
export const CELLS = 3;

export const markOf = (kind: number, serial: string) => `010${BARCODES[kind]!}215abc${serial}D${GS}93Zx1y`;
export const articleOf = (kind: number) => ARTICLES[kind]!;
export const binOf = (kind: number) => BINS[kind]!;

type Wanted = readonly [number, number, number, number, number];
type Rig = ReturnType<typeof packingRig>;
type Thing = ReturnType<Rig['thing']>;

/**
 * Two tables and a put wall over orders of every lane, and beside the program a pair of eyes: which thing was really under the scanner, which
 * parcel it went into, which cell holds whose things. Every scan is judged by the eyes, not by what the program remembers.
 */
export class PackingModel {
  readonly rig = packingRig();
  readonly orders: readonly OrderId[];
  readonly #wanted = new Map<OrderId, { readonly things: Wanted; readonly marks: number }>();
  /** What went into each parcel, by what was under the scanner. */
  readonly #counted = new Map<OrderId, number[]>();
  readonly #cells = new Map<number, OrderId>();
  /** What was under the scanner at each operation; null: nothing that is a thing of ours. */
  readonly #under = new Map<string, number | null>();
  readonly #wave = testId();
  #serial = 0;
  #last: { readonly code: string; readonly thing: number | null; readonly operationId: string; readonly at: number } | null = null;

  constructor() {
    const { rig } = this;
    const things = BARCODES.map((barcode, kind) =>
      rig.thing(barcode, { bin: rig.make.bin(rig.warehouse, BINS[kind], kind), stock: 30, article: ARTICLES[kind]! }),
    );
    const [cup, plate, spoon, small, large] = things as [Thing, Thing, Thing, Thing, Thing];
    rig.db.write(({ catalogue, desk }) => {
      catalogue.saveLookAlikes(small.productId, [{ productId: large.productId, likeness: 1 }]);
      desk.saveStation({ id: STATIONS[1], name: 'Стол 2', printerId: rig.printerId });
    });
    const set = rig.make.listing(rig.accountId, { sku: 'set', productId: spoon.productId, multiplicity: 3 });
    const kit = rig.make.kit([
      { productId: cup.productId, quantity: 1 },
      { productId: spoon.productId, quantity: 2 },
    ]);
    const kitCard = rig.make.listing(rig.accountId, { sku: 'kit', productId: kit });
    const made: readonly (readonly [OrderId, Wanted, number])[] = [
      [rig.order(cup), [1, 0, 0, 0, 0], 0],
      [rig.order(cup, { marks: ['sgtin'] }), [1, 0, 0, 0, 0], 1],
      [rig.order(plate, { marks: ['sgtin'], quantity: 2 }), [0, 2, 0, 0, 0], 2],
      [rig.order(plate, { more: [{ thing: cup, quantity: 1, marks: ['sgtin'] }] }), [1, 1, 0, 0, 0], 1],
      [rig.order({ productId: spoon.productId, listingId: set, sku: 'set' }), [0, 0, 3, 0, 0], 0],
      [rig.order({ productId: kit, listingId: kitCard, sku: 'kit' }), [1, 0, 2, 0, 0], 0],
      [rig.order(cup, { quantity: 2, more: [{ thing: spoon, quantity: 1 }] }), [2, 0, 1, 0, 0], 0],
      [rig.order(small), [0, 0, 0, 1, 0], 0],
      [rig.order(large, { marks: ['sgtin'] }), [0, 0, 0, 0, 1], 1],
      [rig.order(small, { more: [{ thing: large, quantity: 1 }] }), [0, 0, 0, 1, 1], 0],
      [rig.order(cup, { more: [{ thing: small, quantity: 1 }] }), [1, 0, 0, 1, 0], 0],
      [rig.order(spoon, { label: false }), [0, 0, 1, 0, 0], 0],
      [rig.order(spoon, { status: 'new' }), [0, 0, 1, 0, 0], 0],
    ];
    this.orders = made.map(([id]) => id);
    for (const [id, wanted, marks] of made) {
      this.#wanted.set(id, { things: wanted, marks });
      this.#counted.set(id, []);
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
      if (more === 1) this.#counted.get(id)!.push(thing!);
      expect(now.jobs - was.jobs).toBe(came.code === 'printed' && !known && came.order?.id === id ? 1 : 0);
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
    if (came.code !== 'printed') return;
    this.#judge(id!, before.get(id!)!);
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
    if (wants !== null) return this.scan(at, markOf(inside.at(-1) ?? thing, `g${this.#serial++}`), inside.at(-1) ?? thing);
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
    await this.#emptying(() => this.rig.refusal('packing.takeOut', { operationId: testId(), stationId: STATIONS[at]! }));
  }

  async undo(pick: number): Promise<void> {
    const orderId = this.#pick(pick);
    await this.#emptying(() => this.rig.refusal('packing.undo', { operationId: testId(), stationId: STATION, orderId }));
    this.#clearCells();
  }

  async cancel(pick: number): Promise<void> {
    const id = this.#pick(pick);
    if (this.rig.db.read.orders.byId(id)!.status === 'cancelled') return;
    this.rig.setStatus(id, 'cancelled');
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
  #judge(id: OrderId, before: { readonly status: string; readonly labelState: string }): void {
    expect(before.status).toBe('assembling');
    expect(before.labelState).toBe('stored');
    const wanted = this.#wanted.get(id)!;
    expect(BARCODES.map((_, kind) => this.#counted.get(id)!.filter((one) => one === kind).length)).toEqual(wanted.things);
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
