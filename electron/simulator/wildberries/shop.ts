import type { Card } from '../catalogue.ts';
import {
  badBody,
  badParameter,
  gateway,
  ids,
  iso,
  isRecord,
  json,
  noContent,
  notFound,
  refuse,
  type SimRequest,
  type SimResponse,
  text,
  whole,
} from './answers.ts';
import { OFFICES, type Seller, type World } from './world.ts';

export type Serve = (world: World, seller: Seller, request: SimRequest, hole: string) => SimResponse;

/** Cards, warehouses, stock, passes: what stands around the orders. */
export const shop: Readonly<Record<string, Serve>> = {
  ping: (world) => json(200, { TS: new Date(world.nowMs() + 10_800_000).toISOString().replace('Z', '+03:00'), Status: 'OK' }),
  'seller.info': (_world, seller) => json(200, { name: seller.name, sid: seller.sid, tin: seller.tin, tradeMark: seller.tradeMark }),
  'cards.list': (world, seller, request) => cards(world, seller, request, false),
  'cards.trash': (world, seller, request) => cards(world, seller, request, true),
  'warehouses.list': (world, seller) =>
    json(
      200,
      seller.warehouses.map(({ id, name, officeId, cargoType, deliveryType, processingUntilMs }) => ({
        id,
        name,
        officeId,
        cargoType,
        deliveryType,
        isDeleting: false,
        isProcessing: processingUntilMs > world.nowMs(),
      })),
    ),
  offices: (_world, seller) =>
    json(
      200,
      OFFICES.map(({ district, ...office }) => ({
        ...office,
        longitude: 0,
        latitude: 0,
        cargoType: 1,
        deliveryType: 1,
        federalDistrict: district,
        selected: seller.warehouses.some((one) => one.officeId === office.id),
      })),
    ),
  'stocks.read': (_world, seller, request, hole) => {
    const shelf = shelfOf(seller, hole);
    const wanted = ids(request.body, 'chrtIds', 1000);
    if (!shelf) return notFound();
    if (!wanted) return badBody();
    return json(200, { stocks: wanted.flatMap((chrtId) => (shelf.has(chrtId) ? [{ chrtId, amount: shelf.get(chrtId) }] : [])) });
  },
  'stocks.write': writeStocks,
  'stocks.remove': (_world, seller, request, hole) => {
    const shelf = shelfOf(seller, hole);
    const wanted = ids(request.body, 'chrtIds', 1000);
    if (!shelf) return notFound();
    if (!wanted) return badBody();
    for (const chrtId of wanted) shelf.delete(chrtId);
    return noContent();
  },
  'passes.offices': () =>
    json(
      200,
      OFFICES.map(({ id, name, address }) => ({ id, name, address })),
    ),
  'passes.list': (world, seller) =>
    json(
      200,
      [...seller.passes.values()]
        .filter((pass) => pass.endsAtMs > world.nowMs())
        .map(({ endsAtMs, ...pass }) => {
          const office = OFFICES.find((one) => one.id === pass.officeId);
          return { ...pass, dateEnd: iso(endsAtMs), officeName: office?.name ?? '', officeAddress: office?.address ?? '' };
        }),
    ),
  'passes.create': (world, seller, request) => {
    const said = passOf(request.body);
    if (!said) return badBody();
    if (!OFFICES.some((one) => one.id === said.officeId)) return notFound();
    const id = world.chance.between(100_000, 999_999);
    seller.passes.set(id, { id, ...said, endsAtMs: world.nowMs() + 48 * 3_600_000 });
    return json(201, { id });
  },
  'passes.update': (_world, seller, request, hole) => {
    const pass = seller.passes.get(Number(hole));
    const said = passOf(request.body);
    if (!pass) return notFound();
    if (!said) return badBody();
    Object.assign(pass, said);
    return noContent();
  },
  'passes.remove': (_world, seller, _request, hole) => (seller.passes.delete(Number(hole)) ? noContent() : notFound()),
};

function passOf(body: unknown) {
  const firstName = text(body, 'firstName', 1, 100);
  const lastName = text(body, 'lastName', 1, 100);
  const carModel = text(body, 'carModel', 1, 100);
  const carNumber = text(body, 'carNumber', 6, 9);
  const officeId = isRecord(body) ? body['officeId'] : null;
  if (firstName === null || lastName === null || carModel === null || carNumber === null || !/^[\p{L}\d]+$/u.test(carNumber)) return null;
  return typeof officeId === 'number' ? { firstName, lastName, carModel, carNumber, officeId } : null;
}

function shelfOf(seller: Seller, hole: string): Map<number, number> | null {
  const id = whole(hole, 1, Number.MAX_SAFE_INTEGER);
  if (id === null || !seller.warehouses.some((one) => one.id === id)) return null;
  const shelf = seller.stocks.get(id) ?? new Map<number, number>();
  seller.stocks.set(id, shelf);
  return shelf;
}

