import type { ChannelProblem, Outcome } from '#electron/channels/channel.ts';

export const done = <T>(value: T): Outcome<T> => ({ kind: 'done', value });

export const rejected = (problem: ChannelProblem): Outcome<never> => ({ kind: 'rejected', problem });

export const mapped = <T, U>(outcome: Outcome<T>, map: (value: T) => U): Outcome<U> =>
  outcome.kind === 'done' ? done(map(outcome.value)) : outcome;

/** Asking for more than a method takes is a bug of the caller. */
export function bounded<T>(items: readonly T[], most: number, what: string): readonly T[] {
  if (items.length > most) throw new RangeError(`${what}: ${items.length} at once, ${most} at most`);
  return items;
}
