import { z } from 'zod';

import { CANCEL_LINES, CHANNEL_IDS } from '#shared/domain/channel.ts';
import { MARK_KINDS } from '#shared/domain/marking.ts';
import { ROLES } from '#shared/domain/person.ts';

import { action, command, empty, id, line, operationId, PERMISSIONS, problem, query, text, timeMs } from './call.ts';
import { stationSettings } from './station.ts';

export const capabilities = z.object({
  clientId: z.enum(['required', 'optional', 'none']),
  confirm: z.enum(['supply', 'order']),
  supplies: z.boolean(),
  handovers: z.boolean(),
  marksDue: z.enum(['before-label', 'before-handover']),
  packages: z.enum(['orders', 'boxes', 'none']),
  boxes: z.boolean(),
  passes: z.boolean(),
  reshipment: z.boolean(),
  cancelOrder: z.boolean(),
  cancelReasons: z.boolean(),
  cancelLines: z.enum(CANCEL_LINES),
  shippingPoint: z.boolean(),
  returns: z.boolean(),
  fulfilment: z.boolean(),
  delivery: z.boolean(),
  labelSheet: z.boolean(),
  cargoUnits: z.boolean(),
  singleUnitOrders: z.boolean(),
  marks: z.array(z.enum(MARK_KINDS)),
});

export const tokenReading = z.object({
  faults: z.array(z.object({ fault: z.string(), detail: z.string().optional() })),
  warnings: z.array(z.object({ warning: z.string(), detail: z.string().optional() })),
  sellerId: z.string().nullable(),
  kind: z.string().nullable(),
  categories: z.array(z.string()),
  readOnly: z.boolean(),
  expiresAtMs: timeMs.nullable(),
});

export const account = z.object({
  id,
  channel: z.enum(CHANNEL_IDS),
  channelTitle: z.string(),
  legalEntityId: id,
  legalEntityName: z.string(),
  name: z.string(),
  sellerId: z.string(),
  state: z.enum(['active', 'paused']),
  live: z.boolean(),
  simulated: z.boolean(),
  autoConfirmAfterMinutes: z.int().nullable(),
  tokenKind: z.string().nullable(),
  tokenExpiresAtMs: timeMs.nullable(),
  /** Days left, only when 30, 14, 7, 1 or fewer: an alarm to show. */
  tokenAlarmDays: z.int().nullable(),
  /** Rights the key lacks, in the marketplace's own words. */
  missingRights: z.array(z.string()),
  capabilities,
});

/** The second part of the credentials where the marketplace has one; when a key is replaced, empty keeps the one that is known. */
const clientId = text(100).default('');

