import type { SupplyId } from '#shared/domain/ids.ts';

import type { StreamContext } from '../context.ts';
import { done, ending, later, problemOf, type CommandWork } from './command.ts';

/** New boxes are not idempotent: after silence they are counted, and asked for again only when the count did not grow. */
export const boxesAdd: CommandWork<'supply.boxes.add'> = {
  async send(context, command, row) {
    const target = targetOf(context, command.supplyId);
    if (target === null) return { kind: 'rejected', problem: problemOf('not-found', row.command.kind) };
    const answer = await target.client.addBoxes(target.externalId, command.amount);
    if (answer.kind !== 'done') return ending(context, answer, row);
    await takeBoxes(context, target, [...context.ports.db.read.supplies.boxes(target.id).map((box) => box.externalId), ...answer.value]);
    return done;
  },
  async settle(context, command) {
    const target = targetOf(context, command.supplyId);
    if (target === null) return 'missing';
    const known = context.ports.db.read.supplies.boxes(target.id).length;
    const answer = await target.client.boxes(target.externalId);
    if (answer.kind !== 'done') return later(context, answer);
    await takeBoxes(context, target, answer.value);
    return answer.value.length >= known + command.amount ? 'done' : 'missing';
  },
};

export const boxesRemove: CommandWork<'supply.boxes.remove'> = {
  async send(context, command, row) {
    const target = targetOf(context, command.supplyId);
    if (target === null) return { kind: 'rejected', problem: problemOf('not-found', row.command.kind) };
    const answer = await target.client.removeBoxes(target.externalId, command.boxIds);
    if (answer.kind !== 'done') return ending(context, answer, row);
    const gone = new Set(command.boxIds);
    const left = context.ports.db.read.supplies.boxes(target.id).flatMap((box) => (gone.has(box.externalId) ? [] : [box.externalId]));
    await takeBoxes(context, target, left);
    return done;
  },
  async settle(context, command) {
    const target = targetOf(context, command.supplyId);
    if (target === null) return 'missing';
    const answer = await target.client.boxes(target.externalId);
    if (answer.kind !== 'done') return later(context, answer);
    await takeBoxes(context, target, answer.value);
    return command.boxIds.some((id) => answer.value.includes(id)) ? 'missing' : 'done';
  },
};

export const supplyRemove: CommandWork<'supply.remove'> = {
  async send(context, command, row) {
    const target = targetOf(context, command.supplyId);
    if (target !== null) {
      const answer = await target.client.remove(target.externalId);
      const gone = answer.kind === 'rejected' && answer.problem.code === 'not-found';
      if (answer.kind !== 'done' && !gone) return ending(context, answer, row);
    }
    removed(context, command.supplyId);
    return done;
  },
  async settle(context, command) {
    const target = targetOf(context, command.supplyId);
    if (target === null) return 'missing';
    const answer = await target.client.get(target.externalId);
    if (answer.kind === 'rejected' && answer.problem.code === 'not-found') {
      removed(context, command.supplyId);
      return 'done';
    }
    return answer.kind === 'done' ? 'missing' : later(context, answer);
  },
  refused(context, command, problem) {
    context.ports.db.write((stores) => stores.supplies.update(command.supplyId as SupplyId, { problem }));
    context.emit('supplies', [command.supplyId]);
  },
};

function removed(context: StreamContext, supplyId: string): void {
  context.ports.db.write((stores) => stores.supplies.update(supplyId as SupplyId, { state: 'removed', problem: null }));
  context.emit('supplies', [supplyId]);
}

interface Target {
  readonly id: SupplyId;
  readonly externalId: string;
  readonly client: NonNullable<StreamContext['client']['supplies']>;
}

function targetOf(context: StreamContext, supplyId: string): Target | null {
  const supply = context.ports.db.read.supplies.byId(supplyId as SupplyId);
  const client = context.client.supplies;
  if (supply === null || supply.externalId === null || client === undefined) return null;
  return { id: supply.id, externalId: supply.externalId, client };
}

/** What the supply has, and the stickers of those boxes whose sticker is not here. */
async function takeBoxes(context: StreamContext, target: Target, boxIds: readonly string[]): Promise<void> {
  context.ports.db.write((stores) => stores.supplies.setBoxes(target.id, [...new Set(boxIds)]));
  const bare = context.ports.db.read.supplies.boxes(target.id).flatMap((box) => (box.file === null ? [box.externalId] : []));
  if (bare.length > 0) {
    const format = context.ports.printDesk.labelFormat(['zpl', 'png']);
    const answer = await target.client.boxLabels(target.externalId, bare, format);
    if (answer.kind === 'done')
      context.ports.db.write((stores) => {
        for (const label of answer.value) stores.supplies.storeBoxLabel(target.id, label.boxId, format, label.file);
      });
  }
  context.emit('supplies', [target.id]);
}
