import type { AccountId, OutboxId } from '#shared/domain/ids.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { question } from './question.ts';
import { capabilitiesOf, clientOf, newIdOf } from './supply-work.ts';

/** Passes for cars: read from the marketplace when asked, changed through the outbox, because a new one is taken once in ten minutes. */
export const passHandlers = (context: EngineContext): Handlers<CallsOf<'pass'>> => {
  const { db, clock, sync } = context;
  return {
    'pass.list': async ({ accountId }) => {
      const client = clientOf(context, accountId);
      if (!client.ok) return client;
      const { passes } = client.value;
      if (capabilitiesOf(context, db.read, accountId as AccountId)?.passes !== true || passes === undefined)
        return fail({ code: 'not-supported' });
      const offices = await question(context, accountId as AccountId, () => passes.offices());
      if (!offices.ok) return offices;
      const rows = await question(context, accountId as AccountId, () => passes.list());
      if (!rows.ok) return rows;
      return ok({ offices: offices.value.map((office) => ({ ...office })), rows: rows.value.map((pass) => ({ ...pass })) });
    },
    'pass.save': ({ operationId, accountId, id, ...pass }, caller) =>
      perform(db, clock.nowMs(), { operationId, kind: 'supply', caller, payload: { accountId, id } }, (stores, deed) => {
        able(accountId);
        stores.sync.enqueue(
          {
            id: newIdOf(context)() as OutboxId,
            accountId: accountId as AccountId,
            subject: `pass:${id ?? operationId}`,
            command: { kind: 'pass.save', passId: id, pass },
            operationId: deed.id,
          },
          deed.atMs,
        );
        db.afterCommit(() => sync.nudge(accountId as AccountId, 'outbox'));
        return {};
      }),
    'pass.remove': ({ operationId, accountId, id }, caller) =>
      perform(db, clock.nowMs(), { operationId, kind: 'supply', caller, payload: { accountId, id } }, (stores, deed) => {
        able(accountId);
        stores.sync.enqueue(
          {
            id: newIdOf(context)() as OutboxId,
            accountId: accountId as AccountId,
            subject: `pass:${id}`,
            command: { kind: 'pass.remove', passId: id },
            operationId: deed.id,
          },
          deed.atMs,
        );
        db.afterCommit(() => sync.nudge(accountId as AccountId, 'outbox'));
        return {};
      }),
  };

  function able(accountId: string): void {
    if (db.read.catalogue.account(accountId as AccountId) === null) throw new Refusal('account-unknown');
    if (capabilitiesOf(context, db.read, accountId as AccountId)?.passes !== true) throw new Refusal('not-supported');
  }
};
