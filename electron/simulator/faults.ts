import type { Chance } from './chance.ts';
import { createFaultBox, type FaultBox, type FaultPlan as Plan } from './fault-plan.ts';
import { ROUTES } from './wildberries/routes.ts';

/**
 * What may go wrong on the way or at the marketplace. `lose-answer`, `server-error-after`: the request was applied, nobody is told.
 * `half-batch`: half of a batch is applied and the answer is 409. `stale-page`: a list as it was some time ago.
 * `cancel-in-flight`: a buyer cancels an order the moment before the request is served.
 */
export const FAULT_KINDS = [
  'lose-request',
  'lose-answer',
  'rate-limit',
  'server-error',
  'server-error-after',
  'half-batch',
  'stale-page',
  'duplicate',
  'reorder',
  'empty-stickers',
  'unknown-status',
  'errors-inside',
  'cancel-in-flight',
  'clock-skew',
  'deliver-409',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export type FaultPlan = Plan<FaultKind>;
export type Faults = FaultBox<FaultKind>;

const OPERATIONS: ReadonlySet<string> = new Set(ROUTES.map((route) => route.operation));
const LISTS = new Set(['orders.new', 'orders.list', 'orders.status', 'supplies.list', 'cards.list']);
const FITS: Readonly<Record<FaultKind, (operation: string) => boolean>> = {
  'lose-request': () => true,
  'lose-answer': () => true,
  'rate-limit': () => true,
  'server-error': () => true,
  'server-error-after': () => true,
  'half-batch': (operation) => operation === 'supplies.add',
  'stale-page': (operation) => LISTS.has(operation),
  duplicate: (operation) => operation === 'orders.new' || operation === 'orders.list',
  reorder: (operation) => operation === 'orders.new' || operation === 'orders.list',
  'empty-stickers': (operation) => operation === 'orders.stickers',
  'unknown-status': (operation) => operation === 'orders.status',
  'errors-inside': (operation) => operation === 'supplies.shipping-method' || operation === 'cards.list',
  'cancel-in-flight': (operation) => operation === 'supplies.add' || operation === 'supplies.deliver',
  'clock-skew': (operation) => operation === 'orders.new' || operation === 'orders.list',
  'deliver-409': (operation) => operation === 'supplies.deliver',
};

export function createFaults(chance: Chance, start: FaultPlan | null): Faults {
  const box = createFaultBox(chance, FAULT_KINDS, OPERATIONS, start);
  return { ...box, draw: (operation) => box.draw(operation, (kind) => FITS[kind](operation)) };
}
