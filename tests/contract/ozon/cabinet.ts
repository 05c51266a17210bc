import type { Connection, Credentials } from '#electron/channels/channel.ts';
import { ozon } from '#electron/channels/ozon/index.ts';
import { type OperationName, OPERATIONS } from '#electron/channels/ozon/operations.ts';
import { scriptedConnection, type Line, type Sent } from '#tests/contract/channels/scripted-connection.ts';

export const NOW_MS = Date.UTC(2026, 10, 24, 9);
export const SELLER = '100500';
export const CREDENTIALS: Credentials = { token: '5b6f9c1e-0000-4000-8000-00000000a001', clientId: SELLER };

export const POSTING = {
  posting_number: '41517061-0214-1',
  order_id: 680420041,
  order_number: '41517061-0214',
  parent_posting_number: '',
  status: 'awaiting_packaging',
  substatus: 'posting_created',
  delivery_schema: 'fbs',
  delivery_method: {
    id: 1020005003107121,
    name: 'Доставка Ozon',
    warehouse_id: 1020005003107121,
    warehouse: 'Склад',
    tpl_provider_id: 24,
    tpl_provider: 'Ozon',
  },
  in_process_at: '2026-11-24T07:56:29Z',
  shipment_date: '2026-11-25T10:00:00Z',
  scanit: 'ii30525117479',
  barcodes: null,
  products: [
    { sku: 987654321, offer_id: 'Кружка-белая', name: 'Кружка белая', quantity: 2, price: { amount: '1014.0000', currency: 'RUB' } },
    { sku: 987654322, offer_id: 'Футболка-S', name: 'Футболка', quantity: 1, price: { amount: '790', currency: 'RUB' } },
  ],
  requirements: { products_requiring_mandatory_mark: ['987654322'], products_requiring_gtd: [] },
  available_actions: ['ship', 'cancel'],
  customer: null,
  addressee: null,
};

const PRODUCT = {
  id: 118597312,
  sku: 987654321,
  offer_id: 'Кружка-белая',
  name: 'Кружка белая',
  barcodes: ['4600000000015', 'OZN987654321'],
  primary_image: [],
  images: [],
  is_archived: false,
  is_autoarchived: false,
};

export const PAGE = { postings: [POSTING], cursor: '', has_next: false };
export const ANSWERS: Readonly<Partial<Record<OperationName, unknown>>> = {
  'key.roles': {
    expires_at: '2027-02-20T00:00:00Z',
    roles: [{ name: 'Admin', methods: Object.values(OPERATIONS).map(({ path }) => path) }],
  },
  'seller.info': { company: { name: 'Пример', legal_name: 'ИП Пример П. П.', inn: '500100732259' }, ratings: [], subscription: null },
  'products.list': { result: { items: [{ product_id: 118597312, offer_id: 'Кружка-белая' }], last_id: '' } },
  'products.info': { items: [PRODUCT] },
  'warehouses.list': {
    warehouses: [
      { warehouse_id: 1020005003107121, name: 'Склад', status: 'created', is_rfbs: false, pause_at: null, carriage_label_type: 'SMALL' },
    ],
    cursor: '',
    has_next: 'false',
  },
  'stocks.read': {
    products: [{ product_id: 118597312, sku: 987654321, warehouse_id: 1020005003107121, present: 7, reserved: 2, free_stock: 5 }],
    cursor: '',
    has_next: false,
  },
  'postings.unfulfilled': PAGE,
  'postings.list': PAGE,
  'postings.get': { result: { ...POSTING, status: 'awaiting_deliver', available_actions: ['label_download_small'] } },
};

/** Answers by operation: those given here first, then those of a small cabinet, then 404. */
export function cabinet(answers: Readonly<Partial<Record<string, Line | readonly Line[]>>> = {}): {
  readonly connection: Connection;
  readonly sent: readonly Sent[];
  readonly client: ReturnType<typeof ozon.connect>;
} {
  const turns = new Map<string, number>();
  const { connection, sent } = scriptedConnection(
    CREDENTIALS,
    ({ operation, method }) => {
      const name = method === 'GET' ? 'file' : operation;
      const given = answers[name];
      const turn = turns.get(name) ?? 0;
      turns.set(name, turn + 1);
      if (Array.isArray(given)) return given[Math.min(turn, given.length - 1)] as Line;
      if (given !== undefined) return given as Line;
      const body = ANSWERS[name as OperationName];
      return body === undefined ? { status: 404, body: { code: 5, message: 'not found' } } : { status: 200, body };
    },
    NOW_MS,
  );
  return { connection, sent, client: ozon.connect(connection) };
}

export const ok = (body: unknown): Line => ({ status: 200, body });
