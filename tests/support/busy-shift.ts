import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import path from 'node:path';

import type { ChannelOrder } from '#electron/channels/channel.ts';
import { createInlineLists } from '#electron/db/lists/lists.ts';
import { openDatabase } from '#electron/db/open.ts';
import { createEngine } from '#electron/engine/engine.ts';
import type { Caller } from '#electron/engine/handlers.ts';
import { systemClock, systemTimers } from '#electron/node/clock.ts';
import { systemRandom } from '#electron/node/random.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import { createPrintDesk } from '#electron/printing/desk.ts';
import { zpl } from '#electron/printing/languages/zpl.ts';
import { tcpTransport } from '#electron/printing/transports/tcp.ts';
import { takeOrders } from '#electron/sync/intake.ts';
import { PERMISSIONS } from '#shared/contract/call.ts';
import type { CallName, Input } from '#shared/contract/index.ts';
import type {
  AccountId,
  ExternalId,
  LegalEntityId,
  ListingId,
  LocationId,
  OperationId,
  PrinterId,
  ProductId,
  StationId,
} from '#shared/domain/ids.ts';

import { seeded } from './fake-time.ts';
import { idlePorts } from './idle-ports.ts';

/**
 * A shift without end on a file, a printer and a seed: orders come, are packed by scans, undone, goods are received and counted.
 * Every answer that was given is told at once as a line `ack <operation id>`; the parent kills the process whenever it likes.
 * Arguments: database file, printer address, seed.
 */
const [, , file = '', printerAddress = '', seed = '1'] = process.argv;
const chance = seeded(Number(seed));
const caller: Caller = { actor: 'packer', station: 'station-1', permissions: PERMISSIONS };
const ACCOUNT = 'account-1' as AccountId;
const WAREHOUSE = 'warehouse-1' as LocationId;
const THINGS = Array.from({ length: 12 }, (_, index) => ({
  id: `product-${index}` as ProductId,
  sku: `sku-${index}`,
  barcode: `46000000000${String(index).padStart(2, '0')}`,
}));

const opened = openDatabase({ file, nowMs: () => Date.now() });
if (!opened.ok) {
  writeSync(1, `refused ${opened.error.code}\n`);
  process.exit(1);
}
const { database: db, sql, upkeep } = opened.value;
const engine = createEngine({
  db,
  lists: createInlineLists(sql),
  upkeep,
  clock: systemClock,
  timers: systemTimers,
  random: systemRandom,
  log: { write: (level, event, details) => void (level === 'error' && writeSync(2, `${event} ${JSON.stringify(details)}\n`)) },
  http: { send: () => Promise.resolve({ kind: 'no-answer', sent: false, cause: 'refused', detail: '' }) },
  vault: { get: () => null, put: () => undefined, remove: () => undefined },
  ...idlePorts('live'),
  channels: [],
  openPrintDesk: (events) =>
    createPrintDesk({
      db,
      events,
      clock: systemClock,
      timers: systemTimers,
      log: { write: () => undefined },
      transports: [tcpTransport(systemTimers)],
      languages: [zpl],
      resourcesDir: path.resolve(import.meta.dirname, '../../resources'),
      redrawable: [],
    }),
  checkAnswers: false,
  simulatorUrl: null,
});
furnish();
engine.start();
// Sockets get their turn between two steps, as they do in a host.
for (;;) {
  await step();
  await new Promise((resolve) => setImmediate(resolve));
}

async function step(): Promise<void> {
  const thing = THINGS[Math.floor(chance() * THINGS.length)]!;
  const kind = chance();
  if (kind < 0.42) order(thing);
  else if (kind < 0.84) await act('packing.scan', { stationId: 'station-1', code: thing.barcode });
  else if (kind < 0.89) await act('packing.undo', { stationId: 'station-1', orderId: null });
  else if (kind < 0.95) await act('stock.receive', { rows: [{ productId: thing.id, locationId: WAREHOUSE, quantity: 3 }] });
  else await act('stock.count', { rows: [{ productId: thing.id, locationId: WAREHOUSE, counted: Math.floor(chance() * 12) }] });
}

