import { createInlineLists } from '#electron/db/lists/lists.ts';
import { allocationHandlers } from '#electron/engine/allocation.ts';
import { catalogueHandlers } from '#electron/engine/catalogue.ts';
import type { EngineContext } from '#electron/engine/context.ts';
import type { Caller } from '#electron/engine/handlers.ts';
import type { CallsOf } from '#electron/engine/handlers.ts';
import { listingHandlers } from '#electron/engine/listings.ts';
import { saleHandlers } from '#electron/engine/sale.ts';
import { stockHandlers } from '#electron/engine/stock.ts';
import { createTables } from '#electron/exchange/csv.ts';
import { StockError } from '#electron/ports/ledger-store.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import { contract, type Input, type Output } from '#shared/contract/index.ts';

import { openTestDatabase, TEST_NOW_MS, testId } from './database.ts';
import { seededRandom } from './fake-time.ts';

export const KEEPER: Caller = { actor: 'keeper', station: 'station-1', permissions: ['read', 'stock'] };

type StockCall = CallsOf<'stock'> | CallsOf<'product'> | CallsOf<'location'> | CallsOf<'listing'> | CallsOf<'rule'> | CallsOf<'sale'>;

/** The stock and catalogue calls over a real database in memory; every answer is checked against the contract. */
export function stockRig() {
  const opened = openTestDatabase();
  const { database: db, sql } = opened;
  const told: EngineEvent[] = [];
  const nudged: string[] = [];
  const context = {
    db,
    clock: { nowMs: () => TEST_NOW_MS },
    random: seededRandom(7),
    tables: createTables(),
    lists: createInlineLists(sql),
    events: { emit: (event: EngineEvent) => db.afterCommit(() => void told.push(event)) },
    sync: { nudge: (account: string, stream: string) => void nudged.push(`${account} ${stream}`) },
    // These families touch nothing else of the world.
  } as unknown as EngineContext;
  const handlers: Readonly<Record<string, (input: never, caller: Caller) => unknown>> = {
    ...stockHandlers(context),
    ...catalogueHandlers(context),
    ...listingHandlers(context),
    ...allocationHandlers(context),
    ...saleHandlers(context),
  };

  /** The answer's value, or the code of what was expected to fail. */
  const ask = async <N extends StockCall>(
    name: N,
    input: Omit<Input<N>, 'operationId'> & { readonly operationId?: string },
  ): Promise<Output<N> | string> => {
    const whole = contract[name].kind === 'command' ? { operationId: testId(), ...input } : input;
    const parsed = contract[name].input.parse(whole);
    try {
      const answer = (await handlers[name]!(parsed as never, KEEPER)) as
        | { readonly ok: true; readonly value: unknown }
        | { readonly ok: false; readonly error: { readonly code: string } };
      if (!answer.ok) {
        if (!(contract[name].errors as readonly string[]).includes(answer.error.code))
          throw new Error(`${name}: undeclared ${answer.error.code}`);
        return answer.error.code;
      }
      return contract[name].output.parse(answer.value) as Output<N>;
    } catch (error) {
      // The engine's own `call` turns these into answers.
      if (error instanceof StockError) return error.code;
      throw error;
    }
  };
  return { ...opened, ask, told, nudged };
}
