import type { Database } from '#electron/ports/database.ts';

import type { EngineContext } from './context.ts';
import { checkLedger } from './diagnostics.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DONE = 'nightly.done-at-ms';
/** A parcel comes back to be asked about within a month; later its label is only weight. */
const LABEL_DAYS = 30;
/** All label files together, a quarter more than a month of a large seller. */
const LABEL_BYTES = 512 * 1024 * 1024;
/** Label files forgotten in one transaction, so that a scan never waits for the night's work. */
const LABELS_AT_ONCE = 500;

/**
 * Once a day, at a moment when the program runs anyway: the ledger is rebuilt and compared, and a checked copy of the file is made (DESIGN §3).
 * The moment is kept, so a station that is switched off every evening still gets its turn after the next start. Answers the stop.
 */
export function keepNightly(context: EngineContext, labelBytes = LABEL_BYTES): () => void {
  const { db, clock, timers, upkeep, log } = context;
  let cancel = (): void => undefined;

  const dueInMs = (): number => {
    const done = db.read.desk.setting(DONE);
    return typeof done === 'number' ? Math.max(0, done + DAY_MS - clock.nowMs()) : DAY_MS;
  };
  const turn = (): void => {
    if (dueInMs() > 0) return wait();
    db.write(({ desk }) => desk.setSetting(DONE, clock.nowMs()));
    try {
      checkLedger(context);
    } catch (error) {
      log.write('error', 'nightly-check-failed', { error: String(error) });
    }
    try {
      forgetLabels(db, clock.nowMs(), labelBytes);
    } catch (error) {
      log.write('error', 'nightly-labels-failed', { error: String(error) });
    }
    upkeep.backup().catch((error: unknown) => log.write('error', 'nightly-backup-failed', { error: String(error) }));
    wait();
  };
  // Hours, not a day: a machine that slept must not wait a whole day more.
  const wait = (): void => {
    cancel = timers.after(Math.min(HOUR_MS, Math.max(60_000, dueInMs())), turn);
  };

  if (typeof db.read.desk.setting(DONE) !== 'number') db.write(({ desk }) => desk.setSetting(DONE, clock.nowMs()));
  wait();
  return () => cancel();
}

/**
 * Labels of orders that are over are dropped from the file, which would otherwise grow by a hundred megabytes a month; and the oldest of
 * those that have left, when all together weigh too much: a marketplace that sends pictures of a megabyte fills a disk within its month.
 */
function forgetLabels(db: Database, nowMs: number, mostBytes: number): void {
  let dropped: number;
  do dropped = db.write(({ print }) => print.trimLabels(nowMs - LABEL_DAYS * DAY_MS, LABELS_AT_ONCE));
  while (dropped === LABELS_AT_ONCE);
  let overBytes = db.read.print.labelBytes() - mostBytes;
  while (overBytes > 0 && db.write(({ print }) => print.dropLabels(overBytes, LABELS_AT_ONCE)) > 0)
    overBytes = db.read.print.labelBytes() - mostBytes;
}
