import type { Chance } from '../chance.ts';
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

export interface FaultPlan {
  readonly chancePerRequest: number;
  readonly kinds?: readonly FaultKind[];
}
export interface Faults {
  /** The next `times` requests of this operation (`*`: of any) meet this fault. */
  next(operation: string, kind: FaultKind, times?: number): void;
  setPlan(plan: FaultPlan | null): void;
  clear(): void;
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
  let plan = start;
  const scripted: { readonly operation: string; readonly kind: FaultKind; times: number }[] = [];
  return {
    next(operation, kind, times = 1) {
      // A fault for an operation nobody serves would wait for ever and let its test pass for nothing.
      if (operation !== '*' && !OPERATIONS.has(operation)) throw new RangeError(`the simulated Market serves no operation «${operation}»`);
      scripted.push({ operation, kind, times });
    },
    setPlan(next) {
      plan = next;
    },
    clear() {
      plan = null;
      scripted.length = 0;
    },
    draw(operation, paged) {
      const index = scripted.findIndex((one) => one.operation === operation || one.operation === '*');
      const found = scripted[index];
      if (found !== undefined) {
        found.times -= 1;
        if (found.times <= 0) scripted.splice(index, 1);
        return found.kind;
      }
      if (plan === null || chance.next() >= plan.chancePerRequest) return null;
      const kinds = (plan.kinds ?? FAULT_KINDS).filter((kind) => FITS[kind]?.(operation, paged) ?? true);
      return kinds.length === 0 ? null : chance.pick(kinds);
    },
  };
}
