import type { Shipping } from '#electron/channels/channel.ts';
import type { SupplyRow } from '#electron/ports/supply-store.ts';
import type { OutboxRow } from '#electron/ports/sync-store.ts';
import type { SupplyId } from '#shared/domain/ids.ts';

import type { StreamContext } from '../context.ts';
import { done, ending, later, problemOf, type CommandWork, type Ending } from './command.ts';

/** Where, how and when a supply is brought. The marketplace may answer 200 and keep the old point: believed only when read again. */
export const supplyShipping: CommandWork<'supply.shipping'> = {
  async send(context, command, row) {
    const supply = context.ports.db.read.supplies.byId(command.supplyId as SupplyId);
    if (supply === null || supply.externalId === null) return { kind: 'rejected', problem: problemOf('not-found', row.command.kind) };
    if (supply.shipping === null || supply.state === 'delivered') return done;
    return applyShipping(context, supply, supply.shipping, row);
  },

  async settle(context, command) {
    const supply = context.ports.db.read.supplies.byId(command.supplyId as SupplyId);
    if (supply === null || supply.externalId === null || context.client.supplies === undefined || supply.shipping === null)
      return 'missing';
    const answer = await context.client.supplies.get(supply.externalId);
    if (answer.kind !== 'done') return later(context, answer);
    if (!same(answer.value.shipping, supply.shipping)) return 'missing';
    confirm(context, supply, supply.shipping);
    return 'done';
  },

  refused(context, command, problem) {
    context.ports.db.write((stores) => stores.supplies.update(command.supplyId as SupplyId, { shippingConfirmed: false, problem }));
    context.emit('supplies', [command.supplyId]);
  },
};

export async function applyShipping(context: StreamContext, supply: SupplyRow, shipping: Shipping, row: OutboxRow): Promise<Ending> {
  const client = context.client.supplies;
  if (client === undefined || supply.externalId === null) return { kind: 'rejected', problem: problemOf('not-found', row.command.kind) };
  const answer = await client.setShipping(supply.externalId, shipping);
  // Setting the same place twice is the same, so a lost answer may be asked again.
  if (answer.kind === 'unknown') return { kind: 'again', afterMs: 2000, problem: answer.problem };
  if (answer.kind !== 'done') return ending(context, answer, row);
  const seen = await client.get(supply.externalId);
  if (seen.kind !== 'done') return { kind: 'again', afterMs: 2000, problem: problemOf('timeout', row.command.kind) };
  if (!same(seen.value.shipping, shipping)) return { kind: 'rejected', problem: problemOf('shipping-unsuitable', row.command.kind) };
  confirm(context, supply, shipping);
  return done;
}

function confirm(context: StreamContext, supply: SupplyRow, shipping: Shipping): void {
  context.ports.db.write((stores) => stores.supplies.update(supply.id, { shipping, shippingConfirmed: true, problem: null }));
  context.emit('supplies', [supply.id]);
}

const same = (seen: Shipping | null, wanted: Shipping): boolean =>
  seen !== null && seen.pointId === wanted.pointId && seen.date === wanted.date && seen.kind === wanted.kind;
