import {
  type Asked,
  bad,
  isRecord,
  isSaid,
  json,
  moscow,
  numbers,
  ok,
  paged,
  records,
  refuse,
  result,
  type Said,
  text,
  words,
} from './answers.ts';
import type { Serve } from './orders.ts';
import { GROUP, shelfOf, type Offer, type Shop, type World } from './world.ts';

const DAY_MS = 86_400_000;

/** Shops, cards, warehouses and stock: what stands around the orders. `token.read` is answered where keys are known. */
export const shop: Readonly<Record<string, Serve>> = {
  'campaigns.list': (world, asked) => {
    const page = paged(world.shops, asked.query, 100);
    if (isSaid(page)) return page;
    const campaigns = page.page.map((one) => ({
      id: one.id,
      domain: one.name,
      business: { id: world.businessId, name: world.name },
      placementType: one.placement,
      apiAvailability: one.availability,
    }));
    return json(200, { campaigns, paging: page.paging });
  },
  'offers.list': (world, asked) => {
    const wanted = isRecord(asked.body) ? words(asked.body['offerIds']) : null;
    const page = paged(
      [...world.offers.values()].filter((offer) => wanted?.includes(offer.offerId) ?? true),
      asked.query,
      100,
      true,
    );
    return isSaid(page) ? page : result({ offerMappings: page.page.map((offer) => wire(world, offer)), paging: page.paging });
  },
  'warehouses.places': (world, asked) => {
    const page = paged(own(world), asked.query, 30);
    if (isSaid(page)) return page;
    const warehouses = page.page.map((one) => ({
      id: one.warehouseId,
      name: one.warehouse,
      campaignId: one.id,
      express: one.model === 'EXPRESS',
      ...(world.grouped ? { groupInfo: GROUP } : {}),
      status: { status: 'OTHER' },
    }));
    return result({ warehouses, paging: page.paging });
  },
  'warehouses.models': (world, asked) => {
    const page = paged(world.grouped ? [] : own(world), asked.query, 30);
    if (isSaid(page)) return page;
    const warehouses = page.page.map((one) => ({
      id: one.warehouseId,
      name: one.warehouse,
      models: [{ placementType: one.model, apiAvailability: one.availability }],
    }));
    return result({ warehouses, paging: page.paging });
  },
  'stocks.write': (world, asked) => {
    const rows = records(isRecord(asked.body) ? asked.body['skuItems'] : null);
    const pairs = rows.map((row) => ({ sku: String(row['sku']), warehouseId: Number(row['partnerWarehouseId']), row }));
    const strange = pairs.find((pair) => !own(world).some((one) => one.warehouseId === pair.warehouseId));
    if (world.grouped) return bad('Method is not available for businesses with warehouse groups');
    if (strange !== undefined) return bad(`Warehouse ${String(strange.warehouseId)} is not available`);
    return write(world, pairs);
  },
  'stocks.write-group': (world, asked) => {
    const campaign = own(world).find((one) => String(one.id) === asked.holes['campaignId']);
    if (campaign === undefined) return refuse(404, 'Campaign not found');
    const warehouses = world.grouped ? own(world) : [campaign];
    const rows = records(isRecord(asked.body) ? asked.body['skus'] : null).map((row) => ({
      sku: String(row['sku']),
      row: records(row['items'])[0] ?? {},
    }));
    // One speaks for its group, the others follow.
    return write(
      world,
      rows.flatMap(({ sku, row }) => warehouses.map(({ warehouseId }) => ({ sku, warehouseId, row }))),
    );
  },
  'stocks.read': (world, asked) => {
    const body = isRecord(asked.body) ? asked.body : {};
    const warehouseId = Number(body['partnerWarehouseId']);
    if (!own(world).some((one) => one.warehouseId === warehouseId)) return bad('partnerWarehouseId is not available');
    const page = shelves(world, warehouseId, asked);
    return isSaid(page) ? page : result({ partnerWarehouseId: warehouseId, offers: page.page, paging: page.paging });
  },
  'stocks.read-campaign': (world, asked) => {
    const campaign = world.shops.find((one) => String(one.id) === asked.holes['campaignId']);
    if (campaign === undefined) return refuse(403, 'Access denied');
    const page = shelves(world, campaign.warehouseId, asked);
    return isSaid(page) ? page : result({ warehouses: [{ warehouseId: campaign.warehouseId, offers: page.page }], paging: page.paging });
  },
};

const own = (world: World): readonly Shop[] => world.shops.filter((one) => one.placement === 'FBS');

/** The whole call is refused for one row; a sku that no card has passes in silence and nothing happens. */
function write(
  world: World,
  rows: readonly { readonly sku: string; readonly warehouseId: number; readonly row: Readonly<Record<string, unknown>> }[],
): Said {
  if (rows.length === 0) return bad('skus must not be empty');
  const seen = new Set<string>();
  for (const { sku, warehouseId, row } of rows) {
    const pair = `${sku} ${String(warehouseId)}`;
    if (seen.has(pair)) return bad(`Duplicate shop-sku '${sku}' for warehouse ${String(warehouseId)}`);
    seen.add(pair);
    const atMs = row['updatedAt'] === undefined ? world.nowMs() : Date.parse(text(row['updatedAt']));
    if (!Number.isInteger(row['count']) || (row['count'] as number) < 0) return bad(`Stock for '${sku}' has wrong count`);
    if (!(atMs <= world.nowMs())) return bad(`Stock for '${sku}' should not be in the future`);
    if (atMs < world.nowMs() - DAY_MS) return bad(`Stock for '${sku}' should not be older than a day`);
  }
  for (const { sku, warehouseId, row } of rows) {
    if (!world.offers.has(sku)) continue;
    const shelf = shelfOf(world, warehouseId, sku);
    shelf.available = row['count'] as number;
    shelf.updatedAtMs = world.nowMs();
  }
  return ok();
}

function shelves(world: World, warehouseId: number, asked: Asked) {
  const wanted = isRecord(asked.body) ? words(asked.body['offerIds']) : null;
  const found = [...(world.stock.get(warehouseId) ?? [])].filter(([sku]) => wanted?.includes(sku) ?? true);
  const offers = found.map(([offerId, shelf]) => ({
    offerId,
    stocks: [
      { type: 'FIT', count: shelf.available + shelf.freeze },
      { type: 'FREEZE', count: shelf.freeze },
      { type: 'AVAILABLE', count: shelf.available },
    ],
    updatedAt: moscow(shelf.updatedAtMs),
  }));
  return wanted === null ? paged(offers, asked.query, 100, true) : { page: offers, paging: {} };
}

const wire = (world: World, offer: Offer) => ({
  offer: {
    offerId: offer.offerId,
    name: offer.name,
    vendor: offer.vendor,
    vendorCode: offer.offerId,
    barcodes: offer.barcodes,
    weightDimensions: { length: 20, width: 15, height: 10, weight: offer.weightKg },
    ...(world.trouble === 'price-missing'
      ? {}
      : { basicPrice: { value: offer.priceMinor / 100, currencyId: 'RUR', updatedAt: moscow(world.nowMs()) } }),
    cardStatus: 'HAS_CARD_CAN_NOT_UPDATE',
    campaigns: own(world).map((one) => ({ campaignId: one.id, status: 'PUBLISHED' })),
    archived: world.trouble === 'product-archived',
  },
  mapping: { marketSku: offer.marketSku, marketSkuName: offer.name },
});

export const requestedIds = (body: unknown, field: string): readonly number[] => (isRecord(body) ? (numbers(body[field]) ?? []) : []);
