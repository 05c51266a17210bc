import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { CallError } from '#shared/contract/call.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { newId, send, useCall } from '../../bridge/index.ts';
import { Button, Field, StatusChip } from '../../ui/index.ts';

import classes from './guide.module.css';

const MOST_BINS = 300;

export function WarehouseStep() {
  const { t } = useLingui();
  const places = useCall('location.list', {});
  const [name, setName] = useState(t`Основной склад`);
  const [row, setRow] = useState('А');
  const [count, setCount] = useState('0');
  const [error, setError] = useState<CallError | null>(null);
  const [pending, setPending] = useState(false);
  const warehouses = places.data?.rows.filter((place) => place.kind === 'warehouse' && !place.archived) ?? [];
  const bins = places.data?.rows.filter((place) => place.kind === 'bin').length ?? 0;
  const amount = Math.min(Math.max(Math.trunc(Number(count)) || 0, 0), MOST_BINS);

  const save = async () => {
    setPending(true);
    setError(null);
    const warehouseId = warehouses[0]?.id ?? newId();
    const wanted = [
      ...(warehouses.length === 0
        ? [{ id: warehouseId, kind: 'warehouse' as const, warehouseId: null, code: name.slice(0, 40), name, routeOrder: 0 }]
        : []),
      ...Array.from({ length: amount }, (_, index) => {
        const code = `${row}-${String(index + 1).padStart(2, '0')}`;
        return { id: newId(), kind: 'bin' as const, warehouseId, code, name: '', routeOrder: index + 1 };
      }),
    ];
    for (const place of wanted) {
      const answer = await send('location.save', newId(), place);
      if (answer.ok) continue;
      setError(answer.error);
      break;
    }
    setPending(false);
  };
  return (
    <form
      className={classes.list}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className={classes.row}>
        {warehouses.map((place) => (
          <StatusChip key={place.id} tone="right">
            {place.name === '' ? place.code : place.name}
          </StatusChip>
        ))}
        {bins === 0 ? null : (
          <StatusChip>
            <Plural value={bins} one="# ячейка" few="# ячейки" many="# ячеек" other="# ячейки" />
          </StatusChip>
        )}
      </div>
      <div className={classes.grid}>
        {warehouses.length > 0 ? null : (
          <Field label={<Trans>Название склада</Trans>} value={name} onChange={(event) => setName(event.target.value)} />
        )}
        <Field label={<Trans>Стеллаж</Trans>} value={row} onChange={(event) => setRow(event.target.value)} />
        <Field
          label={<Trans>Сколько в нём ячеек</Trans>}
          hint={
            <Trans>
              Получатся коды {row}-01, {row}-02 и дальше. Ноль: без ячеек
            </Trans>
          }
          inputMode="numeric"
          value={count}
          onChange={(event) => setCount(event.target.value)}
        />
      </div>
      <ErrorBanner error={error} />
      <div className={classes.row}>
        <Button type="submit" look="primary" disabled={pending || (warehouses.length === 0 ? name.trim() === '' : amount === 0)}>
          {warehouses.length === 0 ? <Trans>Создать склад</Trans> : <Trans>Добавить ячейки</Trans>}
        </Button>
      </div>
    </form>
  );
}
