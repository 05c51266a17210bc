import type { ChannelProblem, HandoversClient } from '#electron/channels/channel.ts';
import type { HandoverRow } from '#electron/ports/handover-store.ts';
import type { OutboxRow } from '#electron/ports/sync-store.ts';
import type { ExternalId, HandoverId, OrderId } from '#shared/domain/ids.ts';

import type { StreamContext } from '../context.ts';
import { readHandover, showHandover, showInside, takeHandovers } from '../handover-facts.ts';
import { done, ending, later, problemOf, type CommandWork, type Ending } from './command.ts';

/** A hand-over that has its number at the marketplace. */
interface Target {
  readonly client: HandoversClient;
  readonly row: HandoverRow;
  readonly externalId: ExternalId;
}

const HALF_DAY_MS = 12 * 60 * 60_000;
/** Moving orders to the next one takes the marketplace up to half an hour, and asked twice it could cost the rating twice. */
const POSTPONE_MS = 35 * 60_000;

/** Not idempotent: it takes in whatever is ready. An unanswered one is looked for in the list of its day, never asked again blindly. */
export const handoverCreate: CommandWork<'handover.create'> = {
  async send(context, command, row) {
    const { handovers } = context.client;
    const own = rowOf(context, command.handoverId);
    if (own === null || handovers?.create === undefined) return refusal('not-found', row);
    if (own.externalId !== null) return done;
    const answer = await handovers.create({ key: own.key });
    if (answer.kind !== 'done') return ending(context, answer, row);
    // Asked for as a whole, it is done when it is closed, not when it is made.
    const asked = own.asked === 'create' ? null : own.asked;
    context.ports.db.write((stores) =>
      stores.handovers.update(own.id, { externalId: answer.value.id as ExternalId, asked, problem: null }),
    );
    context.emit('handovers', [own.id]);
    lookAgain(context);
    return done;
  },
  async settle(context, command) {
    const { handovers } = context.client;
    const own = rowOf(context, command.handoverId);
    if (own === null || handovers === undefined) return 'missing';
    if (own.externalId !== null) return 'done';
    const window = { fromMs: own.departAtMs - HALF_DAY_MS, toMs: own.departAtMs + HALF_DAY_MS };
    const answer = await handovers.list(window);
    if (answer.kind !== 'done') return later(context, answer);
    takeHandovers(context, answer.value, window);
    if (rowOf(context, command.handoverId)?.externalId == null) return 'missing';
    lookAgain(context);
    return 'done';
  },
  refused,
};

/** The whole is told, so asking twice is the same; what it came to is read. */
export const handoverSetOrders: CommandWork<'handover.setOrders'> = {
  async send(context, command, row) {
    const target = targetOf(context, command.handoverId);
    if (target?.client.setOrders === undefined) return refusal('not-found', row);
    const answer = await target.client.setOrders(target.externalId, externalIdsOf(context, command.orderIds));
    if (answer.kind !== 'done') return ending(context, answer, row);
    const inside = await target.client.orderIds(target.externalId);
    if (inside.kind !== 'done') return { kind: 'unknown', problem: problemOf('timeout', row.command.kind) };
    showInside(context, target.row.id, inside.value);
    const [first] = answer.value.refused;
    if (first === undefined) return done;
    return { kind: 'rejected', problem: { ...first.problem, subjects: answer.value.refused.map((one) => one.orderId) } };
  },
  async settle(context, command) {
    const target = targetOf(context, command.handoverId);
    if (target === null) return 'missing';
    const inside = await target.client.orderIds(target.externalId);
    if (inside.kind !== 'done') return later(context, inside);
    showInside(context, target.row.id, inside.value);
    const wanted = new Set(externalIdsOf(context, command.orderIds));
    return wanted.size === inside.value.length && inside.value.every((id) => wanted.has(id)) ? 'done' : 'missing';
  },
  refused,
};

/** The same number told twice is the same; where the marketplace takes it only with the confirmation, it waits for that. */
export const handoverPlaces: CommandWork<'handover.places'> = {
  async send(context, command, row) {
    const target = targetOf(context, command.handoverId);
    if (target === null) return refusal('not-found', row);
    if (target.client.setPlaces !== undefined) {
      const answer = await target.client.setPlaces(target.externalId, command.places);
      if (answer.kind === 'unknown') return { kind: 'again', afterMs: 2000, problem: answer.problem };
      if (answer.kind !== 'done') return ending(context, answer, row);
    }
    // Labels of packages are as many as the packages.
    context.ports.db.write((stores) => stores.handovers.dropDocument(target.row.id, 'places'));
    context.emit('handovers', [target.row.id]);
    context.nudge('handovers');
    return done;
  },
  // After a crash: told once more.
  settle: () => Promise.resolve('missing'),
  refused,
};

export const handoverPostpone: CommandWork<'handover.postpone'> = {
  async send(context, command, row) {
    const target = targetOf(context, command.handoverId);
    if (target?.client.postpone === undefined) return refusal('not-found', row);
    const answer = await target.client.postpone(target.externalId, externalIdsOf(context, command.orderIds));
    if (answer.kind !== 'done') return ending(context, answer, row);
    lookAgain(context);
    return done;
  },
  async settle(context, command, row) {
    const target = targetOf(context, command.handoverId);
    if (target === null) return 'missing';
    const inside = await target.client.orderIds(target.externalId);
    if (inside.kind !== 'done') return later(context, inside);
    showInside(context, target.row.id, inside.value);
    const moved = new Set(externalIdsOf(context, command.orderIds));
    if (!inside.value.some((id) => moved.has(id))) return 'done';
    return context.nowMs() - row.createdAtMs < POSTPONE_MS ? { afterMs: 60_000 } : 'missing';
  },
  refused,
};

