import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

import type { Output } from '#shared/contract/index.ts';

import type { Tune } from '../../scan/index.ts';

type Outcome = Output<'packing.scan'>;

/** What is heard after a scan: a tune, and the few words worth saying; null says nothing. Parcels of one thing are only a tune: a thousand a day are packed. */
export function heardOf(outcome: Outcome): { readonly tune: Tune; readonly words: MessageDescriptor | null } {
  const { code, tone, params, parcel, order } = outcome;
  if (code === 'put-in-cell') return { tune: 'cell', words: { ...msg({ message: 'Ячейка {cell}' }), values: params } };
  if (code === 'cancelled') return { tune: 'stop', words: msg`Отменён` };
  if (tone === 'stop') return { tune: 'stop', words: msg`Стоп` };
  if (code === 'printed' || code === 'packed-waiting' || code === 'packed-for-carrier') {
    const units = order?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 1;
    if (units < 2) return { tune: 'right', words: null };
    // At a wall its things lie in a cell, which is emptied now.
    const atWall = params['cell'] !== undefined && params['cell'] !== null;
    return { tune: 'whole', words: atWall ? { ...msg({ message: 'Заказ собран, ячейка {cell}' }), values: params } : msg`Заказ собран` };
  }
  if (code === 'thing-taken' && parcel !== null) {
    const left = { left: parcel.needed - parcel.scanned };
    return { tune: 'right', words: { ...msg({ message: 'Осталось {left}' }), values: left } };
  }
  return { tune: tone, words: null };
}
