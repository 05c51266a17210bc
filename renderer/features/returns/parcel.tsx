import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { Name } from '../../app/words/name.tsx';
import { returnClaimNames, returnKindNames, returnStateNames } from '../../app/words/names.ts';
import { useCommand } from '../../bridge/index.ts';
import { play } from '../../scan/index.ts';
import { Button, DateTime, Money, StatusChip } from '../../ui/index.ts';
import { Damaged } from './damaged.tsx';

import classes from './returns.module.css';

export type Return = Output<'return.list'>['rows'][number];
export type ReturnLine = Return['lines'][number];

interface Props {
  readonly row: Return;
  /** Where sound things go. */
  readonly shelfId: string;
  /** It was just scanned: its keys are live. */
  readonly isFound?: boolean;
  readonly onTaken?: () => void;
}

export function Parcel({ row, shelfId, isFound = false, onTaken }: Props) {
  return (
    <article className={`${classes.parcel} ${isFound ? classes.found : ''}`} data-testid="return">
      <div className={classes.head}>
        <span className={classes.number}>
          {row.orderId === null ? (
            (row.orderNumber ?? row.externalId)
          ) : (
            <Link to="/orders/$id" params={{ id: row.orderId }}>
              {row.orderNumber}
            </Link>
          )}
        </span>
        <span className={classes.faint}>
          {row.accountName} · <Name of={row.kind} names={returnKindNames} />
          {row.reason === null ? null : <> · {row.reason}</>}
        </span>
        <span className={classes.spread} />
        {row.claim === null ? null : (
          <StatusChip tone="stop">
            <Name of={row.claim} names={returnClaimNames} />
          </StatusChip>
        )}
        <StatusChip>{row.state === 'unknown' && row.own !== '' ? row.own : <Name of={row.state} names={returnStateNames} />}</StatusChip>
      </div>
      {row.lines.map((line, index) => (
        <Line key={line.id} line={line} shelfId={shelfId} isKeyed={isFound && index === 0} onTaken={onTaken} />
      ))}
      <div className={classes.faint}>
        <DateTime ms={row.changedAtMs} />
        {row.place === null ? null : <> · {row.place}</>}
        {row.priceMinor === null ? null : (
          <>
            {' · '}
            <Money minor={row.priceMinor} currency={row.currency} />
          </>
        )}
        {row.pickupBeforeMs === null ? null : (
          <>
            {' · '}
            <Trans>
              забрать до <DateTime ms={row.pickupBeforeMs} />
            </Trans>
          </>
        )}
      </div>
    </article>
  );
}

function Line({
  line,
  shelfId,
  isKeyed,
  onTaken,
}: {
  readonly line: ReturnLine;
  readonly shelfId: string;
  readonly isKeyed: boolean;
  readonly onTaken: (() => void) | undefined;
}) {
  const take = useCommand('return.take');
  const [damaged, setDamaged] = useState(false);
  const sound = async () => {
    const answer = await take.run({ lineId: line.id, quantity: 1, fate: 'sound', locationId: shelfId });
    play(answer.ok ? 'right' : 'stop');
    if (answer.ok) onTaken?.();
  };
  return (
    <div className={classes.line}>
      <span>
        <b>{line.name}</b> <span className={classes.faint}>{line.article}</span>
      </span>
      <span>
        {line.left === 0 ? (
          <StatusChip tone="right">
            <Trans>принято {line.quantity}</Trans>
          </StatusChip>
        ) : (
          <Trans>
            осталось {line.left} из {line.quantity}
          </Trans>
        )}
      </span>
      {line.left === 0 ? (
        <span />
      ) : (
        <span className={classes.head}>
          <Button
            look="primary"
            size="small"
            disabled={take.pending || shelfId === ''}
            {...(isKeyed ? { hotkey: 'F9' as const } : {})}
            onClick={() => void sound()}
          >
            <Trans>Цела, на полку</Trans>
          </Button>
          <Button size="small" {...(isKeyed ? { hotkey: 'F10' as const } : {})} onClick={() => setDamaged(true)}>
            <Trans>Повреждена</Trans>
          </Button>
        </span>
      )}
      <ErrorBanner error={take.error} />
      {damaged ? <Damaged line={line} onClose={() => setDamaged(false)} onTaken={onTaken} /> : null}
    </div>
  );
}
