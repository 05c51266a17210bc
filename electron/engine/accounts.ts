import type { Channel, ChannelSeller, Credentials, CredentialsReading } from '#electron/channels/channel.ts';
import type { AccountRow } from '#electron/ports/catalogue-store.ts';
import type { Stores } from '#electron/ports/database.ts';
import { openCredentials, sealCredentials } from '#electron/sync/credentials.ts';
import { houseOrders } from '#electron/sync/resolve-lines.ts';
import { retell } from '#electron/sync/retell.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { Output } from '#shared/contract/index.ts';
import type { AccountId, ExternalId, LegalEntityId, LocationId } from '#shared/domain/ids.ts';
import { fail, ok, type Result } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import { dryRun } from './dry-run.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { question } from './question.ts';

type Account = Output<'account.list'>['rows'][number];

const DAY_MS = 86_400_000;
const ALARM_DAYS = 30;

/** Cabinets: keys read here and kept in the vault, warehouses linked, live pushing turned on by the owner. */
export const accountHandlers = (context: EngineContext): Handlers<'channel.list' | CallsOf<'account'>> => ({
  'channel.list': () =>
    ok({ rows: context.channels.map(({ id, title, capabilities }) => ({ id, title, capabilities: withMarks(capabilities) })) }),
  'account.list': () => ok({ rows: context.db.read.catalogue.accounts().map((row) => shown(context, row)) }),
  ...keys(context),
  ...settings(context),
  ...warehouses(context),
});

function keys(context: EngineContext): Handlers<'account.readToken' | 'account.connect' | 'account.replaceToken'> {
  const { db, clock, vault, sync, events } = context;
  return {
    'account.readToken': ({ channel, token, clientId, accountId }) => {
      const known = accountId === undefined ? null : db.read.catalogue.account(accountId as AccountId);
      return ok(tokenAnswer(readKey(context, channelOf(context, channel), credentialsOf(context, token, clientId, known), known)));
    },
    'account.connect': async (input, caller) => {
      const channel = channelOf(context, input.channel);
      const { token, clientId, ...payload } = input;
      const credentials = credentialsOf(context, token, clientId, null);
      const first = db.read.ledger.result(input.operationId as never);
      if (first !== undefined) return ok(first as { account: Account });
      if (!db.read.catalogue.entities().some((entity) => entity.id === input.legalEntityId)) return fail({ code: 'entity-unknown' });
      const checked = await checkKey(context, channel, credentials, null);
      if (!checked.ok) return checked;
      const { reading, seller } = checked.value;
      if (db.read.catalogue.accounts().some((row) => row.channel === input.channel && row.sellerId === seller.sellerId))
        return fail({ code: 'already-connected', params: { seller: seller.name } });
      vault.put(input.id, sealCredentials(credentials));
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'setup', caller, payload },
        ({ catalogue, sync: store }, deed) => {
          const row: AccountRow = {
            id: input.id as AccountId,
            channel: input.channel,
            legalEntityId: input.legalEntityId as LegalEntityId,
            name: input.name === '' ? seller.name : input.name,
            sellerId: seller.sellerId,
            baseUrl: context.simulatorUrl,
            state: 'active',
            live: false,
            autoConfirmAfterMs: null,
            ...keyFacts(reading, seller),
            createdAtMs: deed.atMs,
          };
          catalogue.saveAccount(row);
          store.moveCursor(row.id, 'key', String(deed.atMs), deed.atMs);
          return { account: shown(context, row) };
        },
      );
      if (!answer.ok) vault.remove(input.id);
      sync.reload(input.id as AccountId);
      events.emit({ topic: 'accounts', ids: [input.id] });
      events.emit({ topic: 'setup', ids: [] });
      return answer;
    },
    'account.replaceToken': async (input, caller) => {
      const id = input.accountId as AccountId;
      const known = db.read.catalogue.account(id);
      if (known === null) return fail({ code: 'account-unknown' });
      const first = db.read.ledger.result(input.operationId as never);
      if (first !== undefined) return ok(first as { account: Account });
      const credentials = credentialsOf(context, input.token, input.clientId, known);
      const checked = await checkKey(context, channelOf(context, known.channel), credentials, known);
      if (!checked.ok) return checked;
      const { reading, seller } = checked.value;
      vault.put(id, sealCredentials(credentials));
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'setup', caller, payload: { accountId: id } },
        ({ catalogue }) => {
          const row = { ...known, ...keyFacts(reading, seller) };
          catalogue.saveAccount(row);
          return { account: shown(context, row) };
        },
      );
      sync.reload(id);
      events.emit({ topic: 'accounts', ids: [id] });
      return answer;
    },
  };
}

