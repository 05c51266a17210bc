import { useLingui } from '@lingui/react';
import { useRef, useState } from 'react';

import type { CallError } from '#shared/contract/call.ts';

import { describeError } from '../../app/errors.ts';
import { leftOutNames } from '../../app/words/bulk.ts';
import { play } from '../../scan/index.ts';
import type { ChosenOrder } from './chosen.ts';

/** What became of one order. */
export interface BulkLine {
  readonly order: ChosenOrder;
  readonly done: boolean;
  readonly words: string;
}
export interface BulkState {
  readonly title: string;
  readonly total: number;
  readonly lines: readonly BulkLine[];
  readonly state: 'running' | 'stopped' | 'over';
}

/** Left out: a code of the call's own; failed: an error that hit all of the part. */
export type PartAnswer =
  | { readonly ok: true; readonly skipped: readonly { readonly orderId: string; readonly code: string }[] }
  | { readonly ok: false; readonly error: CallError };

/** Long work over chosen orders, part by part: told as it goes, stopped between parts, every order's end in words. */
export function useBulk() {
  const { i18n } = useLingui();
  const [bulk, setBulk] = useState<BulkState | null>(null);
  const stopped = useRef(false);

  const run = async (
    title: string,
    doneWords: string,
    orders: readonly ChosenOrder[],
    size: number,
    act: (part: readonly ChosenOrder[]) => Promise<PartAnswer>,
  ): Promise<void> => {
    stopped.current = false;
    const lines: BulkLine[] = [];
    const show = (state: BulkState['state']) => setBulk({ title, total: orders.length, lines: [...lines], state });
    show('running');
    for (let from = 0; from < orders.length && !stopped.current; from += size) {
      const part = orders.slice(from, from + size);
      const answer = await act(part);
      for (const order of part) lines.push(lineOf(order, answer, doneWords));
      show('running');
    }
    show(stopped.current ? 'stopped' : 'over');
    play(lines.every((line) => line.done) ? 'right' : 'wrong');
  };

  const lineOf = (order: ChosenOrder, answer: PartAnswer, doneWords: string): BulkLine => {
    if (!answer.ok) return { order, done: false, words: describeError(answer.error, i18n).what };
    const code = answer.skipped.find((one) => one.orderId === order.id)?.code;
    if (code === undefined) return { order, done: true, words: doneWords };
    const name = leftOutNames[code];
    return { order, done: false, words: name === undefined ? describeError({ code }, i18n).what : i18n._(name) };
  };

  return { bulk, run, stop: () => void (stopped.current = true), close: () => setBulk(null) };
}
