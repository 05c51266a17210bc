import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { OrderRow } from '#electron/ports/order-store.ts';
import type { SupplyRow } from '#electron/ports/supply-store.ts';
import type { Parsed } from '#shared/contract/index.ts';
import type { PrintJobId, StationId } from '#shared/domain/ids.ts';

import type { EngineContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { perform, Refusal } from './perform.ts';
import { isDown, printerFor } from './route.ts';
import { moveOrders } from './supply-actions.ts';
import { missingOf } from './supply-queries.ts';
import { capabilitiesOf, newIdOf, openSupplyOf, supplyOf, tellSupply } from './supply-work.ts';

/** Handing a supply over, and the paper that goes with it. */
export const supplyHandover = (context: EngineContext): Handlers<'supply.deliver' | 'supply.print'> => {
  const { db, clock, events } = context;
  return {
    'supply.deliver': (input, caller) => {
      const answer = perform(
        db,
        clock.nowMs(),
        { operationId: input.operationId, kind: 'supply', caller, payload: input },
        (stores, deed) => {
          deliver(context, stores, deed, input);
          return {};
        },
      );
      if (answer.ok) events.emit({ topic: 'supplies', ids: [input.supplyId] });
      return answer;
    },
    'supply.print': (input, caller) => {
      const answer = perform(db, clock.nowMs(), { operationId: input.operationId, kind: 'print', caller, payload: input }, (stores, deed) =>
        print(context, stores, deed, input),
      );
      if (answer.ok) events.emit({ topic: 'print', ids: answer.value.jobIds });
      return answer;
    },
  };
};

/** Asked once more inside the transaction: what the screen showed may be a minute old. */
function deliver(context: EngineContext, stores: Stores, deed: Deed, input: Parsed<'supply.deliver'>): void {
  const supply = openSupplyOf(stores, input.supplyId);
  const unpacked = input.leaveUnpacked ? unpackedOf(stores, supply) : [];
  // The hand-over waits in the line of the supply that takes the unpacked orders: it must not overtake their leaving.
  const [after = supply.id] = unpacked.length > 0 ? moveOrders(context, stores, deed, unpacked, null) : [];
  const missing = missingOf(context, supply.id);
  const wall = missing.find((one) => one.blocks) ?? missing.find((one) => one.what === 'orders-not-packed');
  if (wall !== undefined) throw new Refusal('supply-not-ready', { what: wall.what, orders: wall.orderIds.length });
  const wantsShipping = capabilitiesOf(context, stores, supply.accountId)?.shippingPoint === true && !supply.shippingConfirmed;
  if (wantsShipping && (after !== supply.id || !asked(stores, supply)))
    tellSupply(context, stores, deed, supply, { kind: 'supply.shipping', supplyId: supply.id }, after);
  tellSupply(context, stores, deed, supply, { kind: 'supply.deliver', supplyId: supply.id }, after);
  stores.supplies.update(supply.id, { state: 'delivering', problem: null });
}

const unpackedOf = (stores: Stores, supply: SupplyRow): readonly OrderRow[] =>
  stores.supplies
    .orderIds(supply.id)
    .map((id) => stores.orders.byId(id))
    .filter((order): order is OrderRow => order !== null && (order.status === 'new' || order.status === 'assembling'));

const asked = (stores: Stores, supply: SupplyRow): boolean =>
  stores.sync
    .outboxList({ accountId: supply.accountId, states: ['queued', 'sending', 'unknown'], limit: 500 })
    .some((row) => row.command.kind === 'supply.shipping' && row.command.supplyId === supply.id);

function print(context: EngineContext, stores: Stores, deed: Deed, input: Parsed<'supply.print'>): { jobIds: string[] } {
  const supply = supplyOf(stores, input.supplyId);
  const sources =
    input.what === 'code'
      ? stores.supplies.code(supply.id) === null
        ? []
        : [{ supplyId: supply.id as string }]
      : stores.supplies
          .boxes(supply.id)
          .filter((box) => box.file !== null)
          .map((box) => ({ supplyId: supply.id as string, boxId: box.externalId }));
  if (sources.length === 0) throw new Refusal('code-not-here');
  const kind = input.what === 'code' ? 'supply-code' : 'box-label';
  const label = { kind, widthMm: null, heightMm: null } as const;
  const printer = printerFor(stores, input.stationId as StationId, label, isDown(context.printDesk));
  if (printer === null) throw new Refusal('no-printer');
  const newId = newIdOf(context);
  const jobIds = sources.map((source) => {
    const id = newId() as PrintJobId;
    stores.print.enqueue({
      id,
      printerId: printer.id,
      orderId: null,
      kind,
      source,
      reprintOf: null,
      reason: null,
      station: input.stationId as StationId,
      createdAtMs: deed.atMs,
    });
    return id;
  });
  context.db.afterCommit(() => context.printDesk.wake(printer.id));
  return { jobIds };
}
