import { useState } from 'react';

import type { Input } from '#shared/contract/index.ts';

import { call, type WindowRow } from '../../bridge/index.ts';
import { type Choosing, toast } from '../../ui/index.ts';

type Row = WindowRow<'order.list'>;
export interface ChosenOrder {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
}
type Filter = Input<'order.ids'>;

/** Orders chosen in the table: by one, by stretches, or all that the filter shows. Another filter keeps them: what is chosen is chosen. */
export function useChosen(filter: Filter, total: number, cutWords: (shown: number) => string) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, ChosenOrder>>(new Map());
  const clear = () => setChosen(new Map());
  const all = async () => {
    if (chosen.size >= total && total > 0) return clear();
    const answer = await call('order.ids', filter);
    if (!answer.ok) return undefined;
    setChosen(new Map(answer.value.rows.map((row) => [row.id, row])));
    if (answer.value.total > answer.value.rows.length) toast('ask', cutWords(answer.value.rows.length));
    return undefined;
  };
  const choosing: Choosing<Row> = {
    isChosen: (row) => chosen.has(row.id),
    choose: (rows, on) =>
      setChosen((now) => {
        const next = new Map(now);
        for (const { id, number, accountId } of rows) {
          if (on) next.set(id, { id, number, accountId });
          else next.delete(id);
        }
        return next;
      }),
    all: () => void all(),
    allChosen: total > 0 && chosen.size >= total,
  };
  return { orders: [...chosen.values()], choosing, clear };
}
