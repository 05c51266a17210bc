import { randomUUID } from 'node:crypto';

import type { Output } from '#shared/contract/index.ts';

import { type Ask, must, until } from './ask.ts';
import { markingCode } from './catalogue.ts';
import type { Simulator } from './stage.ts';
import { createTcpPrinter, type EmulatedPrinter } from './tcp-printer.ts';

type Row = Output<'order.list'>['rows'][number];
type Scan = Output<'packing.scan'>;

export interface ShiftOptions {
  readonly ask: Ask;
  readonly simulator: Simulator;
  readonly tell: (line: string) => void;
}

/**
 * A packer's shift from the first order to the supply's QR, over whatever `ask` goes: orders taken to assembly, labels awaited, everything
 * scanned and packed on a real TCP printer, with wrong scans, a cancel in the hand, the network cut and back, one undo, one reprint.
 * Throws with the reason when anything is not as it must be.
 */
export async function playShift({ ask, simulator, tell }: ShiftOptions): Promise<void> {
  const printer = await createTcpPrinter();
  try {
    const shift = new Shift(ask, simulator, printer, tell);
    await shift.begin();
    await shift.assemble();
    await shift.wrongScans();
    await shift.cancelInHand();
    await shift.pack(10);
    await shift.packWithoutNetwork(5);
    await shift.undoOnce();
    await shift.reprintOnce();
    await shift.pack(Number.POSITIVE_INFINITY);
    await shift.handOver();
    await shift.reckon();
  } finally {
    await printer.close();
  }
}

class Shift {
  readonly #ask: Ask;
  readonly #simulator: Simulator;
  readonly #printer: EmulatedPrinter;
  readonly #tell: (line: string) => void;
  #stationId = '';
  #packed = 0;
  #reprints = 0;
  #undone = 0;
  #codes = 0;
  #serial = 0;

  constructor(ask: Ask, simulator: Simulator, printer: EmulatedPrinter, tell: (line: string) => void) {
    this.#ask = ask;
    this.#simulator = simulator;
    this.#printer = printer;
    this.#tell = tell;
  }

