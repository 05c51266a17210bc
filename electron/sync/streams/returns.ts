import type { StepResult, StreamContext } from '../context.ts';

/** What the marketplace says comes back: a page and its cursor in one transaction. It moves no stock; a person with the thing in the hand does. */
export async function returnsStep(context: StreamContext): Promise<StepResult> {
  const { returns } = context.client;
  if (returns === undefined) return 'idle';
  const { accountId, ports } = context;
  const answer = await returns.list(ports.db.read.sync.cursor(accountId, 'returns'));
  if (answer.kind !== 'done') return context.setback('returns', answer);
  const { items, cursor, more } = answer.value;
  const changed = ports.db.write((stores) => {
    const touched = items.flatMap((seen) => stores.returns.take(accountId, seen, context.newId, context.nowMs()) ?? []);
    stores.sync.moveCursor(accountId, 'returns', cursor, context.nowMs());
    return touched;
  });
  if (changed.length > 0) context.emit('returns', changed);
  context.succeeded('returns');
  return more ? 'again' : 'idle';
}