async function act<N extends CallName>(name: N, input: Omit<Input<N>, 'operationId'>): Promise<void> {
  const operationId = randomUUID();
  const answer = await engine.ask(name, { ...input, operationId } as Input<N>, caller);
  if (answer.ok) writeSync(1, `ack ${operationId}\n`);
}

/** As the sync loop takes it in: already confirmed, its label stored. */
function order(thing: (typeof THINGS)[number]): void {
  const id = randomUUID();
  const deed: Deed = { id: id as OperationId, kind: 'intake', actor: 'sync', station: 'sync', atMs: Date.now(), payload: {} };
  const seen: ChannelOrder = {
    id,
    number: id.slice(0, 8),
    groupKey: null,
    warehouseId: '700',
    createdAtMs: Date.now(),
    shipByMs: null,
    status: { id, status: 'assembling', own: 'confirm', cancellable: true },
    supplyId: null,
    price: null,
    lines: [{ sku: thing.sku, article: thing.sku, name: thing.sku, barcodes: [thing.barcode], quantity: 1 }],
    requiredMarks: [],
    optionalMarks: [],
    handoverKey: 'kind-1',
    attributes: {},
  };
  db.write((stores) => {
    const { inserted } = takeOrders(stores, ACCOUNT, 'fresh', [seen], deed, randomUUID);
    const file_ = new TextEncoder().encode(`^XA^FO20,20^FDORDER-${inserted[0]!}^FS^XZ`);
    stores.orders.storeLabel(
      inserted[0]!,
      { format: 'zpl', file: file_, widthMm: 58, heightMm: 40, barcode: id, caption: id.slice(0, 4) },
      deed.atMs,
    );
    stores.ledger.record(deed, {});
  });
  writeSync(1, `ack ${id}\n`);
}

function furnish(): void {
  if (db.read.catalogue.accounts().length > 0) return;
  const atMs = Date.now();
  db.write(({ catalogue, desk, print }) => {
    catalogue.saveEntity({ id: 'entity-1' as LegalEntityId, name: 'ООО «Проба»', taxId: '' }, atMs);
    catalogue.saveAccount({
      id: ACCOUNT,
      channel: 'wildberries',
      legalEntityId: 'entity-1' as LegalEntityId,
      name: 'Проба',
      sellerId: 'seller-1',
      baseUrl: null,
      state: 'paused',
      live: false,
      autoConfirmAfterMs: null,
      tokenExpiresAtMs: null,
      tokenKind: null,
      missingRights: [],
      createdAtMs: atMs,
    });
    catalogue.saveLocation({
      id: WAREHOUSE,
      kind: 'warehouse',
      warehouseId: WAREHOUSE,
      code: 'СКЛАД',
      name: 'Склад',
      routeOrder: 0,
      archived: false,
    });
    catalogue.upsertChannelWarehouses(ACCOUNT, [{ id: '700', name: 'Площадка', takesStock: true, busy: false, attributes: {} }], atMs);
    catalogue.linkChannelWarehouse(ACCOUNT, '700' as ExternalId, WAREHOUSE);
    for (const { id, sku, barcode } of THINGS) {
      catalogue.saveProduct(
        {
          id,
          kind: 'product',
          article: sku,
          name: sku,
          marked: false,
          weightG: null,
          safetyStock: 0,
          archived: false,
          barcodes: [barcode],
          components: [],
        },
        atMs,
      );
      catalogue.upsertListings(
        ACCOUNT,
        [
          {
            id: `listing-${sku}` as ListingId,
            sku,
            cardId: sku,
            article: sku,
            name: sku,
            size: null,
            barcodes: [barcode],
            marked: false,
            photoUrl: null,
            archived: false,
          },
        ],
        atMs,
      );
      catalogue.match(`listing-${sku}` as ListingId, id, 1, 'barcode');
    }
    print.savePrinter(
      {
        id: 'printer-1' as PrinterId,
        name: 'Стол',
        transport: 'tcp',
        address: printerAddress,
        language: 'zpl',
        dpi: 203,
        widthMm: 58,
        heightMm: 40,
        settings: {},
      },
      atMs,
    );
    desk.saveStation({ id: 'station-1' as StationId, name: 'Стол', printerId: 'printer-1' as PrinterId });
  });
}
