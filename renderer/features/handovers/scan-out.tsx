import { useLingui } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { Check, CircleHelp, Hand, OctagonX, ScanBarcode } from 'lucide-react';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { Name } from '../../app/words/name.tsx';
import { cargoKindNames } from '../../app/words/names.ts';
import { scanOutWords } from '../../app/words/outcomes.ts';
import { newId, send } from '../../bridge/index.ts';
import { play, useScan } from '../../scan/index.ts';

import classes from './handovers.module.css';

type Scanned = Output<'handover.scanOut'>;

/** Said by a sound, a colour, a sign and words at once. */
const TONES = {
  right: 'right',
  'more-places': 'right',
  already: 'ask',
  'not-packed': 'wrong',
  other: 'stop',
  cancelled: 'stop',
  'unknown-code': 'wrong',
} as const satisfies Readonly<Record<Scanned['code'], string>>;
const SIGNS = { right: Check, ask: CircleHelp, wrong: Hand, stop: OctagonX } as const;

/** Each parcel held to the scanner as it is carried out: is it of this hand-over, and how many are left. */
export function ScanOut({
  story,
  unit,
}: {
  readonly story: Output<'handover.get'>;
  /** The cargo unit that is being filled. */
  readonly unit: Output<'handover.get'>['units'][number] | null;
}) {
  const { i18n } = useLingui();
  const [said, setSaid] = useState<Scanned | null>(null);
  const [error, setError] = useState<Parameters<typeof ErrorBanner>[0]['error']>(null);
  const { id, scanned, orders, state } = story.handover;
  useScan(async ({ code }) => {
    const answer = await send('handover.scanOut', newId(), { id, code, unitId: unit?.id ?? null });
    if (!answer.ok) {
      play('stop');
      setSaid(null);
      setError(answer.error);
      return;
    }
    setError(null);
    setSaid(answer.value);
    play(TONES[answer.value.code]);
  });
  if (state === 'cancelled') return null;
  const tone = said === null ? null : TONES[said.code];
  const Sign = tone === null ? ScanBarcode : SIGNS[tone];
  const words = said === null ? undefined : scanOutWords[said.code];
  const values = { number: said?.number ?? '', other: said?.other ?? '—', place: said?.place ?? 1, places: said?.places ?? 1 };
  return (
    <>
      <ErrorBanner error={error} />
      <section
        className={`${classes.say} ${tone === null ? '' : classes[tone]}`}
        role="status"
        aria-live="assertive"
        data-testid="scan-out"
        data-code={said?.code ?? ''}
      >
        <Sign className={classes.sign} strokeWidth={2.6} aria-hidden />
        <div>
          <div className={classes.big}>{words === undefined ? <Trans>Сканируйте посылку</Trans> : i18n._({ ...words.big, values })}</div>
          <div>
            {words === undefined ? (
              <Trans>Стикер каждой посылки, пока её выносят: чужая или отменённая не уедет</Trans>
            ) : (
              i18n._({ ...words.next, values })
            )}
          </div>
        </div>
        {unit === null ? null : (
          <div className={classes.into} data-testid="into-unit">
            → <Name of={unit.kind} names={cargoKindNames} /> {unit.number}
          </div>
        )}
        <div className={classes.progress}>
          {said?.scanned ?? scanned}/{said?.orders ?? orders}
        </div>
      </section>
    </>
  );
}
