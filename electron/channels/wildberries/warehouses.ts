import { z } from 'zod';

import type { ChannelWarehouse, Outcome } from '#electron/channels/channel.ts';

import type { Caller } from './caller.ts';
import { mapped } from './outcome.ts';
import { id, maybe, rows } from './schemas.ts';

/** `deliveryType` of a warehouse that serves FBS; the others (DBS, DBW, pickup, EDBS) are other schemes. */
const FBS = 1;

const warehouses = rows(
  z.object({
    id,
    name: z.string(),
    officeId: maybe(id),
    cargoType: maybe(z.int()),
    deliveryType: maybe(z.int()),
    isDeleting: maybe(z.boolean()),
    isProcessing: maybe(z.boolean()),
  }),
);

/** The seller's own warehouses, `GET /api/v3/warehouses`. While one is being processed it takes no stock (minutes). */
export async function listWarehouses(caller: Caller): Promise<Outcome<readonly ChannelWarehouse[]>> {
  return mapped(await caller.ask('warehouses.list', {}, warehouses), (found) =>
    found.map((row) => ({
      id: row.id,
      name: row.name,
      takesStock: row.deliveryType === FBS && row.isDeleting !== true && row.isProcessing !== true,
      busy: row.isProcessing === true,
      attributes: { officeId: row.officeId, cargoType: row.cargoType, deliveryType: row.deliveryType, isDeleting: row.isDeleting === true },
    })),
  );
}
