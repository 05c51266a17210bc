import type { SupplyId } from '#shared/domain/ids.ts';

import { takeSupplies } from '../streams/supplies.ts';
import { done, ending, later, problemOf, type CommandWork } from './command.ts';

/** Pages of the list read in one go while looking for a name; the cursor is kept, so the search goes on where it stopped. */
const PAGES = 20;

/** Not idempotent at the marketplace: an unanswered «create» is looked for by the UUID in its name, never sent again blindly. */
export const supplyCreate: CommandWork<'supply.create'> = {
  async send(context, command, row) {
    const supply = context.ports.db.read.supplies.byId(command.supplyId as SupplyId);
    const { supplies } = context.client;
    if (supply === null || supplies === undefined) return { kind: 'rejected', problem: problemOf('not-found', row.command.kind) };
    if (supply.externalId !== null || supply.state === 'removed') return done;
    const answer = await supplies.create(supply.name);
    if (answer.kind !== 'done') return ending(context, answer, row);
    context.ports.db.write((stores) =>
      stores.supplies.update(supply.id, {
        externalId: answer.value.id as NonNullable<typeof supply.externalId>,
        state: 'open',
        problem: null,
      }),
    );
    context.emit('supplies', [supply.id]);
    return done;
  },

  async settle(context, command) {
    const id = command.supplyId as SupplyId;
    const { supplies } = context.client;
    if (supplies === undefined) return 'missing';
    for (let page = 0; page < PAGES; page += 1) {
      if (context.ports.db.read.supplies.byId(id)?.externalId !== null) return 'done';
      const answer = await supplies.list(context.ports.db.read.sync.cursor(context.accountId, 'supplies'));
      if (answer.kind !== 'done') return later(context, answer);
      takeSupplies(context, answer.value.items, answer.value.cursor);
      if (!answer.value.more) return context.ports.db.read.supplies.byId(id)?.externalId === null ? 'missing' : 'done';
    }
    return { afterMs: 1000 };
  },
};
