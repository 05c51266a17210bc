import { ozon } from '#electron/channels/ozon/index.ts';
import { createOzonWorld, type OzonWorld } from '#electron/simulator/ozon/world.ts';
import { stringifyJson } from '#shared/kit/json.ts';

import { parcelDesk } from './parcel-desk.ts';
import { syncRig } from './sync-rig.ts';

type Product = OzonWorld['cabinet']['products'][number];

/** The sync loop and a packing desk with the real client of Ozon against Ozon in miniature: one clock, two plain things and a marked one on the shelf. */
export async function ozonRig(seed: number) {
  const rig = syncRig({ stock: 0 });
  const world = createOzonWorld({ seed, nowMs: () => rig.time.nowMs(), limits: false, things: 60 });
  const client = ozon.connect({
    credentials: world.credentials(),
    baseUrl: 'http://127.0.0.1',
    nowMs: () => world.nowMs(),
    send: (request) => {
      const url = new URL(request.url);
      const [, host = '', path = '/'] = /^\/([^/]+)(\/.*)$/u.exec(url.pathname) ?? [];
      const body: unknown = request.body === undefined ? undefined : JSON.parse(stringifyJson(request.body));
      const handled = world.handle({ method: request.method, host, path, query: url.searchParams, headers: request.headers ?? {}, body });
      if (handled.kind === 'cut') return Promise.resolve({ kind: 'no-answer', sent: true, cause: 'reset' } as const);
      const { status, headers = {}, body: said } = handled.response;
      const bytes = said instanceof Uint8Array ? said : new TextEncoder().encode(said === undefined ? '' : JSON.stringify(said));
      return Promise.resolve({ kind: 'answer', status, headers, body: bytes } as const);
    },
  });
  // The cabinet of the rig is one of another marketplace: what is asked of is the client alone.
  Object.assign(rig.ports, { channels: [{ ...ozon, id: 'wildberries', connect: () => client }] });
  rig.restart();
  const warehouseId = world.cabinet.warehouses[0]!.id;
  rig.make.channelWarehouse(rig.accountId, rig.warehouse, String(warehouseId));
  const plain = world.cabinet.products.filter((one) => !one.marked && !one.archived).slice(0, 2);
  const marked = world.cabinet.products.find((one) => one.marked && !one.archived)!;
  const products = new Map<Product, ReturnType<typeof rig.make.product>>();
  for (const one of [...plain, marked]) {
    const productId = rig.make.product({ article: one.offerId, barcodes: [...one.barcodes] });
    rig.make.receive(productId, rig.warehouse, 9);
    rig.make.listing(rig.accountId, { sku: String(one.sku), productId });
    products.set(one, productId);
    const told = { sku: String(one.sku), cardId: String(one.productId), quantity: 9 };
    const written = await client.stock.write(String(warehouseId), [told]);
    if (written.kind !== 'done') throw new Error(JSON.stringify(written));
  }
  const desk = parcelDesk(rig);
  return {
    ...rig,
    rig,
    world,
    client,
    desk,
    plain: plain[0]!,
    other: plain[1]!,
    marked,
    stockOf: (product: Product) => rig.db.read.ledger.stock([products.get(product)!])[0]!,
    units: (id: string) => Object.fromEntries(rig.order(id).lines.map((line) => [line.sku, line.quantity])),
    placed: async (lines: readonly { readonly product: Product; readonly quantity: number }[]) => {
      const posting = world.placeOrder({ lines: lines.map(({ product, quantity }) => ({ offerId: product.offerId, quantity })) })!;
      await rig.run(20_000);
      return posting.number;
    },
  };
}
