import type { Clock } from '#electron/ports/clock.ts';
import type { PrinterCondition } from '#electron/ports/printing.ts';
import type { PrintJobId } from '#shared/domain/ids.ts';

import type { Language } from './languages/language.ts';
import type { Link } from './transports/transport.ts';

/** A label that left and is not over. */
export interface Flying {
  readonly job: PrintJobId;
  /** Its number in the system's queue, where it went through one. */
  readonly ticket: string | null;
  readonly sentAtMs: number;
}

/** What was heard, and what it says of labels on their way. */
export interface Heard {
  readonly condition: PrinterCondition;
  /** On paper: the printer itself has nothing left to print. */
  readonly confirmed: readonly PrintJobId[];
  /** With the printer, which cannot tell more. */
  readonly handed: readonly PrintJobId[];
  /** Stopped halfway, for all we know. */
  readonly doubtful: readonly PrintJobId[];
}

/** Asks how the printer is. `before`: labels that had left when the question was put. */
export type Asking = (before: readonly Flying[]) => Promise<Heard | 'unanswered' | 'unreachable'>;

export interface AskingTiming {
  /** How long a printer may think about a status question. */
  readonly answerMs: number;
  /** A label that a queue works on for longer is stuck, though the queue sees nothing wrong (facts: printing §2.2). */
  readonly stuckMs: number;
}

/** The printer's own answer where its language has one, else that of the system's queue; null where nobody can be asked. */
export function askingOf(link: Link, language: Language, clock: Clock, timing: AskingTiming): Asking | null {
  const { query, queue } = link;
  const { status } = language;
  if (queue !== null) return (before) => askQueue(queue, before, clock, timing);
  if (query === null || status === null) return null;
  return async (before) => {
    const result = await query(status.query, (bytes) => status.parse(bytes) !== null, timing.answerMs);
    if (result.kind !== 'answer') return result.kind;
    const answer = status.parse(result.bytes)!;
    const jobs = before.map(({ job }) => job);
    // Who cannot say that nothing is left to print has taken the labels, no more.
    return {
      condition: answer.condition,
      confirmed: answer.idle === true ? jobs : [],
      handed: answer.idle === null ? jobs : [],
      doubtful: [],
    };
  };
}

async function askQueue(
  queue: NonNullable<Link['queue']>,
  before: readonly Flying[],
  clock: Clock,
  timing: AskingTiming,
): Promise<Heard | 'unreachable'> {
  const answer = await queue(before.flatMap(({ ticket }) => ticket ?? []));
  if (answer === 'unreachable') return answer;
  // A queue that gives no numbers has the bytes and can say no more.
  const of = (state: 'handed' | 'broken') =>
    before.filter(({ ticket }) => (ticket === null ? 'handed' : (answer.tickets.get(ticket) ?? 'handed')) === state).map(({ job }) => job);
  const [handed, doubtful] = [of('handed'), of('broken')];
  const stuck = before.find(
    ({ job, sentAtMs }) => !handed.includes(job) && !doubtful.includes(job) && clock.nowMs() - sentAtMs >= timing.stuckMs,
  );
  const fine = answer.condition.state === 'ready' || answer.condition.state === 'printing';
  const condition: PrinterCondition =
    fine && stuck !== undefined ? { ...answer.condition, state: 'unanswered', detail: 'stuck' } : answer.condition;
  return { condition, confirmed: [], handed, doubtful };
}
