import { z } from 'zod';

import type { Channel, ChannelClient, ChannelProblem, ChannelSeller, Connection } from '#electron/channels/channel.ts';

import type { Business } from './business.ts';
import { createCabinet, type Cabinet } from './cabinet.ts';
import { createCaller, type Caller } from './caller.ts';
import { fulfilmentOf } from './fulfilment.ts';
import { handoversOf } from './handovers.ts';
import { labelsOf } from './labels.ts';
import { LIMITS, PARALLEL } from './limits.ts';
import { marksOf } from './marks.ts';
import { listings } from './offers.ts';
import { FILE_HOSTS, HOST } from './operations.ts';
import { ordersOf } from './orders.ts';
import { mapped, rejected } from './outcome.ts';
import { returnsOf } from './returns.ts';
import { result, rows } from './schemas.ts';
import { stockOf } from './stocks.ts';
import { readKey } from './token.ts';
import { listWarehouses } from './warehouses.ts';

/** Yandex Market, the schemes FBS and Express: the seller's own shelves, orders of many units in boxes, handed over in first-mile shipments. */
export const yandexMarket: Channel = {
  id: 'yandex-market',
  title: 'Яндекс Маркет',
  capabilities: {
    clientId: 'optional',
    confirm: 'order',
    supplies: false,
    handovers: true,
    /**
     * Codes travel in the same message as the boxes and replace them, and nobody documents that boxes keep their numbers; after READY_TO_SHIP
     * neither changes any more, and READY_TO_SHIP waits for the codes. So a label drawn before the codes may name a box that is gone.
     */
    marksDue: 'before-label',
    packages: 'boxes',
    boxes: false,
    passes: false,
    reshipment: false,
    cancelOrder: true,
    cancelReasons: false,
    cancelLines: 'before-confirm',
    shippingPoint: false,
    returns: true,
    fulfilment: true,
    delivery: false,
    labelSheet: true,
    cargoUnits: false,
    marks: ['sgtin', 'uin', 'rnpt', 'customs', 'country'],
    singleUnitOrders: false,
  },
  limits: LIMITS,
  parallel: PARALLEL,
  hosts: [HOST],
  fileHosts: FILE_HOSTS,
  readCredentials: readKey,
  connect,
};

function connect(connection: Connection): ChannelClient {
  const caller = createCaller(connection);
  const cabinet = createCabinet(caller, connection.credentials);
  return {
    seller: () => seller(caller, cabinet),
    listings: (cursor) => listings(caller, cabinet, cursor),
    warehouses: () => listWarehouses(cabinet),
    orders: ordersOf(caller, cabinet),
    stock: stockOf(caller, cabinet),
    labels: labelsOf(caller, cabinet),
    marks: marksOf(caller, cabinet),
    handovers: handoversOf(caller, cabinet),
    returns: returnsOf(caller, cabinet),
    fulfilment: fulfilmentOf(caller, cabinet),
  };
}

const tokenAnswer = result(z.object({ apiKey: z.object({ authScopes: rows(z.string()) }) }));

/** Orders, boxes, labels and shipments; stock and cards. Reading alone is not enough for either. */
const NEEDED = ['INVENTORY_AND_ORDER_PROCESSING', 'OFFERS_AND_CARDS_MANAGEMENT'] as const;
const EVERYTHING = 'ALL_METHODS';

/** Whose cabinet it is and what the key may do. A cabinet whose shops are all switched off says why before anything else fails. */
async function seller(caller: Caller, cabinet: Cabinet): ReturnType<ChannelClient['seller']> {
  const business = await cabinet.business();
  if (business.kind !== 'done') return business;
  const closed = allClosed(business.value);
  if (closed !== null) return rejected(closed);
  const key = await caller.ask('token.read', {}, tokenAnswer);
  return mapped(key, ({ apiKey }): ChannelSeller => {
    const missingRights = apiKey.authScopes.includes(EVERYTHING) ? [] : NEEDED.filter((right) => !apiKey.authScopes.includes(right));
    return { sellerId: business.value.id, name: business.value.name, missingRights };
  });
}

function allClosed(business: Business): ChannelProblem | null {
  const own = business.campaigns.filter((shop) => shop.placement === 'FBS');
  if (own.length === 0 || own.some((shop) => shop.availability === 'AVAILABLE')) return null;
  return {
    code: 'seller-blocked',
    operation: 'campaigns.list',
    channelCode: own[0]!.availability,
    subjects: own.map((shop) => `${shop.id} ${shop.name}: ${shop.availability}`),
  };
}