/** Not idempotent: an unanswered one is read by its number. */
export const handoverConfirm: CommandWork<'handover.confirm'> = {
  async send(context, command, row) {
    const target = targetOf(context, command.handoverId);
    if (target === null) return refusal('not-found', row);
    if (isBehind(target.row)) return closed(context, target);
    // Told apart where it can be; otherwise it goes along.
    const places = target.client.setPlaces === undefined ? (target.row.places ?? undefined) : undefined;
    const answer = await target.client.confirm(target.externalId, places);
    if (answer.kind === 'done') return closed(context, target);
    if (answer.kind === 'rejected' && answer.problem.code === 'handover-done') {
      const outcome = await readHandover(context, target.client, target.row);
      if (outcome === null && isBehind(rowOf(context, target.row.id))) return closed(context, target);
    }
    // Orders on their way to the next one stand in this one for a while.
    if (answer.kind === 'rejected' && answer.problem.code === 'handover-orders-not-ready' && movedLately(context, row))
      return { kind: 'again', afterMs: 60_000, problem: null };
    return ending(context, answer, row);
  },
  async settle(context, command) {
    const target = targetOf(context, command.handoverId);
    if (target === null) return 'missing';
    const answer = await target.client.get(target.externalId);
    if (answer.kind !== 'done') return later(context, answer);
    showHandover(context, target.row.id, answer.value);
    if (!isBehind(rowOf(context, target.row.id))) return 'missing';
    closed(context, target);
    return 'done';
  },
  refused,
};

export const handoverCancel: CommandWork<'handover.cancel'> = {
  async send(context, command, row) {
    const target = targetOf(context, command.handoverId);
    if (target?.client.cancel === undefined) return refusal('not-found', row);
    const answer = await target.client.cancel(target.externalId);
    if (answer.kind !== 'done') return ending(context, answer, row);
    return cancelled(context, target.row.id);
  },
  async settle(context, command) {
    const target = targetOf(context, command.handoverId);
    if (target === null) return 'missing';
    const answer = await target.client.get(target.externalId);
    const gone = answer.kind === 'rejected' && answer.problem.code === 'not-found';
    if (answer.kind !== 'done' && !gone) return later(context, answer);
    if (answer.kind === 'done' && answer.value.state !== 'cancelled') return 'missing';
    cancelled(context, target.row.id);
    return 'done';
  },
  refused,
};

const rowOf = (context: StreamContext, id: string): HandoverRow | null => context.ports.db.read.handovers.byId(id as HandoverId);

function targetOf(context: StreamContext, id: string): Target | null {
  const row = rowOf(context, id);
  const client = context.client.handovers;
  return row?.externalId == null || client === undefined ? null : { client, row, externalId: row.externalId };
}

const externalIdsOf = (context: StreamContext, ids: readonly string[]): readonly string[] =>
  ids.flatMap((id) => context.ports.db.read.orders.byId(id as OrderId)?.externalId ?? []);

const isBehind = (row: HandoverRow | null): boolean => row?.state === 'closing' || row?.state === 'closed' || row?.state === 'accepted';

const movedLately = (context: StreamContext, row: OutboxRow): boolean =>
  context.ports.db.read.sync
    .outboxList({ accountId: context.accountId, states: ['done'], limit: 1000 })
    .some(
      (one) =>
        one.subject === row.subject && one.command.kind === 'handover.postpone' && context.nowMs() - (one.endedAtMs ?? 0) < POSTPONE_MS,
    );

/** Closed as far as we know: where exactly it stands is read next. */
function closed(context: StreamContext, { row }: Target): Ending {
  const state = isBehind(rowOf(context, row.id)) ? {} : { state: 'closing' as const };
  context.ports.db.write((stores) => stores.handovers.update(row.id, { ...state, asked: null, problem: null }));
  context.emit('handovers', [row.id]);
  context.nudge('statuses');
  lookAgain(context);
  return done;
}

/** Its orders are free: the next one takes them. */
function cancelled(context: StreamContext, id: HandoverId): Ending {
  context.ports.db.write((stores) => {
    stores.handovers.update(id, { state: 'cancelled', asked: null, problem: null });
    stores.handovers.setOrders(id, []);
  });
  context.emit('handovers', [id]);
  lookAgain(context);
  return done;
}

function lookAgain(context: StreamContext): void {
  context.memory.handoversReadAtMs = 0;
  context.nudge('handovers');
}

const refusal = (code: 'not-found', row: OutboxRow): Ending => ({ kind: 'rejected', problem: problemOf(code, row.command.kind) });

function refused(context: StreamContext, command: { readonly handoverId: string }, problem: ChannelProblem): void {
  context.ports.db.write((stores) => stores.handovers.update(command.handoverId as HandoverId, { asked: null, problem }));
  context.emit('handovers', [command.handoverId]);
}
