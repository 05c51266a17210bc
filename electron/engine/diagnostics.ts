import { DatabaseFault } from '#electron/ports/upkeep.ts';
import type { Output } from '#shared/contract/index.ts';
import { fail, ok } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';
import type { CallsOf, Handlers } from './handlers.ts';

/** The state of the program itself: figures, the nightly check of the ledger, backups, the support bundle. */
export const diagnosticsHandlers = (context: EngineContext): Handlers<CallsOf<'diagnostics'>> => {
  const { db, clock, upkeep, machine, events } = context;

  return {
    'diagnostics.get': () => ok(facts(context)),
    'diagnostics.checkLedger': () => ok(checkLedger(context)),
    'diagnostics.backup': async () => {
      try {
        return ok(await upkeep.backup());
      } catch (error) {
        if (error instanceof DatabaseFault && error.code === 'disk-full') return fail({ code: 'disk-full' });
        context.log.write('error', 'backup-failed', { error: String(error) });
        return fail({ code: 'backup-failed', params: { why: error instanceof Error ? error.message : String(error) } });
      }
    },
    'diagnostics.bundle': () => {
      const { sync, catalogue } = db.read;
      // Names of cabinets and sellers stay out: the bundle may be sent to a stranger.
      const accounts = catalogue.accounts().map((account, index) => ({
        cabinet: index + 1,
        channel: account.channel,
        state: account.state,
        live: account.live,
        tokenKind: account.tokenKind,
        tokenExpiresAtMs: account.tokenExpiresAtMs,
        health: sync.health(account.id).map(({ stream, lastSuccessMs, lastFailureMs, failures, problem }) => ({
          stream,
          lastSuccessMs,
          lastFailureMs,
          failures,
          problem: problem?.code ?? null,
          httpStatus: problem?.httpStatus ?? null,
        })),
      }));
      return ok({ json: JSON.stringify({ madeAtMs: clock.nowMs(), facts: facts(context), accounts, log: machine.logTail(500) }, null, 2) });
    },
    'diagnostics.closeIncident': ({ seq }) => {
      db.write(({ desk }) => desk.closeIncident(seq, clock.nowMs()));
      events.emit({ topic: 'incident', ids: [] });
      return ok({});
    },
  };
};

/** Rebuilds the projections from the movements; a difference becomes an incident that stays until a person sees to it (DESIGN §3). */
export function checkLedger({ db, clock, events, upkeep }: EngineContext): Output<'diagnostics.checkLedger'> {
  const startedMs = clock.nowMs();
  const differences = db.read.ledger.verify().map((difference) => ({ ...difference }));
  db.write(({ desk }) => {
    desk.setSetting('ledger.checked-at-ms', clock.nowMs());
    if (differences.length > 0) desk.openIncident('ledger-differs', { differences: differences.slice(0, 100) }, clock.nowMs());
  });
  if (differences.length > 0) events.emit({ topic: 'incident', ids: [] });
  return { sound: differences.length === 0, differences, movements: upkeep.facts().counts.movements, tookMs: clock.nowMs() - startedMs };
}

function facts({ db, machine, upkeep }: EngineContext): Output<'diagnostics.get'> {
  const { desk } = db.read;
  const checkedAtMs = desk.setting('ledger.checked-at-ms');
  return {
    version: machine.version,
    host: machine.host,
    runtime: machine.runtime,
    ...upkeep.facts(),
    freeBytes: machine.freeBytes(),
    memoryBytes: machine.memoryBytes(),
    incidents: desk.incidents(50).map((incident) => ({ ...incident, payload: incident.payload as Record<string, unknown> })),
    lastLedgerCheckMs: typeof checkedAtMs === 'number' ? checkedAtMs : null,
  };
}