/** Absolute figures by chrtId. A barcode is refused; a field with a wrong name is accepted and nothing happens, as there. */
function writeStocks(world: World, seller: Seller, request: SimRequest, hole: string): SimResponse {
  const shelf = shelfOf(seller, hole);
  const warehouse = seller.warehouses.find((one) => String(one.id) === hole);
  if (!shelf || !warehouse) return notFound();
  const rows = isRecord(request.body) ? request.body['stocks'] : undefined;
  if (rows === undefined) return noContent();
  if (!Array.isArray(rows) || rows.length > 1000 || !rows.every(isRecord)) return badBody();
  if (rows.some((row) => 'sku' in row)) return refuse(400, 'SKUUploadDisabled');
  const clash = (code: string, bad: readonly Record<string, unknown>[]) =>
    json(409, [{ code, message: code, data: bad.map((row) => ({ sku: '', chrtId: row['chrtId'], amount: row['amount'] })) }]);
  if (warehouse.processingUntilMs > world.nowMs()) return clash('StoreIsProcessing', []);
  if (warehouse.deliveryType !== 1) return clash('DeliveryTypeRestriction', rows);
  const known = rows.filter((row) => typeof row['chrtId'] === 'number');
  if (known.some((row) => typeof row['amount'] === 'number' && (row['amount'] < 0 || row['amount'] > 100_000))) return badParameter();
  const chrtIds = new Set(seller.cards.flatMap((card) => card.sizes.map((size) => size.chrtId)));
  const strange = known.filter((row) => !chrtIds.has(row['chrtId'] as number));
  if (strange.length > 0) return clash('NotFound', strange);
  for (const row of known) if (typeof row['amount'] === 'number') shelf.set(row['chrtId'] as number, row['amount']);
  return noContent();
}

function cards(world: World, seller: Seller, request: SimRequest, trash: boolean): SimResponse {
  const settings = isRecord(request.body) ? request.body['settings'] : undefined;
  const cursor = isRecord(settings) && isRecord(settings['cursor']) ? settings['cursor'] : null;
  const limit = typeof cursor?.['limit'] === 'number' ? cursor['limit'] : 10;
  if (!isRecord(settings) || limit < 1 || limit > 100)
    return json(400, { data: null, error: true, errorText: 'Некорректный запрос', additionalErrors: {} });
  const atMs = (card: Card) => (trash ? (card.trashedAtMs ?? 0) : card.updatedAtMs);
  const field = trash ? 'trashedAt' : 'updatedAt';
  const afterMs = typeof cursor?.[field] === 'string' && cursor[field] !== '' ? Date.parse(cursor[field]) : null;
  const afterId = typeof cursor?.['nmID'] === 'number' ? cursor['nmID'] : 0;
  if (Number.isNaN(afterMs)) return gateway(400, 'bad request', 'cursor', world.nowMs());
  const ascending = isRecord(settings['sort']) && settings['sort']['ascending'] === true;
  const sign = ascending ? 1 : -1;
  const order = (one: Card, other: Card) => sign * (atMs(one) - atMs(other) || one.nmId - other.nmId);
  const found = seller.cards
    .filter((card) => (card.trashedAtMs !== null) === trash)
    .filter((card) => afterMs === null || sign * (atMs(card) - afterMs || card.nmId - afterId) > 0)
    .sort(order);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return json(200, {
    cards: page.map((card) => wire(card, trash)),
    cursor: {
      [field]: last ? new Date(atMs(last)).toISOString() : afterMs === null ? '' : new Date(afterMs).toISOString(),
      nmID: last?.nmId ?? afterId,
      total: page.length,
    },
  });
}

/** A card in the bin is told with fewer fields, and with the time it was put there. */
const wire = (card: Card, trash: boolean) => ({
  nmID: card.nmId,
  subjectID: 100 + card.subject.length,
  subjectName: card.subject,
  vendorCode: card.article,
  kizMarked: card.marked,
  photos: [],
  video: '',
  wholesale: { enabled: false, quantum: 0 },
  dimensions: { length: 20, width: 15, height: 10, weightBrutto: card.weightKg, isValid: true },
  characteristics: [],
  sizes: card.sizes.map((size) => ({
    chrtID: size.chrtId,
    techSize: size.techSize,
    wbSize: size.techSize === '0' ? '' : size.techSize,
    skus: size.barcodes,
  })),
  createdAt: new Date(card.createdAtMs).toISOString(),
  ...(trash ? { trashedAt: new Date(card.trashedAtMs ?? 0).toISOString() } : liveOnly(card)),
});
const liveOnly = (card: Card) => ({
  imtID: card.nmId - 9_000_000,
  nmUUID: `0196b0d2-0000-7000-8000-${String(card.nmId).padStart(12, '0')}`,
  brand: card.brand,
  title: card.title,
  description: '',
  needKiz: card.marked,
  tags: [],
  updatedAt: new Date(card.updatedAtMs).toISOString(),
});
