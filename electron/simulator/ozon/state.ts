import type { Chance } from '../chance.ts';

export interface Product {
  readonly productId: number;
  readonly sku: number;
  readonly offerId: string;
  readonly name: string;
  readonly barcodes: readonly string[];
  readonly marked: boolean;
  readonly priceMinor: number;
  readonly weightG: number;
  readonly archived: boolean;
}
export interface OzonWarehouse {
  readonly id: number;
  readonly name: string;
  readonly label: 'BIG' | 'SMALL';
}
export interface Exemplar {
  readonly id: number;
  marks: readonly { readonly mark: string; readonly mark_type: string }[];
  gtd: string;
  gtdAbsent: boolean;
  rnpt: string;
  rnptAbsent: boolean;
  weight: number;
}
export interface PostingLine {
  readonly product: Product;
  quantity: number;
}
export interface Posting {
  readonly number: string;
  readonly orderNumber: string;
  readonly orderId: number;
  readonly parent: string;
  readonly warehouseId: number;
  readonly createdAtMs: number;
  readonly shipByMs: number;
  readonly scanit: string;
  readonly lines: PostingLine[];
  readonly related: string[];
  readonly exemplars: Map<number, Exemplar[]>;
  readonly schema: 'fbs' | 'rfbs';
  status: string;
  substatus: string;
  changedAtMs: number;
  /** Assembly that was taken and is not done. */
  shipping: { readonly doneAtMs: number; readonly fails: boolean } | null;
  /** Set when marks were told; the verdict comes later. */
  markedAtMs: number | null;
  labelReadyAtMs: number;
  carriageId: number | null;
  acceptedAtMs: number | null;
  cancelReason: string;
  tracking: string;
}
export interface Carriage {
  readonly id: number;
  readonly methodId: number;
  readonly date: string;
  readonly createdAtMs: number;
  status: 'new' | 'in_process' | 'formed' | 'received' | 'closed' | 'cancelled';
  readyAtMs: number;
  places: number;
  readonly numbers: Set<string>;
}
/** A cargo unit: parcels laid together, known by a number. */
export interface CargoUnit {
  readonly id: number;
  readonly number: number;
  readonly kind: 'box' | 'pallet';
  readonly sort: 'sort' | 'non-sort';
  readonly warehouseId: number;
  readonly createdAtMs: number;
  status: 'new' | 'approve_in_process' | 'approved' | 'approve_failed' | 'acceptance_in_progress' | 'cancelled';
  approvedAtMs: number;
  readonly numbers: Set<string>;
}
export interface LabelTask {
  readonly id: number;
  readonly size: 'big_label' | 'small_label';
  readonly numbers: readonly string[];
  readonly doneAtMs: number;
  readonly bad: readonly string[];
}
export interface Return {
  readonly id: number;
  readonly posting: Posting;
  readonly type: 'Cancellation' | 'ClientReturn';
  state: string;
  changedAtMs: number;
}

/** What a world is told and how long its work takes. */
export interface Pace {
  readonly shipMs: number;
  readonly checkMs: number;
  readonly labelMs: number;
  readonly actMs: number;
}

/** One cabinet of Ozon in miniature. */
export interface Cabinet {
  readonly clientId: string;
  readonly apiKey: string;
  readonly keyEndsAtMs: number;
  readonly name: string;
  readonly inn: string;
  readonly warehouses: readonly OzonWarehouse[];
  readonly products: readonly Product[];
  /** What is free to sell, by «warehouse product». */
  readonly free: Map<string, number>;
  readonly toldAtMs: Map<string, number>;
  readonly postings: Map<string, Posting>;
  readonly carriages: Map<number, Carriage>;
  readonly units: Map<number, CargoUnit>;
  readonly tasks: Map<number, LabelTask>;
  readonly returns: Return[];
  readonly chance: Chance;
  readonly pace: Pace;
  nextId: number;
}

export const shelf = (warehouseId: number, productId: number): string => `${String(warehouseId)} ${String(productId)}`;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
export const iso = (ms: number): string => new Date(ms).toISOString();
/** The calendar day in Moscow. */
export const dayOf = (ms: number): string => new Date(ms + 3 * HOUR_MS).toISOString().slice(0, 10);

export function move(posting: Posting, status: string, substatus: string, nowMs: number): void {
  posting.status = status;
  posting.substatus = substatus;
  posting.changedAtMs = nowMs;
}

/** Units that buyers hold of one product and that have not left yet. */
export const reservedOf = (cabinet: Cabinet, warehouseId: number, productId: number): number => {
  let units = 0;
  for (const posting of cabinet.postings.values())
    if (posting.warehouseId === warehouseId && (posting.status === 'awaiting_packaging' || posting.status === 'awaiting_deliver'))
      for (const line of posting.lines) if (line.product.productId === productId) units += line.quantity;
  return units;
};

/** What time alone brings about: assembly done or failed, papers drawn up, parcels on their way to the buyer. */
export function settle(cabinet: Cabinet, nowMs: number): void {
  for (const posting of cabinet.postings.values()) age(cabinet, posting, nowMs);
  for (const carriage of cabinet.carriages.values())
    if (carriage.status === 'in_process' && nowMs >= carriage.readyAtMs) carriage.status = 'formed';
  for (const unit of cabinet.units.values())
    if (unit.status === 'approve_in_process' && nowMs >= unit.approvedAtMs)
      unit.status = unit.numbers.size > 0 ? 'approved' : 'approve_failed';
}

function age(cabinet: Cabinet, posting: Posting, nowMs: number): void {
  const { shipping } = posting;
  if (shipping !== null && nowMs >= shipping.doneAtMs && posting.status === 'awaiting_packaging') {
    posting.shipping = null;
    if (shipping.fails) move(posting, 'awaiting_packaging', 'ship_failed', nowMs);
    else {
      move(posting, 'awaiting_deliver', 'posting_not_in_carriage', nowMs);
      posting.labelReadyAtMs = nowMs + cabinet.pace.labelMs;
    }
  }
  if (posting.acceptedAtMs === null) return;
  const since = nowMs - posting.acceptedAtMs;
  if (posting.status === 'acceptance_in_progress' && since >= HOUR_MS) move(posting, 'delivering', 'posting_on_way_to_city', nowMs);
  if (posting.status === 'delivering' && since >= 2 * DAY_MS) move(posting, 'delivered', 'posting_received', nowMs);
}
