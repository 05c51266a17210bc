import type { Connection } from '#electron/channels/channel.ts';
import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import { scriptedConnection, type Line, type Sent } from '#tests/contract/channels/scripted-connection.ts';

export const BUSINESS = '900100';
export const SHOP = '7001';
export const FBY_SHOP = '7002';
export const WAREHOUSE = '55501';
export const NOW_MS = Date.UTC(2026, 10, 24, 9);
export const KEY = 'ACMA:KorobKorobKorobKorobKorob000000000000:0a1b2c3d';
export const ORDER_ID = '41000001';
/** Beyond 2^53 on purpose: numbers of orders are int64. */
export const LONG_ID = '9007199254740993';

/** The smallest order `v1 orders` gives, PROCESSING/STARTED, two mugs and a towel. */
export const orderOf = (more: Readonly<Record<string, unknown>> = {}) => ({
  orderId: Number(ORDER_ID),
  campaignId: Number(SHOP),
  programType: 'FBS',
  status: 'PROCESSING',
  substatus: 'STARTED',
  creationDate: '2026-11-24T10:00:00+03:00',
  updateDate: '2026-11-24T10:05:00+03:00',
  paymentType: 'PREPAID',
  paymentMethod: 'YANDEX',
  fake: false,
  buyerType: 'PERSON',
  items: [lineOf({}), lineOf({ id: 12, offerId: 'ПОЛОТЕНЦЕ', offerName: 'Полотенце', count: 1 })],
  prices: { payment: { value: 1530.5, currencyId: 'RUR' } },
  delivery: {
    type: 'DELIVERY',
    serviceName: 'Доставка',
    deliveryServiceId: 1,
    warehouseId: 'моё',
    deliveryPartnerType: 'YANDEX_MARKET',
    dates: { fromDate: '2026-11-27' },
    shipment: { id: 88001, shipmentDate: '2026-11-25' },
  },
  ...more,
});

export const lineOf = (more: Readonly<Record<string, unknown>>) => ({ id: 11, offerId: '0557722', offerName: 'Кружка', count: 2, ...more });

export const boxOf = (barcode: string, items: readonly unknown[]) => ({ boxId: 501, barcode, items });

export const page = (orders: readonly unknown[]): Line => ({ status: 200, body: { orders, paging: {} } });

export const PLACES = {
  status: 'OK',
  result: { warehouses: [{ id: Number(WAREHOUSE), name: 'Склад', campaignId: Number(SHOP), express: false }], paging: {} },
};
const CAMPAIGN = { domain: 'Пример', business: { id: Number(BUSINESS), name: 'ИП Пример П. П.' }, apiAvailability: 'AVAILABLE' };

/** Answers of a small healthy cabinet; a test says only what is different. */
export const ANSWERS: Readonly<Record<string, Line>> = {
  'campaigns.list': {
    status: 200,
    headers: { date: new Date(NOW_MS).toUTCString() },
    body: {
      campaigns: [
        { ...CAMPAIGN, id: Number(SHOP), placementType: 'FBS' },
        { ...CAMPAIGN, id: Number(FBY_SHOP), placementType: 'FBY' },
      ],
      paging: {},
    },
  },
  'token.read': { status: 200, body: { status: 'OK', result: { apiKey: { name: 'Короб', authScopes: ['ALL_METHODS'] } } } },
  'offers.list': {
    status: 200,
    body: {
      status: 'OK',
      result: {
        offerMappings: [{ offer: { offerId: '0557722', name: 'Кружка', barcodes: ['4600000000015'] }, mapping: { marketSku: 101 } }],
        paging: {},
      },
    },
  },
  'warehouses.places': { status: 200, body: PLACES },
  'warehouses.models': {
    status: 200,
    body: {
      status: 'OK',
      result: {
        warehouses: [{ id: Number(WAREHOUSE), name: 'Склад', models: [{ placementType: 'FBS', apiAvailability: 'AVAILABLE' }] }],
        paging: {},
      },
    },
  },
  'orders.list': page([orderOf()]),
  'orders.boxes': { status: 200, body: { status: 'OK', result: { boxes: [{ boxId: 501, items: [{ id: 11, fullCount: 2 }] }] } } },
  'orders.remove': { status: 200, body: { status: 'OK', result: { boxes: [{ boxId: 501, items: [{ id: 11, fullCount: 1 }] }] } } },
  'orders.ready': {
    status: 200,
    body: { order: { id: Number(ORDER_ID), status: 'PROCESSING', substatus: 'READY_TO_SHIP', creationDate: '24-11-2026 10:00:00' } },
  },
  'orders.cancel': { status: 200, body: { order: { id: Number(ORDER_ID), status: 'CANCELLED', substatus: 'SHOP_FAILED' } } },
  'stocks.write': { status: 200, body: { status: 'OK' } },
  'stocks.write-group': { status: 200, body: { status: 'OK' } },
};

export interface Scripted {
  readonly connection: Connection;
  readonly sent: readonly Sent[];
}

/** A cabinet that answers as `ANSWERS` do, but for what `other` says first. */
export function cabinetOf(
  other: (request: Sent, index: number) => Line | undefined = () => undefined,
  credentials: Connection['credentials'] = { token: KEY },
): Scripted {
  return scriptedConnection(
    credentials,
    (request, index) =>
      other(request, index) ??
      ANSWERS[request.operation] ?? {
        status: 404,
        body: { status: 'ERROR', errors: [{ code: 'NOT_FOUND', message: 'nobody scripted it' }] },
      },
    NOW_MS,
  );
}

/** Operations of the requests sent, the cabinet's own reading left out. */
export const deeds = (sent: readonly Sent[]): readonly string[] =>
  sent.map((one) => one.operation).filter((name) => !['campaigns.list', 'warehouses.places', 'warehouses.models'].includes(name));

/** A no in the Market’s own shape. */
export const refusal = (message: string, status = 400) => ({
  status,
  body: { status: 'ERROR', errors: [{ code: 'BAD_REQUEST', message }] },
});
export const clientOf = (other?: (request: Sent, index: number) => Line | undefined) => {
  const { connection, sent } = cabinetOf(other);
  return { client: yandexMarket.connect(connection), sent };
};
/** One operation answers differently, in turn; the last answer stays. */
export const answering = (operation: string, ...lines: Line[]) => {
  let turn = 0;
  return clientOf((request) => (request.operation === operation ? lines[Math.min(turn++, lines.length - 1)] : undefined));
};
