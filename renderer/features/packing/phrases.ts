import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

import type { Output } from '#shared/contract/index.ts';

import type { Tune } from '../../scan/index.ts';

type Outcome = Output<'packing.scan'>;

/** What is heard after a scan: a tune, and the few words worth saying; null says nothing. Parcels of one thing are only a tune: a thousand a day are packed. */
export function heardOf(
  outcome: Outcome,
  before: { readonly needed: number } | null,
): { readonly tune: Tune; readonly words: MessageDescriptor | null } {
  const { code, tone, params, parcel } = outcome;
  if (code === 'put-in-cell') return { tune: 'cell', words: { ...msg({ message: 'Ячейка {cell}' }), values: params } };
  if (code === 'cancelled') return { tune: 'stop', words: msg`Отменён` };
  if (tone === 'stop') return { tune: 'stop', words: msg`Стоп` };
  if (code === 'printed' || code === 'packed-waiting') {
    const several = (before?.needed ?? 0) > 1;
    return { tune: several ? 'whole' : 'right', words: several ? msg`Заказ собран` : null };
  }
  if (code === 'thing-taken' && parcel !== null) {
    const left = { left: parcel.needed - parcel.scanned };
    return { tune: 'right', words: { ...msg({ message: 'Осталось {left}' }), values: left } };
  }
  return { tune: tone, words: null };
}
