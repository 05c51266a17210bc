import type { ChannelProblem, Outcome } from '#electron/channels/channel.ts';
import type { CallError } from '#shared/contract/call.ts';
import type { AccountId } from '#shared/domain/ids.ts';
import { fail, ok, type Result } from '#shared/kit/result.ts';

import type { EngineContext } from './context.ts';

/** A person waits no longer than this for a marketplace; a single request gives up earlier, several in a row may not. */
const PATIENCE_MS = 40_000;
/** The loop spends the same limit: a turn this near is waited for, a farther one is said. */
const TURN_MS = 5000;

/**
 * A question a person asks of a marketplace. It waits for its turn where the limit was just spent, and in bounded time it is an answer
 * or an error in words, whatever the network does.
 * @param accountId null: a cabinet that is not connected yet
 */
export function question<T>(
  context: Pick<EngineContext, 'clock' | 'timers' | 'db'>,
  accountId: AccountId | null,
  ask: () => Promise<Outcome<T>>,
): Promise<Result<T, CallError>> {
  const { clock, timers } = context;
  const turnByMs = clock.nowMs() + TURN_MS;
  return new Promise((resolve, reject) => {
    const cancel = timers.after(PATIENCE_MS, () => resolve(fail({ code: 'no-network', params: { problem: 'timeout' } })));
    const settle = (answer: Result<T, CallError>): void => {
      cancel();
      resolve(answer);
    };
    const turn = async (): Promise<void> => {
      const outcome = await ask();
      const nowMs = clock.nowMs();
      const closed = outcome.kind === 'limited' ? closedWay(context, accountId) : null;
      if (closed !== null) settle(fail(closed));
      else if (outcome.kind === 'limited' && outcome.untilMs <= turnByMs && nowMs < turnByMs)
        timers.after(Math.max(50, outcome.untilMs - nowMs), again);
      else settle(told(outcome));
    };
    const again = (): void => {
      turn().catch((error: unknown) => {
        cancel();
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    };
    again();
  });
}

/** Held back not by a limit but because nobody answers there, or the key was refused: waiting for a turn would not help. */
function closedWay({ db, clock }: Pick<EngineContext, 'db' | 'clock'>, accountId: AccountId | null): CallError | null {
  if (accountId === null) return null;
  const open = (kind: 'transport' | 'auth') => db.read.sync.breaker(accountId, kind).openUntilMs > clock.nowMs();
  if (open('auth')) return { code: 'channel-failed', params: { problem: 'token-refused', words: null } };
  return open('transport') ? { code: 'no-network', params: { problem: 'no-network' } } : null;
}

function told<T>(outcome: Outcome<T>): Result<T, CallError> {
  if (outcome.kind === 'done') return ok(outcome.value);
  if (outcome.kind === 'limited')
    return fail({ code: 'channel-failed', params: { problem: 'too-many-requests', untilMs: outcome.untilMs, words: null } });
  return fail(failure(outcome.problem));
}

function failure({ code, channelCode, channelMessage, subjects }: ChannelProblem): CallError {
  if (code === 'no-network' || code === 'timeout') return { code: 'no-network', params: { problem: code } };
  return {
    code: 'channel-failed',
    params: { problem: code, channelCode: channelCode ?? null, words: channelMessage ?? subjects?.join(', ') ?? null },
  };
}
