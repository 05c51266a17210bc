import type { Connection } from '#electron/channels/channel.ts';
import { scriptedConnection, type Line, type Sent } from '#tests/contract/channels/scripted-connection.ts';

export const SELLER = '5b6f9c1e-0000-4000-8000-00000000a001';
export const NOW_MS = Date.UTC(2026, 10, 24, 9);

/** A key as Wildberries makes them, with a signature nobody can check here. */
export function tokenOf(claims: Readonly<Record<string, unknown>> = {}): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = { sid: SELLER, oid: 1, s: 2 ** 1 + 2 ** 4, acc: 3, for: 'self', t: false, exp: NOW_MS / 1000 + 150 * 86_400, ...claims };
  return `${part({ alg: 'ES256', typ: 'JWT' })}.${part(body)}.c2lnbmF0dXJl`;
}

export const ORDER = {
  id: 5632423,
  orderUid: '165918930_629fbc924b984618a44354475ca58675',
  article: 'Кружка-белая',
  rid: 'f884001e44e511edb8780242ac120002',
  createdAt: '2026-11-24T07:56:29Z',
  offices: ['Калуга'],
  skus: ['4600000000015'],
  warehouseId: 658434,
  officeId: 123,
  nmId: 12345678,
  chrtId: 987654321,
  price: 101400,
  convertedPrice: 101400,
  currencyCode: 643,
  convertedCurrencyCode: 643,
  cargoType: 1,
  crossBorderType: 0,
  requiredMeta: ['sgtin'],
  optionalMeta: [],
  options: { isB2B: false },
};

const ANSWERS: Readonly<Record<string, Line>> = {
  'seller.info': { status: 200, body: { name: 'ИП Пример П. П.', sid: SELLER, tin: '500100732259', tradeMark: 'Пример' } },
  'cards.list': {
    status: 200,
    body: {
      cards: [
        {
          nmID: 12345678,
          vendorCode: 'Кружка-белая',
          title: 'Кружка белая',
          needKiz: false,
          kizMarked: false,
          photos: [],
          sizes: [{ chrtID: 987654321, techSize: '0', wbSize: '', skus: ['4600000000015'] }],
        },
      ],
      cursor: { updatedAt: '2026-11-20T11:17:00.96577Z', nmID: 12345678, total: 1 },
    },
  },
  'warehouses.list': {
    status: 200,
    body: [{ id: 658434, name: 'Склад', officeId: 15, cargoType: 1, deliveryType: 1, isDeleting: false, isProcessing: false }],
  },
  'orders.new': { status: 200, body: { orders: [ORDER] } },
};

export const smallCabinet = (): { connection: Connection; sent: readonly Sent[] } =>
  scriptedConnection({ token: tokenOf() }, (request) => ANSWERS[request.operation] ?? { status: 404, body: {} }, NOW_MS);
