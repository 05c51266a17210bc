import type { Chance } from './chance.ts';

/** `chancePerRequest` of the kinds that fit the request. Scripted faults come first and need no plan. */
export interface FaultPlan<Kind extends string> {
  readonly chancePerRequest: number;
  readonly kinds?: readonly Kind[];
}

export interface FaultBox<Kind extends string> {
  /** The next `times` requests of this operation (`*`: of any) meet this fault. */
  next(operation: string, kind: Kind, times?: number): void;
  setPlan(plan: FaultPlan<Kind> | null): void;
  clear(): void;
  /** The fault a request meets; `fits` says of a kind whether it can happen to it. */
  draw(operation: string, fits?: (kind: Kind) => boolean): Kind | null;
  readonly pending: readonly { readonly operation: string; readonly kind: Kind; readonly times: number }[];
}

/** What goes wrong at a marketplace in miniature: by script first, by a seeded plan otherwise. @param operations those it serves */
export function createFaultBox<Kind extends string>(
  chance: Chance,
  kinds: readonly Kind[],
  operations: ReadonlySet<string>,
  start: FaultPlan<Kind> | null,
): FaultBox<Kind> {
  let plan = start;
  const scripted: { readonly operation: string; readonly kind: Kind; times: number }[] = [];
  return {
    pending: scripted,
    next(operation, kind, times = 1) {
      // A fault for an operation nobody serves would wait for ever and let its test pass for nothing.
      if (operation !== '*' && !operations.has(operation)) throw new RangeError(`the simulator serves no operation «${operation}»`);
      scripted.push({ operation, kind, times });
    },
    setPlan(next) {
      plan = next;
    },
    clear() {
      plan = null;
      scripted.length = 0;
    },
    draw(operation, fits = () => true) {
      const index = scripted.findIndex((one) => one.operation === operation || one.operation === '*');
      const found = scripted[index];
      if (found !== undefined) {
        found.times -= 1;
        if (found.times <= 0) scripted.splice(index, 1);
        return found.kind;
      }
      if (plan === null || chance.next() >= plan.chancePerRequest) return null;
      const fitting = (plan.kinds ?? kinds).filter(fits);
      return fitting.length === 0 ? null : chance.pick(fitting);
    },
  };
}