function settings(context: EngineContext): Handlers<'account.setState' | 'account.dryRun'> {
  const { db, clock, sync, events } = context;
  return {
    'account.setState': (input, caller) => {
      const id = input.accountId as AccountId;
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'setup', caller, payload: input },
        (stores, deed) => {
          const known = accountIn(stores, id);
          const minutes = input.autoConfirmAfterMinutes;
          const row: AccountRow = {
            ...known,
            ...(input.state === undefined ? {} : { state: input.state }),
            ...(input.live === undefined ? {} : { live: input.live }),
            ...(input.name === undefined ? {} : { name: input.name }),
            ...(minutes === undefined ? {} : { autoConfirmAfterMs: minutes === null ? null : minutes * 60_000 }),
          };
          // Whatever the marketplace showed before, from now on it shows our figures; and where stock is divided, the others have less of it.
          if (row.live && !known.live) stores.sync.ensureOffers(id, deed.atMs);
          if (row.live === known.live) stores.catalogue.saveAccount(row);
          else {
            const cards = stores.allocation.cardsUnder({ accountId: id, category: null, productId: null, listingId: null });
            retell(stores, cards, deed.atMs, () => stores.catalogue.saveAccount(row));
          }
          if (row.live && !known.live) stores.sync.touchOffers({ accountId: id }, false, deed.atMs);
          return { account: shown(context, row) };
        },
      );
      if (!answer.ok) return answer;
      if (input.state !== undefined) sync.reload(id);
      for (const account of db.read.catalogue.accounts()) sync.nudge(account.id, 'stock');
      events.emit({ topic: 'accounts', ids: [id] });
      events.emit({ topic: 'sync', ids: [id] });
      return answer;
    },
    'account.dryRun': ({ accountId }) => dryRun(context, accountId as AccountId),
  };
}

function warehouses(
  context: EngineContext,
): Handlers<'account.warehouses' | 'account.linkWarehouse' | 'account.setShipping' | 'account.shippingPoints'> {
  const { db, clock, sync, events } = context;
  return {
    'account.warehouses': ({ accountId }) => {
      const id = accountId as AccountId;
      if (db.read.catalogue.account(id) === null) return fail({ code: 'account-unknown' });
      return ok({
        rows: db.read.catalogue.channelWarehouses(id).map(({ externalId, name, takesStock, busy, warehouseId, shipping }) => ({
          externalId,
          name,
          takesStock,
          busy,
          warehouseId,
          shipping,
        })),
      });
    },
    'account.linkWarehouse': (input, caller) => {
      const id = input.accountId as AccountId;
      const externalId = input.externalId as ExternalId;
      const warehouseId = input.warehouseId as LocationId | null;
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'setup', caller, payload: input },
        (stores, deed) => {
          accountIn(stores, id);
          const theirs = stores.catalogue.channelWarehouse(id, externalId);
          const ours = warehouseId === null ? null : stores.catalogue.location(warehouseId);
          if (theirs === null || (warehouseId !== null && ours?.kind !== 'warehouse')) throw new Refusal('warehouse-unknown');
          if (warehouseId !== null && !theirs.takesStock) throw new Refusal('warehouse-takes-no-stock', { name: theirs.name });
          stores.catalogue.linkChannelWarehouse(id, externalId, warehouseId);
          stores.sync.ensureOffers(id, deed.atMs);
          stores.sync.touchOffers(stores.allocation.isDividing() ? { all: true } : { accountId: id }, false, deed.atMs);
          if (warehouseId !== null) houseOrders(stores, deed, stores.sync.ordersWithoutWarehouse(id, externalId), warehouseId);
          return {};
        },
      );
      if (!answer.ok) return answer;
      sync.nudge(id, 'stock');
      for (const topic of ['accounts', 'setup', 'orders', 'stock'] as const) events.emit({ topic, ids: [] });
      return answer;
    },
    'account.setShipping': (input, caller) => {
      const id = input.accountId as AccountId;
      const answer = perform(db, clock.nowMs(), { operationId: input.operationId, kind: 'setup', caller, payload: input }, (stores) => {
        accountIn(stores, id);
        const externalId = input.externalId as ExternalId;
        if (stores.catalogue.channelWarehouse(id, externalId) === null) throw new Refusal('warehouse-unknown');
        const { pointId, pointName, kind } = input;
        stores.catalogue.setChannelWarehouseShipping(id, externalId, { pointId, pointName, kind });
        return {};
      });
      if (answer.ok) events.emit({ topic: 'accounts', ids: [id] });
      return answer;
    },
    'account.shippingPoints': async ({ accountId, city, cargoType }) => {
      const id = accountId as AccountId;
      if (db.read.catalogue.account(id) === null) return fail({ code: 'account-unknown' });
      const supplies = sync.client(id)?.supplies;
      if (supplies === undefined) return fail({ code: 'not-supported' });
      const answer = await question(context, id, () => supplies.shippingPoints({ city, cargoType }));
      return answer.ok ? ok({ rows: answer.value.map((row) => ({ ...row })) }) : answer;
    },
  };
}

