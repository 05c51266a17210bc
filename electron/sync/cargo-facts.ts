import type { HandoversClient, Outcome } from '#electron/channels/channel.ts';
import type { CargoUnitRow, HandoverRow } from '#electron/ports/handover-store.ts';

import type { StreamContext } from './context.ts';

/** Units whose state or label is still to come, of the hand-overs given. */
const unsettled = (context: StreamContext, rows: readonly HandoverRow[]): readonly CargoUnitRow[] =>
  rows
    .flatMap((row) => context.ports.db.read.handovers.units(row.id))
    .filter((unit) => unit.externalId !== null && (unit.state === 'closing' || (unit.state === 'closed' && !unit.hasLabel)));

/** Reads units that are being closed and fetches labels of those that are. Answers the first outcome that was no answer; `left`: look again soon. */
export async function readUnits(
  context: StreamContext,
  client: HandoversClient,
  rows: readonly HandoverRow[],
): Promise<{ readonly trouble: Exclude<Outcome<never>, { kind: 'done' }> | null; readonly left: boolean }> {
  const { units } = client;
  if (units === undefined) return { trouble: null, left: false };
  for (const unit of unsettled(context, rows)) {
    const externalId = unit.externalId!;
    const seen = await units.get(externalId);
    if (seen.kind === 'rejected') continue;
    if (seen.kind !== 'done') return { trouble: seen, left: true };
    context.ports.db.write(({ handovers }) =>
      handovers.updateUnit(unit.id, { state: seen.value.state, number: seen.value.number, own: seen.value.own }),
    );
    context.emit('handovers', [unit.handoverId]);
    if (seen.value.state !== 'closed' || unit.hasLabel) continue;
    const label = await units.label(externalId);
    if (label.kind === 'done') context.ports.db.write(({ handovers }) => handovers.storeUnitLabel(unit.id, label.value.file));
    else if (label.kind !== 'rejected') return { trouble: label, left: true };
  }
  return { trouble: null, left: unsettled(context, rows).length > 0 };
}
