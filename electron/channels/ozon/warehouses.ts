import { z } from 'zod';

import type { ChannelWarehouse, Outcome } from '#electron/channels/channel.ts';

import type { Caller } from './caller.ts';
import { done } from './outcome.ts';
import { flag, id, maybe, rows } from './schemas.ts';

const PAGE = 200;
const MOST_PAGES = 50;

const warehouse = z.object({
  warehouse_id: id,
  name: maybe(z.string()),
  status: maybe(z.string()),
  is_rfbs: maybe(z.boolean()),
  is_express: maybe(z.boolean()),
  is_kgt: maybe(z.boolean()),
  is_auto_assembly: maybe(z.boolean()),
  has_entrusted_acceptance: maybe(z.boolean()),
  carriage_label_type: maybe(z.string()),
  pause_at: maybe(z.string()),
  first_mile: maybe(z.object({ type: maybe(z.string()) })),
  address_info: maybe(z.object({ address: maybe(z.string()), utc: maybe(z.string()) })),
});
const page = z.object({ warehouses: rows(warehouse), cursor: maybe(z.string()), has_next: flag });

/** Statuses in which a warehouse of the seller no longer sells, or does not sell yet; the list of them is open. */
const CLOSED: ReadonlySet<string> = new Set(['disabled', 'disabled_due_to_limit', 'blocked', 'error', 'archived', 'in_moderation', 'new']);

/** The seller's own warehouses of FBS and rFBS, `/v2/warehouse/list`. */
export async function listWarehouses(caller: Caller): Promise<Outcome<readonly ChannelWarehouse[]>> {
  const found = new Map<string, ChannelWarehouse>();
  let cursor = '';
  for (let turn = 0; turn < MOST_PAGES; turn += 1) {
    const read = await caller.ask('warehouses.list', { limit: PAGE, cursor }, page);
    if (read.kind !== 'done') return read;
    for (const one of read.value.warehouses) found.set(one.warehouse_id, warehouseOf(one));
    const next = read.value.cursor ?? '';
    if (!read.value.has_next || read.value.warehouses.length === 0 || next === '' || next === cursor) break;
    cursor = next;
  }
  return done([...found.values()]);
}

const warehouseOf = (one: z.infer<typeof warehouse>): ChannelWarehouse => ({
  id: one.warehouse_id,
  name: one.name ?? one.warehouse_id,
  takesStock: !CLOSED.has((one.status ?? '').toLowerCase()),
  busy: false,
  attributes: {
    status: one.status,
    isRfbs: one.is_rfbs === true,
    isExpress: one.is_express === true,
    isKgt: one.is_kgt === true,
    /** Ozon assembles the postings of such a warehouse by itself: they come already confirmed. */
    isAutoAssembly: one.is_auto_assembly === true,
    /** Places are counted at the hand-over only where the acceptance trusts the seller. */
    entrustedAcceptance: one.has_entrusted_acceptance === true,
    labelSize: one.carriage_label_type,
    pausedAt: one.pause_at,
    firstMile: one.first_mile?.type ?? null,
    address: one.address_info?.address ?? null,
    utc: one.address_info?.utc ?? null,
  },
});
