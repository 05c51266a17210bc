import { randomUUID } from 'node:crypto';

import { type Ask, must, until } from './ask.ts';
import { type Catalogue, createCatalogue, type Thing } from './catalogue.ts';
import type { Simulator } from './stage.ts';

export interface DemoOptions {
  readonly seed: number;
  /** As many things as the simulator's seller has cards for. */
  readonly things?: number;
  /** Orders at once, when everything stands. */
  readonly firstOrders?: number;
  /** Buyers a minute after that. */
  readonly ordersPerMinute?: number;
}

/**
 * A working warehouse made by the engine's own calls: legal entity, cabinet, warehouse with bins, products with stock, a paper-less printer,
 * stock told to the marketplace, orders on their way. Where a cabinet is already connected, only the marketplace is told the stock again.
 */
export async function seedDemo(ask: Ask, simulator: Simulator, options: DemoOptions): Promise<void> {
  const known = (await must(ask, 'account.list', {})).rows[0];
  const accountId = known?.id ?? (await furnish(ask, simulator, options));
  await must(ask, 'sync.pushNow', { accountId });
  const shop = simulator.sellers[0];
  await until(
    'stock told to the marketplace',
    () => Promise.resolve(shop && [...shop.stocks.values()].some((shelf) => shelf.size > 20) ? true : null),
    30_000,
  );
  // A marketplace that remembers its orders needs no first ones.
  const firstOrders = (shop?.orders.size ?? 0) > 0 ? 0 : (options.firstOrders ?? 40);
  for (let count = 0; count < firstOrders; count += 1) simulator.placeOrder();
  simulator.setPace(options.ordersPerMinute ?? 2);
  await must(ask, 'order.refresh', { accountId });
}

async function furnish(ask: Ask, simulator: Simulator, options: DemoOptions): Promise<string> {
  const catalogue = createCatalogue(options.seed, simulator.nowMs(), options.things ?? 300);
  const legalEntityId = randomUUID();
  await must(ask, 'entity.save', { operationId: randomUUID(), id: legalEntityId, name: 'ООО «Учебный короб»', taxId: '7700000016' });
  const bins = await furnishWarehouse(ask, catalogue);
  await furnishProducts(ask, catalogue, bins);
  const accountId = randomUUID();
  await must(ask, 'account.connect', {
    operationId: randomUUID(),
    id: accountId,
    channel: 'wildberries',
    legalEntityId,
    name: 'Учебный кабинет',
    token: simulator.token(),
  });
  await until('cards of the cabinet', async () => {
    const { total } = await must(ask, 'listing.list', { accountId, limit: 1 });
    return total >= (simulator.sellers[0]?.cards.flatMap((card) => card.sizes).length ?? 1) ? true : null;
  });
  await must(ask, 'listing.autoMatch', { operationId: randomUUID(), accountId });
  await linkWarehouses(ask, accountId, bins.warehouseId, String(simulator.sellers[0]?.warehouses[0]?.id));
  await must(ask, 'account.setState', { operationId: randomUUID(), accountId, live: true });
  await furnishPrinter(ask);
  return accountId;
}

interface Bins {
  readonly warehouseId: string;
  readonly idOf: ReadonlyMap<string, string>;
}

async function furnishWarehouse(ask: Ask, catalogue: Catalogue): Promise<Bins> {
  const warehouseId = randomUUID();
  await must(ask, 'location.save', {
    operationId: randomUUID(),
    id: warehouseId,
    kind: 'warehouse',
    warehouseId: null,
    code: 'СКЛАД',
    name: 'Основной склад',
  });
  const idOf = new Map<string, string>();
  for (const [routeOrder, code] of catalogue.bins.entries()) {
    const id = randomUUID();
    await must(ask, 'location.save', { operationId: randomUUID(), id, kind: 'bin', warehouseId, code, name: '', routeOrder });
    idOf.set(code, id);
  }
  return { warehouseId, idOf };
}

async function furnishProducts(ask: Ask, { things }: Catalogue, bins: Bins): Promise<void> {
  const plain = things.filter((thing) => thing.parts.length === 0);
  const imported = await must(ask, 'product.importCsv', { operationId: randomUUID(), csv: csvOf(plain), warehouseId: null, dryRun: false });
  const first = imported.problems[0];
  if (first || imported.created !== plain.length)
    throw new Error(
      `import made ${String(imported.created)} of ${String(plain.length)} products: ${first?.code ?? ''} ${first?.text ?? ''}`,
    );
  const idOf = new Map<string, string>();
  for (let offset = 0; ; offset += 500) {
    const { rows } = await must(ask, 'product.list', { offset, limit: 500 });
    for (const row of rows) idOf.set(row.article, row.id);
    if (rows.length < 500) break;
  }
  for (const kit of things.filter((thing) => thing.parts.length > 0))
    await must(ask, 'product.save', {
      operationId: randomUUID(),
      id: randomUUID(),
      kind: 'kit',
      article: kit.article,
      name: kit.name,
      marked: false,
      barcodes: [...kit.barcodes],
      safetyStock: 0,
      archived: false,
      weightG: null,
      components: kit.parts.map((part) => ({ productId: find(idOf, part.article), quantity: part.quantity })),
    });
  const rows = plain
    .filter((thing) => thing.quantity > 0)
    .map((thing) => ({ productId: find(idOf, thing.article), locationId: find(bins.idOf, thing.bin), quantity: thing.quantity }));
  for (let from = 0; from < rows.length; from += 500)
    await must(ask, 'stock.receive', { operationId: randomUUID(), rows: rows.slice(from, from + 500), note: 'Первая приёмка' });
}

function find(map: ReadonlyMap<string, string>, key: string): string {
  const id = map.get(key);
  if (id === undefined) throw new Error(`nothing is known of ${key}`);
  return id;
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
/** As a seller's spreadsheet saves it: semicolons, quotes, several barcodes in one cell. */
const csvOf = (things: readonly Thing[]): string =>
  [
    'article;name;barcodes;marked',
    ...things.map((thing) => [thing.article, thing.name, thing.barcodes.join(','), thing.marked ? '1' : '0'].map(quoted).join(';')),
  ].join('\r\n');

async function linkWarehouses(ask: Ask, accountId: string, warehouseId: string, mainWarehouse: string): Promise<void> {
  const fbs = await until('warehouses of the cabinet', async () => {
    const { rows } = await must(ask, 'account.warehouses', { accountId });
    // The first of the cabinet is the one for usual goods; the list comes in the order of names.
    return rows.find((row) => row.takesStock && row.externalId === mainWarehouse) ?? null;
  });
  await must(ask, 'account.linkWarehouse', { operationId: randomUUID(), accountId, externalId: fbs.externalId, warehouseId });
  const { rows } = await must(ask, 'account.shippingPoints', { accountId, city: 'Москва' });
  const point = rows[0];
  if (!point) throw new Error('no shipping point in Moscow');
  await must(ask, 'account.setShipping', {
    operationId: randomUUID(),
    accountId,
    externalId: fbs.externalId,
    pointId: point.id,
    pointName: point.name,
    kind: 'self',
  });
}

async function furnishPrinter(ask: Ask): Promise<void> {
  const { stationId } = await must(ask, 'session.get', {});
  const id = randomUUID();
  await must(ask, 'printer.save', {
    operationId: randomUUID(),
    id,
    name: 'Учебный принтер 58×40',
    transport: 'virtual',
    address: '',
    language: 'zpl',
    dpi: 203,
    widthMm: 58,
    heightMm: 40,
    settings: {},
  });
  await must(ask, 'printer.assign', { operationId: randomUUID(), stationId, printerId: id });
}
