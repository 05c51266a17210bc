import type {
  Channel,
  ChannelClient,
  ChannelMarkVerdict,
  ChannelOrder,
  ChannelOrderStatus,
  ChannelProblem,
  ChannelReturn,
  ChannelSupply,
  FulfilmentStock,
  Outcome,
  Shipping,
} from '#electron/channels/channel.ts';
import type { ChannelCapabilities, ChannelId } from '#shared/domain/channel.ts';

import { ScriptedHandovers } from './scripted-handovers.ts';
import { type MarketOrder, ScriptedParts } from './scripted-parts.ts';

/** What the next call of an operation does instead of working; `applied`: it works all the same, only its answer is lost. */
interface Script {
  readonly outcome: Exclude<Outcome<never>, { kind: 'done' }>;
  readonly applied: boolean;
}

export const problem = (code: ChannelProblem['code'], subjects?: readonly string[]): ChannelProblem => ({
  code,
  operation: 'scripted',
  ...(subjects === undefined ? {} : { subjects }),
});
export const lost: Script['outcome'] = { kind: 'unknown', problem: problem('timeout') };

interface Supply {
  readonly id: string;
  readonly name: string;
  readonly orders: Set<string>;
  closed: boolean;
  shipping: Shipping | null;
  readonly boxes: string[];
}

function page<T>(pages: readonly (readonly T[])[], cursor: string | null) {
  const at = Number(cursor ?? 0);
  const more = at + 1 < pages.length;
  return { items: pages[at] ?? [], cursor: more ? String(at + 1) : '', more };
}

/** A marketplace in a few maps: enough to hold the sync loop to its rules without a socket. */
export class ScriptedMarket {
  readonly orders = new Map<string, MarketOrder>();
  /** Units leave its orders; null: nothing of the kind here. */
  parts: ScriptedParts | null = null;
  readonly supplies = new Map<string, Supply>();
  /** Pages of returns, told one after another; null: this marketplace tells none. */
  returns: readonly (readonly ChannelReturn[])[] | null = null;
  /** Pages of stock and of orders at the marketplace's own warehouses; null: it has none. */
  fulfilment: {
    readonly stock: readonly (readonly FulfilmentStock[])[];
    readonly orders: readonly (readonly ChannelOrder[])[];
  } | null = null;
  readonly handovers = new ScriptedHandovers(this.orders);
  readonly stock = new Map<string, number>();
  readonly verdicts = new Map<string, ChannelMarkVerdict>();
  readonly calls: { readonly operation: string; readonly detail: unknown }[] = [];
  readonly #scripts = new Map<string, Script[]>();
  /** Orders that no supply takes. */
  readonly misfits = new Set<string>();
  readonly withoutLabel = new Set<string>();
  /** What the marketplace knows of the key. */
  key: { readonly expiresAtMs?: number; readonly missingRights?: readonly string[] } = {};
  readonly refusedSkus = new Set<string>();
  /** One figure of a sku is taken only so often; told earlier it is refused as too early. */
  pairIntervalMs = 0;
  /** Figures of one telling. */
  stockBatch = 1000;
  /** Orders whose statuses one call tells. */
  statusBatch = 1000;
  nowMs: () => number = () => 0;
  readonly #toldAtMs = new Map<string, number>();
  /** Runs while a call is in flight. */
  during: ((operation: string) => void) | null = null;
  #made = 0;

  order(id: string, sku: string, warehouseId: string, over: Partial<ChannelOrder> = {}): void {
    this.orders.set(id, {
      id,
      number: id,
      groupKey: null,
      warehouseId,
      createdAtMs: 1_700_000_000_000,
      shipByMs: null,
      status: null,
      supplyId: null,
      price: { minor: 100_00, currency: 'RUB' },
      lines: [{ sku, article: `article-${sku}`, name: null, barcodes: [], quantity: 1 }],
      requiredMarks: [],
      optionalMarks: [],
      handoverKey: warehouseId,
      attributes: {},
      ...over,
      state: 'new',
      own: 'new/waiting',
    });
  }

