import { z } from 'zod';

import type { Channel, ChannelClient, Connection } from '#electron/channels/channel.ts';

import { createCaller, type Caller } from './caller.ts';
import { listings } from './cards.ts';
import { LIMITS } from './limits.ts';
import { marksOf } from './marks.ts';
import { HOSTS } from './operations.ts';
import { ordersOf } from './orders.ts';
import { mapped } from './outcome.ts';
import { passesOf } from './passes.ts';
import { maybe } from './schemas.ts';
import { labelsOf } from './stickers.ts';
import { readStock, STOCK_BATCH, writeStock } from './stocks.ts';
import { suppliesOf } from './supplies.ts';
import { readToken } from './token.ts';
import { listWarehouses } from './warehouses.ts';

/** Wildberries, the scheme FBS: the seller's own shelves, orders handed over in supplies. */
export const wildberries: Channel = {
  id: 'wildberries',
  title: 'Wildberries',
  capabilities: {
    clientId: 'none',
    confirm: 'supply',
    supplies: true,
    handovers: false,
    marksDue: 'before-handover',
    packages: 'none',
    boxes: true,
    passes: true,
    reshipment: true,
    cancelOrder: true,
    cancelReasons: false,
    cancelLines: 'no',
    shippingPoint: true,
    returns: false,
    fulfilment: false,
    delivery: false,
    labelSheet: false,
    cargoUnits: false,
    marks: ['sgtin', 'uin', 'imei', 'gtin', 'expiration', 'customs'],
    singleUnitOrders: true,
  },
  limits: LIMITS,
  hosts: Object.values(HOSTS),
  readCredentials: readToken,
  connect,
};

function connect(connection: Connection): ChannelClient {
  const caller = createCaller(connection);
  return {
    seller: () => seller(caller),
    listings: (cursor) => listings(caller, cursor),
    warehouses: () => listWarehouses(caller),
    orders: ordersOf(caller),
    stock: {
      batch: STOCK_BATCH,
      pairIntervalMs: 0,
      write: (warehouseId, rows) => writeStock(caller, warehouseId, rows),
      read: (warehouseId, skus) => readStock(caller, warehouseId, skus),
    },
    labels: labelsOf(caller),
    marks: marksOf(caller),
    supplies: suppliesOf(caller),
    passes: passesOf(caller),
  };
}

const sellerInfo = z.object({ sid: z.string().min(1), name: maybe(z.string()), tradeMark: maybe(z.string()) });

/** `GET /api/v1/seller-info`: once a minute. `sid` is the same as in the token. */
async function seller(caller: Caller): ReturnType<ChannelClient['seller']> {
  return mapped(await caller.ask('seller.info', {}, sellerInfo), (read) => ({
    sellerId: read.sid,
    name: read.name ?? read.tradeMark ?? read.sid,
  }));
}