export const setupCalls = {
  'session.get': query({
    summary: 'What this window shows: mode, version, station',
    permission: 'read',
    input: empty,
    errors: [],
    output: z.object({
      mode: z.enum(['live', 'training', 'demo']),
      host: z.enum(['desktop', 'web']),
      version: z.string(),
      nowMs: timeMs,
      stationId: id,
      stationName: z.string(),
      permissions: z.array(z.enum(PERMISSIONS)),
      /** Who is signed in here; null: nobody, or nobody was entered as a person yet. */
      person: z.object({ id, name: z.string(), role: z.enum(ROLES) }).nullable(),
      /** People are entered and none of them is signed in here: only looking is allowed. */
      signInNeeded: z.boolean(),
      language: z.enum(['ru', 'en']),
      theme: z.enum(['system', 'light', 'dark', 'contrast']),
      sounds: z.boolean(),
      station: stationSettings,
    }),
  }),
  'setup.status': query({
    summary: 'Which steps of the first-run guide are done',
    permission: 'read',
    input: empty,
    errors: [],
    output: z.object({
      finished: z.boolean(),
      dismissed: z.boolean(),
      entity: z.boolean(),
      account: z.boolean(),
      warehouse: z.boolean(),
      linked: z.boolean(),
      matched: z.boolean(),
      stocked: z.boolean(),
      printer: z.boolean(),
      printerProven: z.boolean(),
      packedOne: z.boolean(),
      unmatchedListings: z.int(),
      listings: z.int(),
      products: z.int(),
    }),
  }),
  'setup.dismiss': action({
    summary: 'Hides the guide, or shows it again',
    permission: 'manage',
    input: z.object({ dismissed: z.boolean() }),
    output: empty,
    errors: [],
  }),
  'setting.save': action({
    summary: 'Language, theme and sounds of this installation',
    permission: 'read',
    input: z.object({
      language: z.enum(['ru', 'en']).optional(),
      theme: z.enum(['system', 'light', 'dark', 'contrast']).optional(),
      sounds: z.boolean().optional(),
    }),
    output: empty,
    errors: [],
  }),
  'entity.list': query({
    summary: 'Legal entities',
    permission: 'read',
    input: empty,
    output: z.object({ rows: z.array(z.object({ id, name: z.string(), taxId: z.string() })) }),
    errors: [],
  }),
  'entity.save': command({
    summary: 'Adds or renames a legal entity',
    permission: 'manage',
    input: z.object({ operationId, id, name: line(200), taxId: text(20) }),
    output: empty,
    errors: ['tax-id-wrong'],
  }),
  'channel.list': query({
    summary: 'Marketplaces this build knows',
    permission: 'read',
    input: empty,
    errors: [],
    output: z.object({ rows: z.array(z.object({ id: z.enum(CHANNEL_IDS), title: z.string(), capabilities })) }),
  }),
  'account.list': query({
    summary: 'Cabinets',
    permission: 'read',
    input: empty,
    output: z.object({ rows: z.array(account) }),
    errors: [],
  }),
  'account.readToken': query({
    summary: 'Reads a token on this machine and says what is wrong with it; calls nobody',
    permission: 'manage',
    input: z.object({ channel: z.enum(CHANNEL_IDS), token: z.string().max(8192), clientId, accountId: id.optional() }),
    output: tokenReading,
    errors: [],
  }),
  'account.connect': command({
    summary: 'Connects a cabinet: checks the token with the marketplace, keeps it encrypted, starts reading cards, warehouses and orders',
    permission: 'manage',
    input: z.object({
      operationId,
      id,
      channel: z.enum(CHANNEL_IDS),
      legalEntityId: id,
      name: text(100),
      token: z.string().min(1).max(8192),
      clientId,
    }),
    output: z.object({ account }),
    errors: ['token-refused', 'token-unusable', 'no-network', 'already-connected', 'entity-unknown', 'channel-failed'],
  }),
  'account.replaceToken': command({
    summary: 'A new token for a cabinet; one of another seller is refused',
    permission: 'manage',
    input: z.object({ operationId, accountId: id, token: z.string().min(1).max(8192), clientId }),
    output: z.object({ account }),
    errors: ['token-refused', 'token-unusable', 'other-seller', 'no-network', 'channel-failed', 'account-unknown'],
  }),
  'account.setState': command({
    summary: 'Pauses or resumes a cabinet; turns live pushing of stock on or off; sets automatic confirmation',
    permission: 'manage',
    input: z.object({
      operationId,
      accountId: id,
      state: z.enum(['active', 'paused']).optional(),
      live: z.boolean().optional(),
      autoConfirmAfterMinutes: z.int().min(0).max(1440).nullable().optional(),
      name: line(100).optional(),
    }),
    output: z.object({ account }),
    errors: ['account-unknown'],
  }),
  'account.dryRun': query({
    summary: 'What a live push would tell this cabinet, beside what is there now; sends nothing',
    permission: 'manage',
    input: z.object({ accountId: id }),
    output: z.object({
      readAtMs: timeMs,
      rows: z.array(
        z.object({
          listingId: id,
          sku: z.string(),
          article: z.string(),
          name: z.string(),
          externalWarehouseId: z.string(),
          live: z.int().nullable(),
          would: z.int(),
        }),
      ),
    }),
    errors: ['account-unknown', 'no-network', 'channel-failed'],
  }),
  'account.warehouses': query({
    summary: "The marketplace's warehouses of a cabinet and which of ours feeds each",
    permission: 'read',
    input: z.object({ accountId: id }),
    errors: ['account-unknown'],
    output: z.object({
      rows: z.array(
        z.object({
          externalId: z.string(),
          name: z.string(),
          takesStock: z.boolean(),
          busy: z.boolean(),
          warehouseId: id.nullable(),
          shipping: z.object({ pointId: z.string(), pointName: z.string(), kind: z.enum(['self', 'carrier']) }).nullable(),
        }),
      ),
    }),
  }),
  'account.linkWarehouse': command({
    summary: 'Says which of our warehouses feeds a warehouse of the marketplace',
    permission: 'manage',
    input: z.object({ operationId, accountId: id, externalId: z.string().max(64), warehouseId: id.nullable() }),
    output: empty,
    errors: ['account-unknown', 'warehouse-unknown', 'warehouse-takes-no-stock'],
  }),
  'account.setShipping': command({
    summary: 'Where supplies of this warehouse are brought, used for every new supply',
    permission: 'manage',
    input: z.object({
      operationId,
      accountId: id,
      externalId: z.string().max(64),
      pointId: z.string().max(64),
      pointName: text(300),
      kind: z.enum(['self', 'carrier']),
    }),
    output: empty,
    errors: ['account-unknown', 'warehouse-unknown'],
  }),
  'account.shippingPoints': query({
    summary: 'Shipping points of a city',
    permission: 'read',
    input: z.object({ accountId: id, city: line(100), cargoType: z.int().min(1).max(3).default(1) }),
    output: z.object({
      rows: z.array(z.object({ id: z.string(), name: z.string(), address: z.string(), city: z.string(), kind: z.string() })),
    }),
    errors: ['account-unknown', 'no-network', 'channel-failed', 'not-supported'],
  }),
  'token.list': query({
    summary: 'Tokens for the local HTTP API',
    permission: 'manage',
    input: empty,
    errors: [],
    output: z.object({
      rows: z.array(
        z.object({
          id,
          name: z.string(),
          permissions: z.array(z.enum(PERMISSIONS)),
          createdAtMs: timeMs,
          lastUsedAtMs: timeMs.nullable(),
          revokedAtMs: timeMs.nullable(),
        }),
      ),
    }),
  }),
  'token.create': action({
    summary: 'Makes a token; its text is shown this once',
    permission: 'manage',
    input: z.object({ name: line(100), permissions: z.array(z.enum(PERMISSIONS)).min(1) }),
    output: z.object({ id, token: z.string() }),
    errors: [],
  }),
  'token.revoke': action({
    summary: 'Revokes a token at once',
    permission: 'manage',
    input: z.object({ id }),
    output: empty,
    errors: ['token-unknown'],
  }),
  'training.start': action({
    summary: 'Opens training mode on a database of its own',
    permission: 'read',
    input: empty,
    output: z.object({ url: z.string().nullable() }),
    errors: ['not-supported'],
  }),
  'training.stop': action({
    summary: 'Back to real work',
    permission: 'read',
    input: empty,
    output: z.object({ url: z.string().nullable() }),
    errors: ['not-supported'],
  }),
} as const;

export { problem };
