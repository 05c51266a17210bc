import { useLingui } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { Check, CircleHelp, Hand, ScanBarcode } from 'lucide-react';
import { useState } from 'react';

import type { Input, Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { PaperButton } from '../../app/paper-button.tsx';
import { takeBackWords } from '../../app/words/outcomes.ts';
import { asCallError, newId, send, useCall } from '../../bridge/index.ts';
import { play, useScan } from '../../scan/index.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { Hunted } from './hunted.tsx';

import classes from './hunt.module.css';

type Found = Output<'packing.takeBack'>;

/** Said by a sound, a colour, a sign and words at once. */
const TONES = {
  'taken-back': 'right',
  'thing-back': 'right',
  'scan-label': 'ask',
  'not-hunted': 'wrong',
  'unknown-code': 'wrong',
} as const satisfies Readonly<Record<Found['code'], string>>;
const SIGNS = { right: Check, ask: CircleHelp, wrong: Hand } as const;

/** Parcels of cancelled orders: where to look, and one scan of the label once it is found. */
export function HuntScreen() {
  const navigate = useNavigate();
  const session = useCall('session.get', {});
  const hunt = useCall('packing.hunt', {});
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<Parameters<typeof ErrorBanner>[0]['error']>(null);
  const stationId = session.data?.stationId ?? '';
  const take = async (what: Pick<Input<'packing.takeBack'>, 'code' | 'orderId'>) => {
    const answer = await send('packing.takeBack', newId(), { stationId, ...what });
    setError(answer.ok ? null : answer.error);
    setFound(answer.ok ? answer.value : null);
    play(answer.ok ? TONES[answer.value.code] : 'wrong');
  };
  useScan(({ code }) => take({ code }));
  const rows = hunt.data?.rows;
  return (
    <div className={classes.desk}>
      <div>
        <ErrorBanner error={error ?? (hunt.error === null ? null : asCallError(hunt.error))} />
        <Said found={found} />
      </div>
      <div className={classes.list} data-testid="hunt">
        {rows?.length === 0 ? (
          <EmptyState title={<Trans>Искать нечего</Trans>}>
            <Trans>Отменённых посылок здесь не осталось. Esc возвращает к упаковке.</Trans>
          </EmptyState>
        ) : null}
        {rows?.map((row, index) => (
          <Hunted key={row.order.id} row={row} digit={index < 9 ? index + 1 : null} onBack={() => void take({ orderId: row.order.id })} />
        ))}
      </div>
      <div className={classes.keys}>
        <Button hotkey="Esc" onClick={() => void navigate({ to: '/packing' })}>
          <Trans>К упаковке</Trans>
        </Button>
        <PaperButton paper={{ kind: 'returns-sheet' }} hotkey="F7">
          <Trans>Список на бумаге</Trans>
        </PaperButton>
      </div>
    </div>
  );
}

function Said({ found }: { readonly found: Found | null }) {
  const { i18n } = useLingui();
  const tone = found === null ? null : TONES[found.code];
  const Sign = tone === null ? ScanBarcode : SIGNS[tone];
  const words = found === null ? undefined : takeBackWords[found.code];
  const values = { number: found?.order?.number ?? '' };
  return (
    <section
      className={`${classes.say} ${tone === null ? '' : classes[tone]}`}
      role="status"
      aria-live="assertive"
      data-testid="hunt-said"
      data-code={found?.code ?? ''}
    >
      <Sign className={classes.sign} strokeWidth={2.6} aria-hidden />
      <div>
        <div className={classes.big}>{words === undefined ? <Trans>Отменённые посылки</Trans> : i18n._({ ...words.big, values })}</div>
        <div className={classes.next}>
          {words === undefined ? (
            <Trans>Нашли — сканируйте её стикер, а если стикера нет, вещи из неё</Trans>
          ) : (
            i18n._({ ...words.next, values })
          )}
        </div>
        {found === null || found.back.length === 0 ? null : (
          <ul className={classes.where}>
            {found.back.map((thing) => (
              <li key={`${thing.productId} ${thing.bin ?? ''}`}>
                <b>{thing.bin ?? '—'}</b>: {thing.name} × {thing.quantity}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