  async begin(): Promise<void> {
    const { stations } = await must(this.#ask, 'printer.list', {});
    this.#stationId = stations[0]?.id ?? (await must(this.#ask, 'session.get', {})).stationId;
    const id = randomUUID();
    await must(this.#ask, 'printer.save', {
      operationId: randomUUID(),
      id,
      name: 'Сетевой принтер смены',
      transport: 'tcp',
      address: this.#printer.address,
      language: 'zpl',
      dpi: 203,
      widthMm: 58,
      heightMm: 40,
      settings: {},
    });
    await must(this.#ask, 'printer.assign', { operationId: randomUUID(), stationId: this.#stationId, printerId: id });
    this.#tell(`Printer on TCP ${this.#printer.address}, 58×40 mm, ZPL`);
    const wanted = this.#simulator.sellers[0]?.orders.size ?? 0;
    const seen = await until('orders of the marketplace', async () => {
      const { total } = await must(this.#ask, 'order.list', { show: 'all', limit: 1 });
      return total >= wanted ? total : null;
    });
    this.#tell(`Orders arrived: ${String(seen)}`);
  }

  async assemble(): Promise<void> {
    const { groups } = await must(this.#ask, 'supply.plan', {});
    if (groups.length === 0) throw new Error('there is nothing to take to assembly');
    for (const group of groups) {
      const done = await must(this.#ask, 'supply.assemble', { operationId: randomUUID(), orderIds: group.orderIds, supplyId: null });
      this.#tell(`To assembly: ${String(done.orders)} orders of «${group.warehouseName ?? '?'}», ${String(done.skipped.length)} left out`);
    }
    const ready = await until(
      'labels of all orders taken to assembly',
      async () => {
        const rows = await this.#orders('active');
        const taken = rows.filter((row) => row.supplyId !== null);
        return taken.length > 0 && taken.every((row) => row.status === 'assembling' && row.labelState === 'stored') ? taken.length : null;
      },
      120_000,
    );
    this.#tell(`Labels stored: ${String(ready)}`);
  }

  async wrongScans(): Promise<void> {
    for (const code of ['4600000000008', 'hello', '!uNOTHING1']) {
      const outcome = await this.#scan(code);
      if (outcome.tone !== 'wrong' && outcome.tone !== 'stop') throw new Error(`a scan of «${code}» passed as ${outcome.code}`);
      this.#tell(`Wrong scan «${code}»: ${outcome.code}`);
    }
  }

  /** The thing is in the hand and its marking code is asked for; now the buyer changes his mind. */
  async cancelInHand(): Promise<void> {
    const rows = await this.#toPack();
    const victim = rows.find(
      (row) =>
        row.requiredMarks.includes('sgtin') && rows.filter((other) => other.lines[0]?.productId === row.lines[0]?.productId).length === 1,
    );
    if (!victim) {
      this.#tell('No marked order that is the only one of its thing: the cancel in the hand is left out');
      return;
    }
    const barcode = await this.#barcodeOf(victim);
    const first = await this.#scan(barcode);
    if (first.code !== 'mark-wanted') throw new Error(`expected the marking code to be asked for, got ${first.code}`);
    if (!this.#simulator.cancelByBuyer(Number(victim.externalId))) throw new Error('the simulator would not cancel');
    await must(this.#ask, 'order.refresh', { accountId: null });
    await until('the cancel to be known here', async () =>
      (await must(this.#ask, 'order.get', { id: victim.id })).order.status === 'cancelled' ? true : null,
    );
    const before = this.#printer.labels.length;
    const outcome = await this.#scan(this.#mark(barcode));
    if (outcome.tone !== 'stop' || this.#printer.labels.length !== before) throw new Error(`a cancelled order went on as ${outcome.code}`);
    await must(this.#ask, 'packing.leave', { operationId: randomUUID(), stationId: this.#stationId });
    this.#tell(`Cancelled in the hand: order ${victim.number} stopped, nothing printed`);
  }

  async pack(most: number): Promise<void> {
    let done = 0;
    while (done < most) {
      const row = (await this.#toPack())[0];
      if (!row) break;
      await this.#packOne(row);
      done += 1;
    }
    await this.#labelsOut();
    this.#tell(`Packed ${String(done)}; labels at the printer: ${String(this.#printer.labels.length)}`);
  }

  async packWithoutNetwork(count: number): Promise<void> {
    this.#simulator.setNetwork(false);
    this.#tell('Network cut');
    await this.pack(count);
    this.#simulator.setNetwork(true);
    await until(
      'every queued action to arrive',
      async () => {
        const rows = (await must(this.#ask, 'sync.queue', { show: 'open' })).rows;
        return rows.every((row) => row.state === 'rejected') ? true : null;
      },
      120_000,
    );
    this.#tell('Network back, the queue is empty');
  }

  async undoOnce(): Promise<void> {
    const { orderId } = await must(this.#ask, 'packing.undo', { operationId: randomUUID(), stationId: this.#stationId, orderId: null });
    this.#undone += 1;
    this.#packed -= 1;
    this.#tell(`Undone: the last parcel is back on its shelf (${orderId ?? '?'})`);
  }

  async reprintOnce(): Promise<void> {
    const { recent } = await must(this.#ask, 'packing.state', { stationId: this.#stationId });
    const last = recent[0];
    if (!last) throw new Error('nothing was packed, so nothing can be printed again');
    await must(this.#ask, 'packing.reprint', {
      operationId: randomUUID(),
      stationId: this.#stationId,
      orderId: last.order.id,
      reason: 'Этикетка смазалась',
    });
    this.#reprints += 1;
    await this.#labelsOut();
    this.#tell(`Printed again with a reason: order ${last.order.number}`);
  }

  async handOver(): Promise<void> {
    const { rows } = await must(this.#ask, 'supply.list', { show: 'open', limit: 500 });
    for (const supply of rows) {
      await until(
        `supply «${supply.name}» to be ready`,
        async () => {
          const { missing, supply: now } = await must(this.#ask, 'supply.get', { id: supply.id });
          const blocking = missing.filter((one) => one.blocks && one.what !== 'shipping');
          return now.state === 'open' && blocking.length === 0 ? true : null;
        },
        120_000,
      );
      const points = await must(this.#ask, 'account.shippingPoints', { accountId: supply.accountId, city: 'Москва' });
      const point = points.rows[0];
      if (!point) throw new Error('no shipping point');
      await must(this.#ask, 'supply.setShipping', {
        operationId: randomUUID(),
        supplyId: supply.id,
        pointId: point.id,
        pointName: point.name,
        kind: 'self',
        date: this.#simulator.today(),
      });
      await until(`shipping of «${supply.name}» to be taken`, async () =>
        (await must(this.#ask, 'supply.get', { id: supply.id })).supply.shippingConfirmed ? true : null,
      );
      await must(this.#ask, 'supply.deliver', { operationId: randomUUID(), supplyId: supply.id, leaveUnpacked: false });
      const gone = await until(
        `supply «${supply.name}» to be handed over`,
        async () => {
          const { supply: now } = await must(this.#ask, 'supply.get', { id: supply.id });
          if (now.problemCode !== null) throw new Error(`«${supply.name}»: ${now.problemCode} ${now.problemMessage ?? ''}`);
          return now.state === 'delivered' && now.hasCode ? now : null;
        },
        120_000,
      );
      await must(this.#ask, 'supply.print', { operationId: randomUUID(), supplyId: supply.id, what: 'code', stationId: this.#stationId });
      this.#codes += 1;
      await this.#labelsOut();
      this.#tell(`Handed over: ${gone.externalId ?? gone.name}, ${String(gone.orders)} orders, its QR is printed`);
    }
  }

  async reckon(): Promise<void> {
    const made = this.#simulator.journal.filter((line) => line.operation === 'supplies.create' && line.applied).length;
    const there = this.#simulator.sellers[0]?.supplies.size ?? 0;
    const complete = [...(this.#simulator.sellers[0]?.orders.values() ?? [])].filter((order) => order.supplierStatus === 'complete').length;
    if (made !== there) throw new Error(`${String(made)} supplies were created, ${String(there)} are there`);
    if (complete !== this.#packed)
      throw new Error(`packed here ${String(this.#packed)}, in delivery at the marketplace ${String(complete)}`);
    const expected = this.#packed + this.#undone + this.#reprints + this.#codes;
    if (this.#printer.labels.length !== expected)
      throw new Error(`${String(this.#printer.labels.length)} labels came out, ${String(expected)} were due`);
    const ledger = await must(this.#ask, 'diagnostics.checkLedger', {});
    if (!ledger.sound) throw new Error(`the ledger differs: ${JSON.stringify(ledger.differences.slice(0, 3))}`);
    this.#tell(
      `ledger sound: ${String(ledger.movements)} movements; ${String(this.#packed)} parcels, ${String(this.#undone)} undone, ${String(this.#reprints)} printed again, ${String(this.#codes)} supplies`,
    );
  }

  async #packOne(row: Row): Promise<void> {
    const barcode = await this.#barcodeOf(row);
    let outcome = await this.#scan(barcode);
    if (outcome.code === 'two-products') outcome = await this.#scan(barcode, row.lines[0]?.productId ?? null);
    for (let step = 0; outcome.tone === 'ask' && step < 5; step += 1)
      outcome = await this.#scan(outcome.code === 'second-scan-wanted' ? (outcome.parcel?.doubt?.article ?? '') : this.#mark(barcode));
    if (outcome.code !== 'printed')
      throw new Error(
        `order ${row.number} (${row.lines[0]?.name ?? ''}) was not packed: ${outcome.code} ${JSON.stringify(outcome.params)}`,
      );
    this.#packed += 1;
  }

  async #scan(code: string, productId: string | null = null): Promise<Scan> {
    return must(this.#ask, 'packing.scan', { operationId: randomUUID(), stationId: this.#stationId, code, productId });
  }

  #mark(barcode: string): string {
    this.#serial += 1;
    return markingCode(barcode, `S${String(this.#simulator.nowMs() % 1_000_000)}${String(this.#serial).padStart(4, '0')}`);
  }

  async #barcodeOf(row: Row): Promise<string> {
    const productId = row.lines[0]?.productId;
    if (!productId) throw new Error(`order ${row.number} has no product`);
    const { product } = await must(this.#ask, 'product.get', { id: productId });
    const barcode = product.barcodes[0];
    if (barcode === undefined) throw new Error(`${product.article} has no barcode`);
    return barcode;
  }

  async #orders(show: 'active' | 'to-pack'): Promise<readonly Row[]> {
    return (await must(this.#ask, 'order.list', { show, limit: 500 })).rows;
  }

  /** What can be packed now; the rest says in `hold` why not. */
  async #toPack(): Promise<readonly Row[]> {
    return (await this.#orders('to-pack')).filter((row) => row.hold === null);
  }

  /** Waits until no job is on its way, so that what the printer counted is all there is. */
  async #labelsOut(): Promise<void> {
    await until('labels to leave the queue', async () => {
      const { rows } = await must(this.#ask, 'print.jobs', { show: 'open', limit: 500 });
      const stuck = rows.find((job) => job.state === 'unknown' || job.state === 'failed-not-sent');
      if (stuck) throw new Error(`a label did not print: ${stuck.state} ${stuck.problem ?? ''}`);
      return rows.length === 0 ? true : null;
    });
  }
}
