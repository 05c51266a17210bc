import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useEffectEvent, useRef, useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { play } from '../../scan/index.ts';
import { Banner, Button, Dialog, Field, Figure } from '../../ui/index.ts';
import type { PackingState } from './use-packing.ts';

type Parcel = NonNullable<PackingState['weighing']>;

/** Less is dust, or a hand. */
const LEAST_GRAMS = 5;

/** The parcel just closed is weighed: by laying it on the scales, by a key when it lies there already, by hand where there are none. */
export function Weighing({ state }: { readonly state: PackingState }) {
  const { weighing } = state;
  return weighing === null ? null : <OnScales key={weighing.orderId} parcel={weighing} />;
}

function OnScales({ parcel }: { readonly parcel: Parcel }) {
  const devices = useCall('station.devices', {}, { everyMs: 2000 });
  const weigh = useCommand('packing.weigh');
  const [typing, setTyping] = useState(false);
  const scales = devices.data?.scales ?? null;
  const weight = scales?.weight ?? null;
  const ready = weight !== null && weight.stable && weight.grams >= LEAST_GRAMS;
  const record = async (grams: number, source: 'scales' | 'hand') => {
    const answer = await weigh.run({ orderId: parcel.orderId, grams, source });
    play(answer.ok ? 'right' : 'wrong');
    if (answer.ok) setTyping(false);
  };
  useOnceLaid(devices.data !== undefined && parcel.grams === null, weight, ready, (grams) => void record(grams, 'scales'));
  if (parcel.grams !== null)
    return (
      <div data-testid="weighed">
        <Banner
          tone="right"
          title={
            <Trans>
              Вес {parcel.caption ?? parcel.number}: <Figure value={parcel.grams} /> г
            </Trans>
          }
        />
      </div>
    );
  return (
    <div data-testid="weigh">
      <Banner
        tone="ask"
        title={<Trans>Взвесьте посылку {parcel.caption ?? parcel.number}</Trans>}
        actions={
          <>
            {ready ? (
              <Button hotkey="F8" disabled={weigh.pending} onClick={() => void record(weight.grams, 'scales')}>
                <Trans>
                  Записать <Figure value={weight.grams} /> г
                </Trans>
              </Button>
            ) : null}
            <Button {...(ready ? {} : { hotkey: 'F8' })} onClick={() => setTyping(true)}>
              <Trans>Вписать вес</Trans>
            </Button>
          </>
        }
      >
        <ScalesWords state={scales?.state ?? null} weight={weight} />
        <ErrorBanner error={weigh.error} />
      </Banner>
      {typing ? <ByHand pending={weigh.pending} onDone={(grams) => void record(grams, 'hand')} onClose={() => setTyping(false)} /> : null}
    </div>
  );
}

interface OnPlatform {
  readonly grams: number;
  readonly stable: boolean;
}

/** What lay there while the parcel was packed may be anything; what is laid on after that, and comes to rest, is the parcel. */
function useOnceLaid(on: boolean, weight: OnPlatform | null, ready: boolean, record: (grams: number) => void): void {
  const moved = useRef(false);
  const take = useEffectEvent(record);
  const grams = weight?.grams ?? 0;
  const stable = weight?.stable ?? false;
  useEffect(() => {
    if (!on) return;
    if (!stable || grams < LEAST_GRAMS) moved.current = true;
    else if (moved.current && ready) {
      moved.current = false;
      take(grams);
    }
  }, [on, grams, stable, ready]);
}

function ScalesWords({ state, weight }: { readonly state: 'opening' | 'open' | 'absent' | null; readonly weight: OnPlatform | null }) {
  if (state === null) return <Trans>Весов у этого места нет: впишите вес.</Trans>;
  if (state !== 'open') return <Trans>Весы не отвечают: проверьте провод. Вес можно вписать.</Trans>;
  if (weight === null) return <Trans>Весы молчат: включите их.</Trans>;
  if (!weight.stable) return <Trans>Весы ещё не успокоились.</Trans>;
  return <Trans>Поставьте посылку на весы: вес запишется сам.</Trans>;
}

function ByHand({
  pending,
  onDone,
  onClose,
}: {
  readonly pending: boolean;
  readonly onDone: (grams: number) => void;
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const grams = Math.trunc(Number(text));
  const good = text.trim() !== '' && grams >= 1 && grams <= 500_000;
  return (
    <Dialog
      open
      title={<Trans>Вес посылки</Trans>}
      onClose={onClose}
      actions={
        <Button look="primary" hotkey="F9" disabled={!good || pending} onClick={() => onDone(grams)}>
          <Trans>Записать</Trans>
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (good) onDone(grams);
        }}
      >
        <Field label={t`Сколько граммов`} name="grams" inputMode="numeric" value={text} onChange={(event) => setText(event.target.value)} />
      </form>
    </Dialog>
  );
}
