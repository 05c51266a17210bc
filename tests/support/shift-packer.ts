import { markingCode } from '#electron/simulator/catalogue.ts';
import type { CallName, Input, Output } from '#shared/contract/index.ts';

import { testId } from './database.ts';

export type Came = Output<'packing.scan'>;
type Order = NonNullable<Came['order']>;
type Product = Output<'product.get'>;

/** A packing table: whatever answers a scan, in this process or in a browser. */
export interface Table {
  readonly stationId: string;
  ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** One scan; `waitedMs`: from the last key of it until its answer was there to be read. */
  scan(code: string): Promise<{ readonly came: Came; readonly waitedMs: number }>;
  /** The hand does something else for so long. */
  pause(ms: number): Promise<void>;
}

export const LANES = ['one', 'one-twin', 'one-marked', 'many', 'wall', 'kit'] as const;
export type Lane = (typeof LANES)[number];

export interface Parcel {
  readonly orderId: string;
  readonly channel: string;
  readonly lane: Lane;
  /** Scans and keys that went into it. */
  readonly touches: number;
  /** As few as there can be: a scan for each thing, one for each marking code, one more for a thing easily mistaken that no such code proves. */
  readonly least: number;
  readonly waitedMs: number;
}

/**
 * A packer who knows nothing of orders: takes the next thing off the pile, scans it, and does what the screen says until the hand is free.
 * Counts what it costs.
 */
export class Packer {
  readonly parcels: Parcel[] = [];
  /** Scans that came to nothing: what was scanned and what was said. */
  readonly refused: string[] = [];
  readonly waits: number[] = [];
  readonly #table: Table;
  readonly #spent = new Map<string, { touches: number; waitedMs: number; inCell: boolean }>();
  readonly #products = new Map<string, Product>();
  #serial = 0;

  constructor(table: Table) {
    this.#table = table;
  }

  async product(id: string): Promise<Product> {
    const known = this.#products.get(id) ?? (await this.#table.ask('product.get', { id }));
    this.#products.set(id, known);
    return known;
  }

  /** Every thing an order is put together of, a kit's by its parts. */
  async thingsOf(order: Order): Promise<readonly string[]> {
    const things: string[] = [];
    for (const line of order.lines) {
      const { product, components } = await this.product(line.productId ?? '');
      const parts = product.kind === 'kit' ? components : [{ productId: product.id, quantity: 1 }];
      for (const part of parts) for (let count = part.quantity * line.quantity; count > 0; count -= 1) things.push(part.productId);
    }
    return things;
  }

  /** One thing off the pile, and all that the screen asks for after it. */
  async take(productId: string): Promise<Came> {
    let held = productId;
    let code = await this.#barcodeOf(held);
    for (let step = 0; step < 60; step += 1) {
      const { came, waitedMs } = await this.#table.scan(code);
      this.waits.push(waitedMs);
      const orderId = came.order?.id ?? null;
      if (orderId !== null) this.#count(orderId, waitedMs, came.code === 'put-in-cell');
      switch (came.code) {
        case 'printed':
        case 'packed-waiting':
          await this.#close(came.order!);
          return came;
        case 'put-in-cell':
          return came;
        case 'mark-wanted':
          code = await this.#freshMark(held);
          break;
        case 'second-scan-wanted':
          await this.#table.pause(400);
          code = await this.#barcodeOf(held);
          break;
        case 'thing-taken':
        case 'mark-taken':
          held = came.parcel?.missing[0]?.productId ?? '';
          code = await this.#barcodeOf(held);
          break;
        default:
          this.refused.push(`${code}: ${came.code} ${JSON.stringify(came.params)}`);
          await this.#table.ask('packing.leave', { operationId: testId(Date.now()), stationId: this.#table.stationId });
          return came;
      }
    }
    throw new Error(`the screen never had enough of ${productId}`);
  }

  #count(orderId: string, waitedMs: number, inCell: boolean): void {
    const before = this.#spent.get(orderId) ?? { touches: 0, waitedMs: 0, inCell: false };
    const after = { touches: before.touches + 1, waitedMs: before.waitedMs + waitedMs, inCell: before.inCell || inCell };
    this.#spent.set(orderId, after);
  }

  async #close(order: Order): Promise<void> {
    const spent = this.#spent.get(order.id)!;
    const { marks } = await this.#table.ask('order.get', { id: order.id });
    const things = await this.thingsOf(order);
    const codes = marks.map(({ value }) => value.slice(2, 16));
    let [twins, proved] = [0, 0];
    for (const id of things) {
      const { product } = await this.product(id);
      if (!product.secondScan) continue;
      twins += 1;
      // A marking code scanned off the thing itself proves it, where it tells the thing's own trade item.
      const own = codes.findIndex((code) => product.barcodes.some((barcode) => barcode.padStart(14, '0') === code));
      if (own === -1) continue;
      codes.splice(own, 1);
      proved += 1;
    }
    const kit = await Promise.all(order.lines.map(async (line) => (await this.product(line.productId ?? '')).product.kind === 'kit'));
    this.parcels.push({
      orderId: order.id,
      channel: order.channel,
      lane: spent.inCell
        ? 'wall'
        : kit.includes(true)
          ? 'kit'
          : things.length > 1
            ? 'many'
            : marks.length > 0
              ? 'one-marked'
              : twins > 0
                ? 'one-twin'
                : 'one',
      touches: spent.touches,
      least: things.length + marks.length + twins - proved,
      waitedMs: spent.waitedMs,
    });
  }

  async #barcodeOf(productId: string): Promise<string> {
    const { product } = await this.product(productId);
    return product.barcodes[0] ?? product.article;
  }

  async #freshMark(productId: string): Promise<string> {
    this.#serial += 1;
    const { product } = await this.product(productId);
    // The maker writes the trade item's own code, never one that a shop or a marketplace made for itself.
    const barcode = product.barcodes.find((one) => !one.startsWith('2')) ?? (await this.#barcodeOf(productId));
    return markingCode(barcode, `${process.pid % 1000}${String(Date.now()).slice(-6)}${String(this.#serial).padStart(4, '0')}`);
  }
}

/** A pile as it comes off a cart: in no order at all. */
export function shuffled<T>(list: readonly T[], chance: () => number): readonly T[] {
  const pile = [...list];
  for (let at = pile.length - 1; at > 0; at -= 1) {
    const other = Math.floor(chance() * (at + 1));
    [pile[at], pile[other]] = [pile[other]!, pile[at]!];
  }
  return pile;
}
