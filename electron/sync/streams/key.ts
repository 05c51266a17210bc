import type { StepResult, StreamContext } from '../context.ts';

const DAY_MS = 86_400_000;

/** Once a day the marketplace is asked what became of the key: when it ends and which rights it lacks. A restart does not ask again. */
export async function keyStep(context: StreamContext): Promise<StepResult> {
  const { ports, accountId } = context;
  const checkedMs = Number(ports.db.read.sync.cursor(accountId, 'key') ?? 0);
  const leftMs = checkedMs + DAY_MS - context.nowMs();
  if (leftMs > 0 && leftMs <= DAY_MS) return 'idle';
  const answer = await context.client.seller();
  if (answer.kind !== 'done') return context.setback('key', answer);
  const { expiresAtMs, missingRights } = answer.value;
  ports.db.write(({ catalogue, sync }) => {
    const account = context.account();
    catalogue.saveAccount({
      ...account,
      // Null: this marketplace tells it by the key itself, which was read when it was connected.
      tokenExpiresAtMs: expiresAtMs ?? account.tokenExpiresAtMs,
      missingRights: missingRights ?? [],
    });
    sync.moveCursor(accountId, 'key', String(context.nowMs()), context.nowMs());
  });
  context.succeeded('key');
  context.emit('accounts', [accountId]);
  return 'idle';
}
