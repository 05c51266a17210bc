import type { Outage } from '#electron/ports/allocation-store.ts';
import type { AccountId } from '#shared/domain/ids.ts';

import { retell } from './retell.ts';
import type { SyncPorts } from './sync-ports.ts';

/**
 * A marketplace whose orders were not read for too long sells unseen: everything it sells is offered with a larger safety stock, everywhere,
 * until its orders are read again. Answers the cabinets that fell silent or came back; the caller tells everyone's stock anew.
 */
export function noticeSilence({ db, clock, events, log }: SyncPorts): readonly AccountId[] {
  const outage = db.read.allocation.outage();
  const nowMs = clock.nowMs();
  const changed = db.read.allocation.watched().filter((one) => isSilent(outage, one.readAtMs, nowMs) !== (one.silentSinceMs !== null));
  if (changed.length === 0) return [];
  db.write((stores) => {
    for (const { accountId, readAtMs, silentSinceMs } of changed) {
      const cards = stores.allocation.cardsUnder({ accountId, category: null, productId: null, listingId: null });
      const { offers } = retell(stores, cards, nowMs, () =>
        stores.allocation.setSilent(accountId, silentSinceMs === null ? readAtMs : null),
      );
      log.write('info', silentSinceMs === null ? 'cabinet-silent' : 'cabinet-heard-again', { accountId, offers });
    }
  });
  events.emit({ topic: 'sync', ids: changed.map((one) => one.accountId) });
  events.emit({ topic: 'listings', ids: [] });
  return changed.map((one) => one.accountId);
}

const isSilent = (outage: Outage | null, readAtMs: number, nowMs: number): boolean =>
  outage !== null && nowMs - readAtMs > outage.afterMinutes * 60_000;
