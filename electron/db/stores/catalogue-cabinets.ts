import type { AccountRow, CatalogueStore } from '#electron/ports/catalogue-store.ts';
import type { ChannelId } from '#shared/domain/channel.ts';
import type { AccountId, LegalEntityId } from '#shared/domain/ids.ts';

import type { Sql } from '../sql.ts';

interface Row {
  readonly id: AccountId;
  readonly channel: ChannelId;
  readonly legal_entity_id: LegalEntityId;
  readonly name: string;
  readonly seller_id: string;
  readonly base_url: string | null;
  readonly state: 'active' | 'paused';
  readonly live: 0 | 1;
  readonly auto_confirm_after_ms: number | null;
  readonly token_expires_at_ms: number | null;
  readonly token_kind: string | null;
  readonly missing_rights_json: string;
  readonly created_at_ms: number;
}

type Progress = { products: number; listings: number; unmatchedListings: number; stocked: 0 | 1; packedOne: 0 | 1 };

/** Legal entities and their cabinets. */
export function cabinets(sql: Sql): Pick<CatalogueStore, 'entities' | 'saveEntity' | 'accounts' | 'account' | 'saveAccount' | 'progress'> {
  const columns = `SELECT id, channel, legal_entity_id, name, seller_id, base_url, state, live, auto_confirm_after_ms,
    token_expires_at_ms, token_kind, missing_rights_json, created_at_ms FROM account`;
  const all = sql.prepare<[], Row>(`${columns} ORDER BY created_at_ms, id`);
  const byId = sql.prepare<[string], Row>(`${columns} WHERE id = ?`);
  const entities = sql.prepare<[], { id: LegalEntityId; name: string; taxId: string }>(
    'SELECT id, name, tax_id AS taxId FROM legal_entity ORDER BY name, id',
  );
  const saveEntity = sql.prepare(
    `INSERT INTO legal_entity (id, name, tax_id, created_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, tax_id = excluded.tax_id`,
  );
  const save = sql.prepare(
    `INSERT INTO account (id, channel, legal_entity_id, name, seller_id, base_url, state, live, auto_confirm_after_ms,
       token_expires_at_ms, token_kind, missing_rights_json, created_at_ms)
     VALUES (@id, @channel, @legalEntityId, @name, @sellerId, @baseUrl, @state, @live, @autoConfirmAfterMs,
       @tokenExpiresAtMs, @tokenKind, @missingRights, @createdAtMs)
     ON CONFLICT (id) DO UPDATE SET legal_entity_id = excluded.legal_entity_id, name = excluded.name, base_url = excluded.base_url,
       state = excluded.state, live = excluded.live, auto_confirm_after_ms = excluded.auto_confirm_after_ms,
       token_expires_at_ms = excluded.token_expires_at_ms, token_kind = excluded.token_kind,
       missing_rights_json = excluded.missing_rights_json`,
  );
  const progress = sql.prepare<[], Progress>(
    `SELECT (SELECT count(*) FROM product WHERE archived = 0) AS products, (SELECT count(*) FROM listing WHERE archived = 0) AS listings,
       (SELECT count(*) FROM listing WHERE product_id IS NULL AND archived = 0) AS unmatchedListings,
       EXISTS (SELECT 1 FROM movement) AS stocked, EXISTS (SELECT 1 FROM orders WHERE packed_at_ms IS NOT NULL) AS packedOne`,
  );
  return {
    entities: () => entities.all(),
    saveEntity: (entity, atMs) => void saveEntity.run(entity.id, entity.name, entity.taxId, atMs),
    accounts: () => all.all().map(shape),
    account: (id) => {
      const row = byId.get(id);
      return row === undefined ? null : shape(row);
    },
    saveAccount: (account) =>
      void save.run({ ...account, live: account.live ? 1 : 0, missingRights: JSON.stringify(account.missingRights) }),
    progress: () => {
      const row = progress.get()!;
      return { ...row, stocked: row.stocked === 1, packedOne: row.packedOne === 1 };
    },
  };
}

const shape = (row: Row): AccountRow => ({
  id: row.id,
  channel: row.channel,
  legalEntityId: row.legal_entity_id,
  name: row.name,
  sellerId: row.seller_id,
  baseUrl: row.base_url,
  state: row.state,
  live: row.live === 1,
  autoConfirmAfterMs: row.auto_confirm_after_ms,
  tokenExpiresAtMs: row.token_expires_at_ms,
  tokenKind: row.token_kind,
  missingRights: JSON.parse(row.missing_rights_json) as string[],
  createdAtMs: row.created_at_ms,
});
