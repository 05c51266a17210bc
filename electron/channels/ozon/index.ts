import type { Channel, ChannelClient, Connection } from '#electron/channels/channel.ts';

import { createCaller } from './caller.ts';
import { deliveryOf } from './delivery.ts';
import { marksOf } from './exemplars.ts';
import { fulfilmentOf } from './fulfilment.ts';
import { handoversOf } from './handovers.ts';
import { bareClientId, readKey } from './keys.ts';
import { labelsOf } from './labels.ts';
import { LIMITS } from './limits.ts';
import { FILE_HOSTS, HOST } from './operations.ts';
import { ordersOf } from './postings.ts';
import { listings } from './products.ts';
import { listReturns } from './returns.ts';
import { seller } from './seller.ts';
import { PAIR_INTERVAL_MS, readStock, STOCK_BATCH, writeStock } from './stocks.ts';
import { listWarehouses } from './warehouses.ts';

/** Ozon, the schemes FBS and rFBS: the seller's own shelves, postings of many units, handed over in carriages of a day. */
export const ozon: Channel = {
  id: 'ozon',
  title: 'Ozon',
  capabilities: {
    clientId: 'required',
    confirm: 'order',
    supplies: false,
    handovers: true,
    marksDue: 'before-label',
    packages: 'orders',
    boxes: false,
    passes: false,
    reshipment: false,
    cancelOrder: true,
    cancelReasons: true,
    cancelLines: 'before-handover',
    shippingPoint: false,
    returns: true,
    fulfilment: true,
    delivery: true,
    labelSheet: false,
    cargoUnits: true,
    marks: ['sgtin', 'uin', 'imei', 'customs', 'rnpt', 'country', 'weight'],
    singleUnitOrders: false,
  },
  limits: LIMITS,
  hosts: [HOST],
  fileHosts: FILE_HOSTS,
  readCredentials: readKey,
  connect,
};

function connect(connection: Connection): ChannelClient {
  const caller = createCaller(connection);
  const sellerId = bareClientId(connection.credentials.clientId ?? '');
  return {
    seller: () => seller(caller, sellerId),
    listings: (cursor) => listings(caller, cursor),
    warehouses: () => listWarehouses(caller),
    orders: ordersOf(caller),
    stock: {
      batch: STOCK_BATCH,
      pairIntervalMs: PAIR_INTERVAL_MS,
      write: (warehouseId, rows) => writeStock(caller, warehouseId, rows),
      read: (warehouseId, skus) => readStock(caller, warehouseId, skus),
    },
    labels: labelsOf(caller),
    marks: marksOf(caller),
    handovers: handoversOf(caller),
    returns: { list: (cursor) => listReturns(caller, cursor) },
    fulfilment: fulfilmentOf(caller),
    delivery: deliveryOf(caller),
  };
}
