import type { Timers } from '#electron/ports/clock.ts';
import type { Database } from '#electron/ports/database.ts';
import type { Log } from '#electron/ports/log.ts';
import type { PrinterRow } from '#electron/ports/print-store.ts';
import type { OrderId, PrinterId } from '#shared/domain/ids.ts';
import { printersFor } from '#shared/domain/label-route.ts';

import type { Prepared } from './prepared.ts';

export interface WarmingPorts {
  readonly db: Database;
  readonly timers: Timers;
  readonly log: Log;
}

/** Labels that wait to be rendered; the last ones asked for are kept when there are more. */
const MOST = 5_000;
/** Of the printers a label may go to, the one it goes to and the first that would step in. */
const PRINTERS = 2;

/** Renders one label at a time between other work, for each printer of each station it would go to. */
export function createWarming(ports: WarmingPorts, make: (orderId: OrderId, printer: PrinterRow) => Promise<Prepared>) {
  let queue: { readonly orderId: OrderId; readonly printerId: PrinterId }[] = [];
  let going = false;

  const next = (): void => {
    const item = queue.shift();
    const printer = item === undefined ? null : ports.db.read.print.printer(item.printerId);
    if (item === undefined) {
      going = false;
      return;
    }
    going = true;
    const work = printer === null ? Promise.resolve() : make(item.orderId, printer).then(() => undefined);
    void work
      .catch((error: unknown) => ports.log.write('warn', 'label-not-warmed', { order: item.orderId, error: String(error) }))
      .then(() => ports.timers.after(0, next));
  };
  return {
    /** In this order: what is packed sooner is asked for sooner. */
    add(orderIds: readonly OrderId[]): void {
      const { desk, print } = ports.db.read;
      const stations = desk.stations().map((station) => print.routesOf(station.id));
      for (const orderId of orderIds) {
        const size = print.labelSize(orderId);
        if (size === null) continue;
        const label = { kind: 'order-label', ...size };
        const printers = new Set(
          stations.flatMap((station) =>
            printersFor(station, label)
              .slice(0, PRINTERS)
              .map(({ id }) => id),
          ),
        );
        for (const printerId of printers) queue.push({ orderId, printerId });
      }
      queue = queue.slice(-MOST);
      if (!going) next();
    },
    stop(): void {
      queue = [];
    },
  };
}
