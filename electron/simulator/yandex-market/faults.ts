import type { Chance } from '../chance.ts';
import { createFaultBox, type FaultBox, type FaultPlan as Plan } from '../fault-plan.ts';
import { ROUTES } from './routes.ts';

/**
 * What may go wrong on the way or at the Market. `lose-answer`, `server-error-after`: the request was applied, nobody is told.
 * `cancel-in-flight`: the buyer cancels the moment before the request is served. `parallel-limit`: another program of the seller's is calling.
 */
export const FAULT_KINDS = [
  'lose-request',
  'lose-answer',
  'rate-limit',
  'parallel-limit',
  'server-error',
  'server-error-after',
  'stale-page',
  'duplicate',
  'unknown-status',
  'bad-page-token',
  'cancel-in-flight',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export type FaultPlan = Plan<FaultKind>;
export interface Faults extends Omit<FaultBox<FaultKind>, 'draw'> {
  draw(operation: string, paged: boolean): FaultKind | null;
}

const OPERATIONS: ReadonlySet<string> = new Set(ROUTES.map((route) => route.operation));
const onOrders = (operation: string) => operation === 'orders.list';
const FITS: Readonly<Partial<Record<FaultKind, (operation: string, paged: boolean) => boolean>>> = {
  'stale-page': onOrders,
  duplicate: onOrders,
  'unknown-status': onOrders,
  'bad-page-token': (_operation, paged) => paged,
  'cancel-in-flight': (operation) => ['orders.boxes', 'orders.status', 'labels.order'].includes(operation),
};

export function createFaults(chance: Chance, start: FaultPlan | null): Faults {
  const box = createFaultBox(chance, FAULT_KINDS, OPERATIONS, start);
  return { ...box, draw: (operation, paged) => box.draw(operation, (kind) => FITS[kind]?.(operation, paged) ?? true) };
}
