import { useLingui } from '@lingui/react';
import { useEffect, useState } from 'react';

import type { CallError } from '#shared/contract/call.ts';
import type { Output } from '#shared/contract/index.ts';

import { newId, queryClient, send, useCall, useCommand } from '../../bridge/index.ts';
import { play, say, useScan } from '../../scan/index.ts';
import { heardOf } from './phrases.ts';

export type Outcome = Output<'packing.scan'>;
export type PackingState = Output<'packing.state'>;
export type Order = NonNullable<PackingState['openOrder']>;

export interface Answered {
  /** Counts answers: two alike in a row are two. */
  readonly count: number;
  readonly code: string;
  readonly outcome: Outcome | null;
  readonly error: CallError | null;
}

/** The packing desk: one call per scan, and its answer is painted at once; everything else follows by events. */
export function usePacking(stationId: string) {
  const state = useCall('packing.state', { stationId }, { everyMs: 20_000 });
  const { i18n } = useLingui();
  const [answered, setAnswered] = useState<Answered | null>(null);
  const undo = useCommand('packing.undo');
  const leave = useCommand('packing.leave');
  const takeOut = useCommand('packing.takeOut');
  const newPlace = useCommand('packing.newPlace');
  const reprint = useCommand('packing.reprint');

  const scan = async (code: string, productId: string | null = null) => {
    const answer = await send('packing.scan', newId(), { stationId, code, productId });
    setAnswered((before) => ({
      count: (before?.count ?? 0) + 1,
      code,
      outcome: answer.ok ? answer.value : null,
      error: answer.ok ? null : answer.error,
    }));
    tell(answer.ok ? answer.value : null);
    void queryClient.invalidateQueries({ queryKey: ['packing.state'] });
  };
  const tell = (outcome: Outcome | null) => {
    if (outcome === null) return play('wrong');
    const heard = heardOf(outcome);
    play(heard.tune);
    return heard.words === null ? undefined : say(i18n._(heard.words));
  };
  useScan(({ code }) => scan(code));

  useEffect(() => {
    document.title = 'Короб';
  }, []);

  const settle = (error: CallError | null) => {
    setAnswered((before) => (error === null ? null : { count: (before?.count ?? 0) + 1, code: '', outcome: null, error }));
    if (error !== null) play('wrong');
    void queryClient.invalidateQueries({ queryKey: ['packing.state'] });
  };
  return {
    state,
    answered,
    choose: (productId: string) => void scan(answered?.code ?? '', productId),
    leave: async () => {
      const answer = await leave.run({ stationId });
      settle(answer.ok ? null : answer.error);
    },
    takeOut: async () => {
      const answer = await takeOut.run({ stationId });
      settle(answer.ok ? null : answer.error);
      if (answer.ok) play('ask');
    },
    newPlace: async () => {
      const answer = await newPlace.run({ stationId });
      settle(answer.ok ? null : answer.error);
      if (answer.ok) play('right');
    },
    undo: async (orderId: string | null) => {
      const answer = await undo.run({ stationId, orderId });
      settle(answer.ok ? null : answer.error);
      if (answer.ok) play('ask');
    },
    reprint: async (orderId: string, reason: string) => {
      const answer = await reprint.run({ stationId, orderId, reason });
      settle(answer.ok ? null : answer.error);
      if (answer.ok) play('right');
    },
  };
}
