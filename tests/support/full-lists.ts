import type { Page } from '@playwright/test';

import type { CallName, Output } from '#shared/contract/index.ts';

import type { Order } from './packing-desk.ts';

/** Has the host's answer to one call replaced: for screens whose rows the demo shows only after minutes. */
export async function answerWith<N extends CallName>(page: Page, name: N, value: Output<N>): Promise<void> {
  await page.route(`**/rpc/${name}`, (route) => route.fulfill({ json: { ok: true, value } }));
}

const AT = Date.UTC(2026, 10, 27, 12, 0);

/** A hand-over of these orders with something of everything: a lack, places, papers, parcels checked and not. */
export const fullHandover = (orders: readonly Order[]): Output<'handover.get'> => ({
  handover: {
    id: 'handover-1',
    accountId: 'account-1',
    accountName: 'Учебный кабинет с длинным названием',
    name: 'Доставка, Домашний склад',
    externalId: '21000001-75766930',
    state: 'confirmable',
    own: 'ready',
    asked: null,
    warehouseName: 'Домашний склад',
    departAtMs: AT,
    cutoffMs: AT,
    orders: orders.length,
    packed: 1,
    scanned: 1,
    toldOrders: orders.length,
    places: 2,
    attributes: {},
    problemCode: null,
    problemMessage: null,
  },
  can: { create: true, close: true, cancel: true, postpone: true, places: true, units: true, leaveOut: true },
  orders: orders.map((order, index) => ({ order: { ...order }, scannedAtMs: index === 0 ? AT : null })),
  missing: [{ what: 'orders-not-packed', orders: orders.map(({ id, number }) => ({ id, number })), blocks: false }],
  units: [],
  documents: [{ kind: 'act', stored: true, barcode: null }],
});

/** Returns that wait, one of several things, one worth a claim. */
export const fullReturns = (): Output<'return.list'> => {
  const row = (id: string, names: readonly string[]): Output<'return.list'>['rows'][number] => ({
    id,
    accountName: 'Учебный кабинет с длинным названием',
    externalId: `R-${id}`,
    orderNumber: `7576${id}`,
    orderId: null,
    kind: 'returned',
    state: 'ready-for-pickup',
    own: '',
    reason: 'Не подошёл размер, покупатель отказался при получении',
    place: 'Пункт выдачи на улице с длинным названием, дом 12, корпус 3',
    priceMinor: 129_900,
    currency: 'RUB',
    changedAtMs: AT,
    pickupBeforeMs: AT,
    claim: 'overdue',
    lines: names.map((name, index) => ({
      id: `${id}-${index}`,
      article: `KB-10${index}`,
      name,
      productId: null,
      quantity: 2,
      left: 2 - index,
    })),
  });
  const rows = [row('0001', ['Плед шерстяной, 150×200 см, Ромашково']), row('0002', ['Кружка эмалированная, белая', 'Термос, 1 л'])];
  return { rows, total: rows.length, any: true };
};
