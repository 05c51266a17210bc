import type { ChannelClient } from '#electron/channels/channel.ts';
import { listOrders, listSupplies } from '#electron/db/lists/orders.ts';
import type { EngineContext } from '#electron/engine/context.ts';
import type { Caller } from '#electron/engine/handlers.ts';
import { handoverHandlers } from '#electron/engine/handovers.ts';
import { orderHandlers } from '#electron/engine/orders.ts';
import { packingHandlers } from '#electron/engine/packing.ts';
import { returnHandlers } from '#electron/engine/returns.ts';
import { stockHandlers } from '#electron/engine/stock.ts';
import { supplyHandlers } from '#electron/engine/supplies.ts';
import { keepDocking, waveHandlers } from '#electron/engine/waves.ts';
import { reserveLine } from '#electron/sync/reserve-line.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import { contract, type Output, type CallName } from '#shared/contract/index.ts';
import type { ChannelCapabilities } from '#shared/domain/channel.ts';
import type { ExternalId, ListingId, LocationId, OrderId, OrderLineId, PrinterId, ProductId, StationId } from '#shared/domain/ids.ts';
import type { MarkKind } from '#shared/domain/marking.ts';
import type { OrderStatus } from '#shared/domain/order.ts';

import { openTestDatabase, TEST_NOW_MS, testId } from './database.ts';
import { FakeTime } from './fake-time.ts';

export const STATION = 'station-1' as StationId;
export const CALLER: Caller = { actor: 'packer', station: STATION, permissions: ['read', 'pack', 'stock', 'manage'] };

type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: { readonly code: string } };