  set(id: string, state: ChannelOrderStatus['status'], own: string = state): void {
    const order = this.orders.get(id);
    if (order === undefined) throw new Error(`no order ${id}`);
    order.state = state;
    order.own = own;
  }

  next(operation: string, outcome: Script['outcome'], applied = false): void {
    this.#scripts.set(operation, [...(this.#scripts.get(operation) ?? []), { outcome, applied }]);
  }

  count(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  async #do<T>(operation: string, detail: unknown, work: () => Outcome<T>): Promise<Outcome<T>> {
    this.calls.push({ operation, detail });
    await Promise.resolve();
    this.during?.(operation);
    const queue = this.#scripts.get(operation) ?? [];
    const script = queue.shift();
    if (script === undefined) return work();
    if (script.applied) work();
    return script.outcome;
  }

  client(): ChannelClient {
    const done = <T>(value: T): Outcome<T> => ({ kind: 'done', value });
    const rejected = (code: ChannelProblem['code'], subjects?: readonly string[]): Outcome<never> => ({
      kind: 'rejected',
      problem: problem(code, subjects),
    });
    const shape = (supply: Supply): ChannelSupply => ({
      id: supply.id,
      name: supply.name,
      closed: supply.closed,
      createdAtMs: 0,
      closedAtMs: supply.closed ? 1 : null,
      scannedAtMs: null,
      handoverKey: [...supply.orders].map((id) => this.orders.get(id)?.handoverKey ?? null)[0] ?? null,
      shipping: supply.shipping,
      attributes: {},
    });
    const withSupply = <T>(id: string, work: (supply: Supply) => Outcome<T>): Outcome<T> => {
      const supply = this.supplies.get(id);
      return supply === undefined ? rejected('not-found') : work(supply);
    };
    return {
      seller: () => this.#do('seller', null, () => done({ sellerId: 'seller', name: 'Пример', ...this.key })),
      listings: () => this.#do('listings', null, () => done({ items: [], cursor: 'end', more: false })),
      warehouses: () => this.#do('warehouses', null, () => done([])),
      orders: {
        fresh: () =>
          this.#do('orders.fresh', null, () => done([...this.orders.values()].filter((order) => order.state === 'new').map(bare))),
        list: (window, cursor) => this.#do('orders.list', { window, cursor }, () => done({ items: [], cursor: 'end', more: false })),
        statusBatch: this.statusBatch,
        statuses: (ids) =>
          this.#do('orders.statuses', ids, () =>
            done(
              ids.flatMap((id) => {
                const order = this.orders.get(id);
                return order === undefined ? [] : [{ id, status: order.state, own: order.own, cancellable: null }];
              }),
            ),
          ),
        confirm: ({ orderId, packages, partial, whole }) =>
          this.#do('orders.confirm', { orderId, packages, whole, ...(partial === undefined ? {} : { partial }) }, () => {
            const order = this.orders.get(orderId);
            if (order === undefined) return rejected('not-found', [orderId]);
            if (order.state === 'cancelled') return rejected('status-changed', [orderId]);
            // Twice is an error at every marketplace, and a lost answer must not lead to it.
            if (order.state !== 'new') return rejected('bad-request', [orderId]);
            const checked = this.verdicts.get(orderId)?.verdict === 'passed';
            if ((order.requiredMarks ?? []).length > 0 && !checked) return rejected('marks-incomplete', [orderId]);
            if (partial !== true) this.set(orderId, 'assembling', 'awaiting_deliver');
            const names = this.parts?.split({ orderId, packages, whole, ...(partial === undefined ? {} : { partial }) }, 'assembling');
            return done({ orderIds: names ?? [orderId] });
          }),
        ...(this.parts === null ? {} : this.#partly(this.parts)),
        cancel: (id, reason) =>
          this.#do('orders.cancel', { id, reason }, () => {
            this.set(id, 'cancelled');
            return done(undefined);
          }),
      },
      stock: {
        pairIntervalMs: this.pairIntervalMs,
        batch: this.stockBatch,
        write: (warehouseId, rows) =>
          this.#do('stock.write', { warehouseId, rows }, () => {
            const refused = rows.flatMap(({ sku }) => {
              if (this.refusedSkus.has(sku)) return [{ sku, problem: problem('stock-not-found', [sku]) }];
              const early = Math.abs(this.nowMs() - (this.#toldAtMs.get(sku) ?? Number.NEGATIVE_INFINITY)) < this.pairIntervalMs;
              return early ? [{ sku, problem: problem('too-many-requests', [sku]) }] : [];
            });
            for (const row of rows) {
              if (refused.some((one) => one.sku === row.sku)) continue;
              this.stock.set(row.sku, row.quantity);
              this.#toldAtMs.set(row.sku, this.nowMs());
            }
            return done({ refused });
          }),
        read: (warehouseId, skus) =>
          this.#do('stock.read', { warehouseId, skus }, () => done(skus.map((sku) => ({ sku, quantity: this.stock.get(sku) ?? 0 })))),
      },
      labels: {
        batch: 100,
        fetch: (ids, format, paper = '58x40') =>
          this.#do('labels.fetch', paper === '58x40' ? ids : { ids, paper }, () => {
            const ready = ids.filter((id) => this.orders.get(id)?.state === 'assembling' && !this.withoutLabel.has(id));
            const labels = ready.map((id) => ({
              orderId: id,
              format,
              file: Uint8Array.of(1),
              widthMm: 58,
              heightMm: 40,
              barcode: `!${id}`,
              caption: id,
            }));
            return done({ labels, missing: ids.filter((id) => !ready.includes(id)) });
          }),
      },
      marks: {
        batch: 100,
        put: ({ orderId, kind, values }) =>
          this.#do('marks.put', { orderId, kind, values }, () => {
            this.verdicts.set(orderId, { orderId, kind, values, verdict: 'pending', own: 'pending' });
            return done(undefined);
          }),
        remove: (orderId) => this.#do('marks.remove', orderId, () => (this.verdicts.delete(orderId), done(undefined))),
        read: (ids) => this.#do('marks.read', ids, () => done(ids.flatMap((id) => this.verdicts.get(id) ?? []))),
      },
      ...(this.handovers.days.length === 0
        ? {}
        : { handovers: this.handovers.client((operation, detail, work) => this.#do(operation, detail, work)) }),
      ...(this.returns === null
        ? {}
        : {
            returns: {
              list: (cursor) =>
                this.#do('returns.list', cursor, () => {
                  const at = Number(cursor ?? 0);
                  return done({ items: this.returns?.[at] ?? [], cursor: String(at + 1), more: at + 1 < (this.returns?.length ?? 0) });
                }),
            },
          }),
      ...(this.fulfilment === null
        ? {}
        : {
            fulfilment: {
              stock: (cursor) => this.#do('fulfilment.stock', cursor, () => done(page(this.fulfilment!.stock, cursor))),
              orders: (window, cursor) =>
                this.#do('fulfilment.orders', { ...window, cursor }, () => done(page(this.fulfilment!.orders, cursor))),
            },
          }),
      supplies: {
        addBatch: 100,
        list: () =>
          this.#do('supplies.list', null, () => done({ items: [...this.supplies.values()].map(shape), cursor: 'end', more: false })),
        get: (id) => this.#do('supplies.get', id, () => withSupply(id, (supply) => done(shape(supply)))),
        create: (name) =>
          this.#do('supplies.create', name, () => {
            this.#made += 1;
            const id = `SUP-${this.#made}`;
            this.supplies.set(id, { id, name, orders: new Set(), closed: false, shipping: null, boxes: [] });
            return done({ id });
          }),
        add: (id, orderIds) =>
          this.#do('supplies.add', orderIds, () =>
            withSupply(id, (supply) => {
              if (orderIds.some((order) => this.misfits.has(order))) return rejected('supply-wrong-order');
              for (const order of orderIds) this.place(supply.id, order);
              return done(undefined);
            }),
          ),
        orderIds: (id) => this.#do('supplies.orderIds', id, () => withSupply(id, (supply) => done([...supply.orders]))),
        remove: (id) => this.#do('supplies.remove', id, () => (this.supplies.delete(id), done(undefined))),
        shippingPoints: () => this.#do('supplies.shippingPoints', null, () => done([])),
        setShipping: (id, shipping) =>
          this.#do('supplies.setShipping', shipping, () =>
            withSupply(id, (supply) => {
              supply.shipping = shipping;
              return done(undefined);
            }),
          ),
        deliver: (id) =>
          this.#do('supplies.deliver', id, () =>
            withSupply(id, (supply) => {
              if (supply.closed) return rejected('supply-closed');
              supply.closed = true;
              for (const order of supply.orders) this.set(order, 'handed-over', 'complete/waiting');
              return done(undefined);
            }),
          ),
        code: (id) => this.#do('supplies.code', id, () => done({ barcode: id, file: Uint8Array.of(1) })),
        addBoxes: (id, amount) =>
          this.#do('supplies.addBoxes', amount, () =>
            withSupply(id, (supply) => {
              const made = Array.from({ length: amount }, (_, index) => `BOX-${supply.boxes.length + index + 1}`);
              supply.boxes.push(...made);
              return done(made);
            }),
          ),
        boxes: (id) => this.#do('supplies.boxes', id, () => withSupply(id, (supply) => done([...supply.boxes]))),
        removeBoxes: () => this.#do('supplies.removeBoxes', null, () => done(undefined)),
        boxLabels: (_id, boxIds) =>
          this.#do('supplies.boxLabels', boxIds, () => done(boxIds.map((boxId) => ({ boxId, file: Uint8Array.of(1) })))),
        reshipment: () => this.#do('supplies.reshipment', null, () => done([])),
      },
    };
  }

  #partly(parts: ScriptedParts): Pick<ChannelClient['orders'], 'get' | 'cancelLine'> {
    return {
      get: (id) =>
        this.#do<ChannelOrder>('orders.get', id, () => {
          const order = parts.whole(id);
          return order === null ? { kind: 'rejected', problem: problem('not-found', [id]) } : { kind: 'done', value: order };
        }),
      cancelLine: (id, line, reason) =>
        this.#do<void>('orders.cancelLine', { id, line, reason }, () =>
          parts.take(id, line.sku, line.quantity)
            ? { kind: 'done', value: undefined }
            : { kind: 'rejected', problem: problem('lines-mismatch', [id]) },
        ),
    };
  }

  place(supplyId: string, orderId: string): void {
    this.supplies.get(supplyId)?.orders.add(orderId);
    this.set(orderId, 'assembling', 'confirm/waiting');
  }
}

