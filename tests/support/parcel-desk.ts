import type { EngineContext } from '#electron/engine/context.ts';
import type { Caller } from '#electron/engine/handlers.ts';
import { handoverHandlers } from '#electron/engine/handovers.ts';
import { orderHandlers } from '#electron/engine/orders.ts';
import { packingHandlers } from '#electron/engine/packing.ts';
import { contract, type CallName, type Output } from '#shared/contract/index.ts';
import type { OrderId, PrinterId, StationId } from '#shared/domain/ids.ts';

import { testId } from './database.ts';
import type { syncRig } from './sync-rig.ts';

export const DESK = 'station-1' as StationId;
const CALLER: Caller = { actor: 'packer', station: DESK, permissions: ['read', 'pack', 'stock', 'manage'] };

/** A packing station beside a running sync loop: the same database, the same clock. */
export function parcelDesk(rig: ReturnType<typeof syncRig>) {
  const printerId = testId() as PrinterId;
  rig.db.write(({ print, desk }) => {
    const printer = { id: printerId, name: 'Стол 1', transport: 'virtual', address: '', language: 'zpl', dpi: 203 } as const;
    print.savePrinter({ ...printer, widthMm: 58, heightMm: 40, settings: {} }, rig.time.nowMs());
    desk.saveStation({ id: DESK, name: 'Стол 1', printerId });
  });
  const context = {
    ...rig.ports,
    get sync() {
      return rig.sync;
    },
    // The families under test touch nothing else of the world.
  } as unknown as EngineContext;
  const handlers = { ...packingHandlers(context), ...orderHandlers(context), ...handoverHandlers(context) } as unknown as Record<
    string,
    (input: unknown, caller: Caller) => { readonly ok: boolean; readonly value?: unknown; readonly error?: { readonly code: string } }
  >;
  const ask = <N extends CallName>(name: N, input: object): Output<N> => {
    const answer = handlers[name]!(contract[name].input.parse(input), CALLER);
    if (!answer.ok) throw new Error(answer.error?.code);
    return contract[name].output.parse(answer.value) as Output<N>;
  };
  return {
    printerId,
    ask,
    scan: (code: string) => ask('packing.scan', { operationId: testId(rig.time.nowMs()), stationId: DESK, code }),
    take: () => ask('order.take', { operationId: testId(rig.time.nowMs()), orderIds: null }),
    undo: (orderId: OrderId) => ask('packing.undo', { operationId: testId(rig.time.nowMs()), stationId: DESK, orderId }),
    state: () => ask('packing.state', { stationId: DESK }),
    jobs: (orderId: OrderId) => rig.db.read.print.jobsOfOrder(orderId),
  };
}
