import type { ChannelWarehouse, Outcome } from '#electron/channels/channel.ts';

import type { Cabinet } from './cabinet.ts';
import { mapped } from './outcome.ts';
import type { Place } from './places.ts';

/**
 * The seller's own warehouses. Of a group only one takes stock, the Market copies the figure to the others. A shop that is switched off
 * (ninety days without goods, no contract) says why in its attributes, before any call about it is refused.
 */
export async function listWarehouses(cabinet: Cabinet): Promise<Outcome<readonly ChannelWarehouse[]>> {
  return mapped(await cabinet.places(true), (places) => places.all.map((place) => warehouseOf(place)));
}

function warehouseOf(place: Place): ChannelWarehouse {
  const own = place.campaigns.filter((shop) => shop.placement === 'FBS');
  const closed = own.find((shop) => shop.availability !== 'AVAILABLE')?.availability ?? null;
  const open = own.some((shop) => shop.availability === 'AVAILABLE');
  return {
    id: place.id,
    name: place.name,
    takesStock: open && place.leadId === place.id,
    busy: false,
    attributes: {
      campaignId: place.campaigns.map((shop) => shop.id).join(', '),
      shop: place.campaigns.map((shop) => shop.name).join(', '),
      placement: [...new Set(place.campaigns.map((shop) => shop.placement))].join(', '),
      models: place.models.length === 0 ? null : place.models.map((one) => one.placement).join(', '),
      express: place.express,
      groupId: place.group?.id ?? null,
      group: place.group?.name ?? null,
      followsWarehouseId: place.leadId === place.id ? null : place.leadId,
      status: place.status,
      unavailable: closed,
    },
  };
}
