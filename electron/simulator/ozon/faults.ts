import type { Chance } from '../chance.ts';
import { createFaultBox, type FaultBox, type FaultPlan } from '../fault-plan.ts';

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

export type OzonFaultPlan = FaultPlan<OzonFault>;
/** An operation is a path here. */
export type OzonFaults = FaultBox<OzonFault>;

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
  const box = createFaultBox(chance, OZON_FAULTS, paths, start);
  return { ...box, draw: (path) => box.draw(path, (kind) => FITS[kind]?.(path) ?? true) };
}