function accountIn(stores: Stores, id: AccountId): AccountRow {
  const account = stores.catalogue.account(id);
  if (account === null) throw new Refusal('account-unknown');
  return account;
}

export function channelOf(context: EngineContext, id: string): Channel {
  const channel = context.channels.find((one) => one.id === id);
  if (channel === undefined) throw new Error(`No marketplace ${id} in this build`);
  return channel;
}

/** What was pasted; of a cabinet whose key is replaced, the second part stays unless another one is given. */
export function credentialsOf(context: EngineContext, token: string, clientId: string, known: AccountRow | null): Credentials {
  const secret = known === null || clientId.trim() !== '' ? null : context.vault.get(known.id);
  const second = secret === null ? clientId.trim() : (openCredentials(secret).clientId ?? '');
  return second === '' ? { token: token.trim() } : { token: token.trim(), clientId: second };
}

const keyFacts = (reading: CredentialsReading, seller: ChannelSeller) => ({
  tokenExpiresAtMs: seller.expiresAtMs ?? reading.expiresAtMs,
  tokenKind: reading.kind,
  missingRights: seller.missingRights ?? [],
});

/** The local reading, and against the cabinet it is meant for. */
function readKey(context: EngineContext, channel: Channel, credentials: Credentials, known: AccountRow | null): CredentialsReading {
  const reading = channel.readCredentials(credentials, context.clock.nowMs());
  if (known === null || reading.sellerId === null || reading.sellerId === known.sellerId) return reading;
  return { ...reading, faults: [...reading.faults, { fault: 'other-seller' }] };
}

/** First here, calling nobody; then the marketplace itself says whose key it is. */
export async function checkKey(
  context: EngineContext,
  channel: Channel,
  credentials: Credentials,
  known: AccountRow | null,
): Promise<Result<{ readonly reading: CredentialsReading; readonly seller: ChannelSeller }, CallError>> {
  const reading = readKey(context, channel, credentials, known);
  const fault = reading.faults[0];
  if (fault !== undefined) {
    const code = fault.fault === 'other-seller' ? 'other-seller' : 'token-unusable';
    return fail({ code, params: { fault: fault.fault, detail: fault.detail ?? null } });
  }
  const probe = context.sync.probe(channel, credentials, known?.baseUrl ?? context.simulatorUrl);
  const answer = await question(context, null, () => probe.seller());
  if (!answer.ok) {
    const { code, params } = answer.error;
    const refused = code === 'channel-failed' && ['token-refused', 'token-too-narrow'].includes(String(params?.['problem']));
    return refused ? fail({ code: 'token-refused', ...(params === undefined ? {} : { params }) }) : answer;
  }
  if (known !== null && answer.value.sellerId !== known.sellerId)
    return fail({ code: 'other-seller', params: { seller: answer.value.name } });
  return ok({ reading, seller: answer.value });
}

const tokenAnswer = (reading: CredentialsReading): Output<'account.readToken'> => ({
  ...reading,
  faults: reading.faults.map((one) => ({ ...one })),
  warnings: reading.warnings.map((one) => ({ ...one })),
  categories: [...reading.categories],
});

const withMarks = (capabilities: Channel['capabilities']): Account['capabilities'] => ({ ...capabilities, marks: [...capabilities.marks] });

function shown(context: EngineContext, row: AccountRow): Account {
  const channel = channelOf(context, row.channel);
  const days = row.tokenExpiresAtMs === null ? null : Math.floor((row.tokenExpiresAtMs - context.clock.nowMs()) / DAY_MS);
  return {
    id: row.id,
    channel: row.channel,
    channelTitle: channel.title,
    legalEntityId: row.legalEntityId,
    legalEntityName: context.db.read.catalogue.entities().find((entity) => entity.id === row.legalEntityId)?.name ?? '',
    name: row.name,
    sellerId: row.sellerId,
    state: row.state,
    live: row.live,
    simulated: row.baseUrl !== null,
    autoConfirmAfterMinutes: row.autoConfirmAfterMs === null ? null : Math.round(row.autoConfirmAfterMs / 60_000),
    tokenKind: row.tokenKind,
    tokenExpiresAtMs: row.tokenExpiresAtMs,
    tokenAlarmDays: days !== null && days <= ALARM_DAYS ? days : null,
    missingRights: [...row.missingRights],
    capabilities: withMarks(channel.capabilities),
  };
}
