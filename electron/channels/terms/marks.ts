import type { MarkKind } from '#shared/domain/marking.ts';

import type { Outcome } from './outcome.ts';

/** What is told of the units, and what came of the checks. */
export interface MarksClient {
  readonly batch: number;
  /** Idempotent: what is told replaces what was there. `done` means accepted for checking; the verdict is read. */
  put(change: MarkChange): Promise<Outcome<void>>;
  remove(orderId: string, kind: MarkKind): Promise<Outcome<void>>;
  read(ids: readonly string[]): Promise<Outcome<readonly ChannelMarkVerdict[]>>;
}

/** One mark on one unit. `unit` counts from 0 within the order's line of that sku. */
export interface UnitMark {
  readonly sku: string;
  readonly unit: number;
  readonly kind: MarkKind;
  readonly value: string;
}

/** Some marketplaces take one kind at a time, some only the order as a whole: both are told. */
export interface MarkChange {
  readonly orderId: string;
  /** The kind that changed, with all its values in the order of units. */
  readonly kind: MarkKind;
  readonly values: readonly string[];
  /** Every mark of the order as it stands after the change. */
  readonly whole: readonly UnitMark[];
}

export interface ChannelMarkVerdict {
  readonly orderId: string;
  readonly kind: MarkKind;
  readonly values: readonly string[];
  readonly verdict: 'missing' | 'pending' | 'passed' | 'refused';
  /** The marketplace's own word for it (Wildberries: `decision`). */
  readonly own: string;
}
