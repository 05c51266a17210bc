import type { Chance } from './chance.ts';
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

/** `chancePerRequest` of the kinds that fit the request. Scripted faults come first and need no plan. */
export interface FaultPlan {
  readonly chancePerRequest: number;
  readonly kinds?: readonly FaultKind[];
}
export interface Faults {
  /** The next `times` requests of this operation (`*`: of any) meet this fault. */
  next(operation: string, kind: FaultKind, times?: number): void;
  setPlan(plan: FaultPlan | null): void;
  clear(): void;
  draw(operation: string): FaultKind | null;
  readonly pending: readonly { readonly operation: string; readonly kind: FaultKind; readonly times: number }[];
}

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
  let plan = start;
  const scripted: { operation: string; kind: FaultKind; times: number }[] = [];
  return {
    pending: scripted,
    next(operation, kind, times = 1) {
      // A fault for an operation nobody serves would wait for ever and let its test pass for nothing.
      if (operation !== '*' && !OPERATIONS.has(operation)) throw new RangeError(`the simulator serves no operation «${operation}»`);
      scripted.push({ operation, kind, times });
    },
    setPlan(next) {
      plan = next;
    },
    clear() {
      plan = null;
      scripted.length = 0;
    },
    draw(operation) {
      const index = scripted.findIndex((one) => one.operation === operation || one.operation === '*');
      const found = scripted[index];
      if (found) {
        found.times -= 1;
        if (found.times <= 0) scripted.splice(index, 1);
        return found.kind;
      }
      if (plan === null || chance.next() >= plan.chancePerRequest) return null;
      const kinds = (plan.kinds ?? FAULT_KINDS).filter((kind) => FITS[kind](operation));
      return kinds.length === 0 ? null : chance.pick(kinds);
    },
  };
}
