import type { ChannelProblem, Outcome } from '#electron/channels/channel.ts';
import type { OutboxCommand, OutboxRow } from '#electron/ports/sync-store.ts';

import type { StreamContext } from '../context.ts';

/** What became of one try of a command. `again`: not done yet and safe to try later; nothing was refused. */
export type Ending =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly afterMs: number; readonly problem: ChannelProblem | null }
  | { readonly kind: 'rejected'; readonly problem: ChannelProblem }
  | { readonly kind: 'unknown'; readonly problem: ChannelProblem };

export type CommandOf<K extends OutboxCommand['kind']> = Extract<OutboxCommand, { kind: K }>;

/** A command's two halves: sending it, and finding out by reading what an unanswered sending did. */
export interface CommandWork<K extends OutboxCommand['kind']> {
  send(context: StreamContext, command: CommandOf<K>, row: OutboxRow): Promise<Ending>;
  /** `done`: it had worked. `missing`: no sign of it. Anything else: ask again later. */
  settle(context: StreamContext, command: CommandOf<K>, row: OutboxRow): Promise<Settled>;
  /** What a refusal leaves behind for the screens. */
  refused?(context: StreamContext, command: CommandOf<K>, problem: ChannelProblem): void;
}

export type Settled = 'done' | 'missing' | { readonly afterMs: number };

export const done: Ending = { kind: 'done' };

/** An outcome that is not a success, as the end of a command's try. */
export function ending(context: StreamContext, outcome: Exclude<Outcome<never>, { kind: 'done' }>, row: OutboxRow): Ending {
  switch (outcome.kind) {
    case 'limited':
      return { kind: 'again', afterMs: Math.max(0, outcome.untilMs - context.nowMs()), problem: null };
    case 'retry':
      return { kind: 'again', afterMs: outcome.afterMs ?? retryAfterMs(row.attempts), problem: outcome.problem };
    case 'rejected':
      return { kind: 'rejected', problem: outcome.problem };
    case 'unknown':
      return { kind: 'unknown', problem: outcome.problem };
  }
}

const LONGEST_MS = 60_000;
export const retryAfterMs = (attempts: number): number => Math.min(LONGEST_MS, 1000 * 2 ** Math.min(attempts, 10));

/** While settling: no reading, no verdict. */
export const later = (context: StreamContext, outcome: Exclude<Outcome<never>, { kind: 'done' }>): Settled => ({
  afterMs: outcome.kind === 'limited' ? Math.max(0, outcome.untilMs - context.nowMs()) : 5000,
});

export const problemOf = (code: ChannelProblem['code'], operation: string, subjects?: readonly string[]): ChannelProblem =>
  subjects === undefined ? { code, operation } : { code, operation, subjects };