/** A warehouse, a cabinet, a station with a printer, and the handlers over a real database; the printer and the network are only counted. */
export function packingRig(able: Partial<ChannelCapabilities> = {}) {
  const opened = openTestDatabase();
  const { database: db, sql, make } = opened;
  let nowMs = TEST_NOW_MS;
  let drawn = 1;
  const woken: string[] = [];
  const nudged: string[] = [];
  const told: EngineEvent[] = [];
  let client: Partial<ChannelClient> | null = null;
  const time = new FakeTime(TEST_NOW_MS);
  const capabilities = {
    clientId: 'none',
    confirm: 'supply',
    supplies: true,
    handovers: false,
    marksDue: 'before-handover',
    packages: 'none',
    boxes: true,
    passes: true,
    reshipment: true,
    cancelOrder: true,
    cancelReasons: false,
    cancelLines: 'no',
    shippingPoint: true,
    returns: false,
    fulfilment: false,
    delivery: false,
    labelSheet: false,
    cargoUnits: false,
    marks: ['sgtin', 'uin', 'imei', 'gtin', 'expiration', 'customs'],
    singleUnitOrders: true,
    ...able,
  };
  const context = {
    db,
    clock: { nowMs: () => nowMs },
    timers: time,
    random: {
      bytes: (count: number) => new Uint8Array(count).map((_, index) => (drawn = (drawn * 1_103_515_245 + 12_345 + index) % 2 ** 31) >> 16),
    },
    events: { emit: (event: EngineEvent) => db.afterCommit(() => told.push(event)) },
    printDesk: { wake: (id: string) => woken.push(id), trouble: () => null },
    sync: { nudge: (id: string, stream: string) => nudged.push(`${id} ${stream}`), client: () => client },
    channels: [{ id: 'wildberries', capabilities }],
    lists: {
      orders: (query: never, at: number) => Promise.resolve(listOrders(sql, query, at)),
      supplies: (query: never) => Promise.resolve(listSupplies(sql, query)),
    },
    // The families under test touch nothing else of the world.
  } as unknown as EngineContext;
  const handlers = {
    ...packingHandlers(context),
    ...orderHandlers(context),
    ...supplyHandlers(context),
    ...waveHandlers(context),
    ...handoverHandlers(context),
    ...returnHandlers(context),
    ...stockHandlers(context),
  } as unknown as Record<string, (input: unknown, caller: Caller) => Answer | Promise<Answer>>;

  const warehouse = make.warehouse('СК');
  const accountId = make.account();
  const externalWarehouse = make.channelWarehouse(accountId, warehouse);
  const printerId = testId() as PrinterId;
  db.write(({ print, desk }) => {
    print.savePrinter(
      {
        id: printerId,
        name: 'Стол 1',
        transport: 'virtual',
        address: '',
        language: 'zpl',
        dpi: 203,
        widthMm: 58,
        heightMm: 40,
        settings: {},
      },
      nowMs,
    );
    desk.saveStation({ id: STATION, name: 'Стол 1', printerId });
  });

  const ask = async <N extends CallName>(name: N, input: object, caller: Caller = CALLER): Promise<Output<N>> => {
    const answer = await handlers[name]!(contract[name].input.parse(input), caller);
    if (!answer.ok) throw new Error(answer.error.code);
    return contract[name].output.parse(answer.value) as Output<N>;
  };
  const refusal = async (name: CallName, input: object): Promise<string> => {
    const answer = await handlers[name]!(contract[name].input.parse(input), CALLER);
    return answer.ok ? 'ok' : answer.error.code;
  };

  return {
    ...opened,
    db,
    accountId,
    warehouse,
    externalWarehouse,
    printerId,
    woken,
    nudged,
    told,
    ask,
    refusal,
    setClient: (next: Partial<ChannelClient> | null) => (client = next),
    later: (ms: number) => (nowMs += ms),
    now: () => nowMs,
    scan: (code: string, more: { productId?: string; operationId?: string; stationId?: string } = {}) =>
      ask('packing.scan', { operationId: testId(), stationId: STATION, code, ...more }),
    /** Late orders dock and cancelled ones leave, as they do a moment after orders changed. */
    dock: async () => {
      let hear: (event: { readonly topic: string }) => void = () => undefined;
      const stop = keepDocking(context, (listener) => {
        hear = listener;
        return () => undefined;
      });
      hear({ topic: 'orders' });
      await time.advance(1000);
      stop();
    },
    /** A product with its card; returns both ids. */
    thing: (barcode: string, options: { readonly bin?: LocationId; readonly stock?: number; readonly article?: string } = {}) => {
      const productId = make.product({ barcodes: [barcode], article: options.article ?? `АРТ-${barcode}` });
      const sku = `sku-${barcode}`;
      const listingId = make.listing(accountId, { sku, productId });
      if (options.stock !== undefined && options.stock > 0) make.receive(productId, options.bin ?? warehouse, options.stock);
      return { productId, listingId, sku, barcode };
    },
    order: (thing: Sold, options: OrderOptions = {}): OrderId => {
      const id = testId() as OrderId;
      const number = options.number ?? `39${String(parseInt(id.slice(-6), 16)).padStart(8, '0')}`;
      const lines = [{ thing, quantity: options.quantity ?? 1 }, ...(options.more ?? [])].map((one, position) => ({
        id: testId() as OrderLineId,
        position,
        sku: one.thing.sku,
        article: one.thing.sku,
        name: 'Товар',
        barcodes: options.barcodes ?? [],
        listingId: one.thing.listingId,
        productId: one.thing.productId,
        quantity: one.quantity,
        marks: 'marks' in one ? (one.marks ?? null) : null,
      }));
      const status = options.status ?? 'assembling';
      const intake = make.deed('intake');
      db.write((stores) => {
        const order = {
          id,
          accountId,
          externalId: number as ExternalId,
          number,
          groupKey: options.groupKey ?? null,
          status,
          channelStatus: status,
          channelOwn: '',
          cancellable: true,
          externalWarehouseId: externalWarehouse,
          warehouseId: warehouse,
          handoverKey: options.handoverKey ?? 'kind-1',
          packFirst: options.packFirst ?? false,
          createdAtMs: options.createdAtMs ?? nowMs,
          seenAtMs: nowMs,
          shipByMs: options.shipByMs ?? null,
          priceMinor: null,
          currency: null,
          requiredMarks: options.marks ?? [],
          optionalMarks: [],
          attributes: {},
          lines,
        };
        stores.orders.insert(order);
        for (const line of lines) reserveLine(stores, intake, order, line);
        stores.ledger.record(intake, {});
        if (options.label !== false) stores.orders.storeLabel(id, labelFor(number), nowMs);
      });
      return id;
    },
    setStatus: (id: OrderId, status: OrderStatus) => {
      const deed = make.deed('cancel');
      db.write((stores) => {
        stores.orders.setStatus(id, status, { channelStatus: status, channelOwn: '', cancellable: false }, nowMs);
        if (status === 'cancelled') for (const line of stores.orders.byId(id)!.lines) stores.ledger.release(deed, line.id);
        stores.ledger.record(deed, {});
      });
    },
    jobs: (id: OrderId) => db.read.print.jobsOfOrder(id),
    outbox: () => db.read.sync.outboxList({ accountId, limit: 500 }).toSorted((a, b) => a.seq - b.seq),
  };
}

/** What a line of an order sells. */
export interface Sold {
  readonly productId: ProductId | null;
  readonly listingId: ListingId | null;
  readonly sku: string;
}

export interface OrderOptions {
  /** Pieces of the first line. */
  readonly quantity?: number;
  /** Further lines. */
  readonly more?: readonly { readonly thing: Sold; readonly quantity: number; readonly marks?: readonly MarkKind[] }[];
  readonly number?: string;
  readonly status?: OrderStatus;
  readonly marks?: readonly MarkKind[];
  readonly label?: boolean;
  /** Its label comes only after its marks. */
  readonly packFirst?: boolean;
  readonly shipByMs?: number;
  readonly createdAtMs?: number;
  readonly groupKey?: string;
  readonly handoverKey?: string;
  readonly barcodes?: readonly string[];
}

export const labelFor = (number: string) => ({
  format: 'zpl' as const,
  file: new TextEncoder().encode(`^XA^FD${number}^FS^XZ`),
  widthMm: 58,
  heightMm: 40,
  barcode: `*label-${number}`,
  caption: `${number.slice(0, 4)} ${number.slice(4)}`,
});
