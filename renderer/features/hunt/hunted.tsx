import { Trans } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { Button, RelativeTime } from '../../ui/index.ts';

import classes from './hunt.module.css';

type Row = Output<'packing.hunt'>['rows'][number];

/** One parcel to find: what is written on it, where it was last, what lies in it and where that belongs. */
export function Hunted({ row, digit, onBack }: { readonly row: Row; readonly digit: number | null; readonly onBack: () => void }) {
  const { order, packed, place, seen, back } = row;
  return (
    <div className={classes.row} data-testid="hunted">
      <div>
        <div className={classes.name}>{packed ? (order.labelCaption?.split(/\s+/u).at(-1) ?? order.number) : order.number}</div>
        <div className={classes.faint}>
          {order.accountName} · {packed ? order.number : <Trans>не дособран, стикера нет</Trans>}
        </div>
      </div>
      <div>
        <div className={classes.place}>
          <Place place={place} />
        </div>
        {seen === null ? null : (
          <div className={classes.faint}>
            <Trans>видели</Trans> <RelativeTime ms={seen.atMs} />: {seen.actor}
            {seen.station === null ? null : ` · ${seen.station}`}
          </div>
        )}
      </div>
      <ul className={classes.back}>
        {back.map((thing) => (
          <li key={`${thing.productId} ${thing.bin ?? ''}`}>
            <b>→ {thing.bin ?? '—'}</b>
            <span className={classes.cut}>{thing.name}</span>
            <b>× {thing.quantity}</b>
          </li>
        ))}
      </ul>
      {digit === null ? (
        <span />
      ) : (
        <Button hotkey={String(digit)} onClick={onBack}>
          <Trans>Разложил</Trans>
        </Button>
      )}
    </div>
  );
}

function Place({ place }: { readonly place: Row['place'] }) {
  if (place === null) return <Trans>где, неизвестно</Trans>;
  const { name, wave } = place;
  switch (place.kind) {
    case 'cell':
      return (
        <Trans>
          стенка волны {wave}, ячейка {name}
        </Trans>
      );
    case 'handover':
      return <Trans>среди посылок отгрузки «{name}»</Trans>;
    case 'supply':
      return <Trans>среди посылок поставки «{name}»</Trans>;
    case 'station':
      return <Trans>у места «{name}»</Trans>;
  }
}
