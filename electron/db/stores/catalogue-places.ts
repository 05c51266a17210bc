import type { CatalogueStore, ChannelWarehouseRow, LocationRow } from '#electron/ports/catalogue-store.ts';
import type { AccountId, ExternalId, LocationId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';

/** Our warehouses and bins, and the marketplaces' warehouses that they feed. */
export const places = (sql: Sql): ReturnType<typeof locations> & ReturnType<typeof channelWarehouses> => ({
  ...locations(sql),
  ...channelWarehouses(sql),
});

function locations(sql: Sql): Pick<CatalogueStore, 'location' | 'locations' | 'locationByCode' | 'saveLocation' | 'locationHolds'> {
  type Row = Omit<LocationRow, 'archived'> & { readonly archived: 0 | 1 };
  const columns = `SELECT id, kind, warehouse_id AS warehouseId, code, name, route_order AS routeOrder, archived
    FROM location WHERE kind IN ('warehouse', 'bin')`;
  const byId = sql.prepare<[string], Row>(`${columns} AND id = ?`);
  const byCode = sql.prepare<[string, string], Row>(`${columns} AND warehouse_id = ? AND code = ?`);
  const all = sql.prepare<[], Row>(`${columns} ORDER BY kind = 'bin', warehouse_id, route_order, code`);
  const save = sql.prepare(
    `INSERT INTO location (id, kind, warehouse_id, code, name, route_order, archived)
     VALUES (@id, @kind, @warehouseId, @code, @name, @routeOrder, @archived)
     ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, route_order = excluded.route_order,
       archived = excluded.archived`,
  );
  const holds = sql.prepare<[string, string], { found: 1 }>(
    `SELECT 1 AS found FROM location l JOIN balance b ON b.location_id = l.id AND b.on_hand > 0
     WHERE l.id = ? OR l.warehouse_id = ? LIMIT 1`,
  );
  const shape = (row: Row): LocationRow => ({ ...row, archived: row.archived === 1 });
  const one = (row: Row | undefined): LocationRow | null => (row === undefined ? null : shape(row));
  return {
    location: (id) => one(byId.get(id)),
    locationByCode: (warehouseId, code) => one(byCode.get(warehouseId, code)),
    locationHolds: (id) => holds.get(id, id) !== undefined,
    locations: () => all.all().map(shape),
    saveLocation: (location) => void save.run({ ...location, archived: location.archived ? 1 : 0 }),
  };
}

type ChannelWarehouses = Pick<
  CatalogueStore,
  'channelWarehouses' | 'channelWarehouse' | 'upsertChannelWarehouses' | 'linkChannelWarehouse' | 'setChannelWarehouseShipping'
>;

function channelWarehouses(sql: Sql): ChannelWarehouses {
  type Row = {
    account_id: AccountId;
    external_id: ExternalId;
    name: string;
    takes_stock: 0 | 1;
    busy: 0 | 1;
    attributes_json: string;
    warehouse_id: LocationId | null;
    shipping_json: string | null;
  };
  const columns = `SELECT account_id, external_id, name, takes_stock, busy, attributes_json, warehouse_id, shipping_json
    FROM channel_warehouse WHERE account_id = ?`;
  const all = sql.prepare<[string], Row>(`${columns} ORDER BY name, external_id`);
  const one = sql.prepare<[string, string], Row>(`${columns} AND external_id = ?`);
  const upsert = sql.prepare(
    `INSERT INTO channel_warehouse (account_id, external_id, name, takes_stock, busy, attributes_json, seen_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET name = excluded.name, takes_stock = excluded.takes_stock, busy = excluded.busy,
       attributes_json = excluded.attributes_json, seen_at_ms = excluded.seen_at_ms`,
  );
  const link = sql.prepare('UPDATE channel_warehouse SET warehouse_id = ? WHERE account_id = ? AND external_id = ?');
  const setShipping = sql.prepare('UPDATE channel_warehouse SET shipping_json = ? WHERE account_id = ? AND external_id = ?');
  const shape = (row: Row): ChannelWarehouseRow => ({
    accountId: row.account_id,
    externalId: row.external_id,
    name: row.name,
    takesStock: row.takes_stock === 1,
    busy: row.busy === 1,
    attributes: JSON.parse(row.attributes_json) as ChannelWarehouseRow['attributes'],
    warehouseId: row.warehouse_id,
    shipping: row.shipping_json === null ? null : (JSON.parse(row.shipping_json) as ChannelWarehouseRow['shipping']),
  });
  return {
    channelWarehouses: (accountId) => all.all(accountId).map(shape),
    channelWarehouse: (accountId, externalId) => {
      const row = one.get(accountId, externalId);
      return row === undefined ? null : shape(row);
    },
    upsertChannelWarehouses: (accountId, warehouses, atMs) => {
      for (const { id, name, takesStock, busy, attributes } of warehouses)
        upsert.run(accountId, id, name, takesStock ? 1 : 0, busy ? 1 : 0, JSON.stringify(attributes), atMs);
    },
    linkChannelWarehouse: (accountId, externalId, warehouseId) => void link.run(warehouseId, accountId, externalId),
    setChannelWarehouseShipping: (accountId, externalId, shipping) =>
      void setShipping.run(shipping === null ? null : JSON.stringify(shipping), accountId, externalId),
  };
}
