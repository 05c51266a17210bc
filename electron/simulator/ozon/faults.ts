import type { Chance } from '../chance.ts';

/**
 * What may go wrong on the way or at Ozon. `lose-answer`, `server-error-after`: the request was applied, nobody is told.
 * `half-stocks`: half of the rows of stock are applied, the rest refused as too early. `bad-label`: one posting of a task cannot be printed.
 */
export const OZON_FAULTS = [
  'lose-request',
  'lose-answer',
  'rate-limit',
  'server-error',
  'server-error-after',
  'stale-page',
  'duplicate',
  'reorder',
  'unknown-status',
  'cancel-in-flight',
  'ship-failed',
  'label-not-ready',
  'bad-label',
  'half-stocks',
] as const;
export type OzonFault = (typeof OZON_FAULTS)[number];

export interface OzonFaultPlan {
  readonly chancePerRequest: number;
  readonly kinds?: readonly OzonFault[];
}
export interface OzonFaults {
  /** The next `times` requests to this path (`*`: any) meet this fault. */
  next(path: string, kind: OzonFault, times?: number): void;
  setPlan(plan: OzonFaultPlan | null): void;
  draw(path: string): OzonFault | null;
}

const LISTS = new Set(['/v4/posting/fbs/unfulfilled/list', '/v4/posting/fbs/list']);
const SHIP = '/v4/posting/fbs/ship';
const FITS: Readonly<Partial<Record<OzonFault, (path: string) => boolean>>> = {
  'stale-page': (path) => LISTS.has(path),
  duplicate: (path) => LISTS.has(path),
  reorder: (path) => LISTS.has(path),
  'unknown-status': (path) => path === '/v3/posting/fbs/get',
  'cancel-in-flight': (path) => path === SHIP,
  'ship-failed': (path) => path === SHIP,
  'label-not-ready': (path) => path === '/v3/posting/fbs/package-label/create',
  'bad-label': (path) => path === '/v3/posting/fbs/package-label/create',
  'half-stocks': (path) => path === '/v2/products/stocks',
};

export function createOzonFaults(chance: Chance, start: OzonFaultPlan | null, paths: ReadonlySet<string>): OzonFaults {
  let plan = start;
  const scripted: { path: string; kind: OzonFault; times: number }[] = [];
  return {
    next(path, kind, times = 1) {
      // A fault for a path nobody serves would wait for ever and let its test pass for nothing.
      if (path !== '*' && !paths.has(path)) throw new RangeError(`the simulator serves no path «${path}»`);
      scripted.push({ path, kind, times });
    },
    setPlan(next) {
      plan = next;
    },
    draw(path) {
      const index = scripted.findIndex((one) => one.path === path || one.path === '*');
      const found = scripted[index];
      if (found !== undefined) {
        found.times -= 1;
        if (found.times <= 0) scripted.splice(index, 1);
        return found.kind;
      }
      if (plan === null || chance.next() >= plan.chancePerRequest) return null;
      const kinds = (plan.kinds ?? OZON_FAULTS).filter((kind) => FITS[kind]?.(path) ?? true);
      return kinds.length === 0 ? null : chance.pick(kinds);
    },
  };
}
