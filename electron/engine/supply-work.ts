import type { ChannelClient } from '#electron/channels/channel.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { SupplyRow } from '#electron/ports/supply-store.ts';
import type { OutboxCommand } from '#electron/ports/sync-store.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { ChannelCapabilities } from '#shared/domain/channel.ts';
import type { AccountId, OutboxId, SupplyId } from '#shared/domain/ids.ts';
import { fail, type Result } from '#shared/kit/result.ts';
import { uuidv7 } from '#shared/kit/uuid.ts';

import type { EngineContext } from './context.ts';
import { Refusal } from './perform.ts';

export const newIdOf = (context: EngineContext) => () => uuidv7(context.clock.nowMs(), context.random.bytes(10));

export function capabilitiesOf(context: EngineContext, stores: Stores, accountId: AccountId): ChannelCapabilities | null {
  const account = stores.catalogue.account(accountId);
  return context.channels.find((channel) => channel.id === account?.channel)?.capabilities ?? null;
}

export function supplyOf(stores: Stores, id: string): SupplyRow {
  const supply = stores.supplies.byId(id as SupplyId);
  if (supply === null || supply.state === 'removed') throw new Refusal('supply-unknown');
  return supply;
}

/** Orders, boxes and shipping may still be changed. */
export function openSupplyOf(stores: Stores, id: string): SupplyRow {
  const supply = supplyOf(stores, id);
  if (supply.state !== 'open' && supply.state !== 'creating') throw new Refusal('supply-closed');
  return supply;
}

/** Commands of one supply go out in order. `after`: another supply whose commands must be through first. */
export function tellSupply(
  context: EngineContext,
  stores: Stores,
  deed: Deed,
  supply: Pick<SupplyRow, 'id' | 'accountId'>,
  command: OutboxCommand,
  after: string = supply.id,
): void {
  stores.sync.enqueue(
    { id: newIdOf(context)() as OutboxId, accountId: supply.accountId, subject: `supply:${after}`, command, operationId: deed.id },
    deed.atMs,
  );
  context.db.afterCommit(() => context.sync.nudge(supply.accountId, 'outbox'));
}

/** The cabinet's client for a question asked now. */
export function clientOf(context: EngineContext, accountId: string): Result<ChannelClient, CallError> {
  if (context.db.read.catalogue.account(accountId as AccountId) === null) return fail({ code: 'account-unknown' });
  const client = context.sync.client(accountId as AccountId);
  return client === null
    ? fail({ code: 'channel-failed', params: { problem: 'token-refused', words: null } })
    : { ok: true, value: client };
}