const bare = ({ state: _state, own: _own, ...order }: MarketOrder): ChannelOrder => order;

/** A marketplace that takes orders by word, asks for marks before the label, and hands over in carriages. */
export const BY_WORD: Partial<ChannelCapabilities> = {
  confirm: 'order',
  supplies: false,
  marksDue: 'before-label',
  packages: 'orders',
  boxes: false,
  shippingPoint: false,
  singleUnitOrders: false,
};

export const scriptedChannel = (
  market: ScriptedMarket,
  over: Partial<ChannelCapabilities> = {},
  id: ChannelId = 'wildberries',
): Channel => ({
  id,
  title: 'Площадка',
  capabilities: {
    clientId: 'none',
    confirm: 'supply',
    supplies: true,
    handovers: false,
    marksDue: 'before-handover',
    packages: 'none',
    boxes: true,
    passes: false,
    reshipment: false,
    cancelOrder: true,
    cancelReasons: false,
    cancelLines: 'no',
    shippingPoint: true,
    returns: false,
    fulfilment: false,
    delivery: false,
    labelSheet: false,
    cargoUnits: false,
    marks: ['sgtin'],
    singleUnitOrders: true,
    ...over,
  },
  limits: [{ id: 'main', burst: 20, intervalMs: 200, clientErrorCost: 10 }],
  hosts: ['api.example'],
  readCredentials: () => ({
    faults: [],
    warnings: [],
    sellerId: 'seller',
    kind: 'personal',
    categories: [],
    readOnly: false,
    expiresAtMs: null,
  }),
  connect: () => market.client(),
});
