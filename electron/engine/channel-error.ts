import type { Outcome } from '#electron/channels/channel.ts';
import type { CallError } from '#shared/contract/call.ts';

/** What a question a person asked came to, when it did not come to an answer. */
export function channelError(outcome: Exclude<Outcome<never>, { kind: 'done' }>): CallError {
  if (outcome.kind === 'limited') return { code: 'channel-failed', params: { problem: 'too-many-requests', untilMs: outcome.untilMs } };
  const { code, channelCode, channelMessage = outcome.problem.subjects?.join(', ') } = outcome.problem;
  if (code === 'no-network' || code === 'timeout') return { code: 'no-network', params: { problem: code } };
  return { code: 'channel-failed', params: { problem: code, channelCode: channelCode ?? null, channelMessage: channelMessage ?? null } };
}
