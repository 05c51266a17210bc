import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useAsk, useCommand } from '../../bridge/index.ts';
import { Button, Card, Dialog, Field, Select, StatusChip, toast } from '../../ui/index.ts';

import classes from './supplies.module.css';

type Supply = Output<'supply.get'>['supply'];
type Point = Output<'account.shippingPoints'>['rows'][number];

/** Where, how and on what day the supply is brought: the marketplace closes no supply without it. */
export function Shipping({ supply }: { readonly supply: Supply }) {
  const [open, setOpen] = useState(false);
  const { shipping } = supply;
  return (
    <Card title={<Trans>Куда и когда везём</Trans>}>
      {shipping === null ? (
        <p>
          <Trans>Не указано.</Trans>
        </p>
      ) : (
        <div className={classes.line}>
          <span>
            {shipping.date} · {shipping.kind === 'self' ? <Trans>сами</Trans> : <Trans>транспортная компания</Trans>} · {shipping.pointId}
          </span>
          <StatusChip tone={supply.shippingConfirmed ? 'right' : 'wrong'}>
            {supply.shippingConfirmed ? <Trans>маркетплейс знает</Trans> : <Trans>ещё не отправлено</Trans>}
          </StatusChip>
        </div>
      )}
      {supply.state === 'open' || supply.state === 'creating' ? (
        <Button onClick={() => setOpen(true)}>
          <Trans>Указать</Trans>
        </Button>
      ) : null}
      <Dialog open={open} wide title={<Trans>Куда и когда везём</Trans>} onClose={() => setOpen(false)}>
        <ShippingForm supply={supply} onDone={() => setOpen(false)} />
      </Dialog>
    </Card>
  );
}

/** Tomorrow by this computer's calendar; the marketplace judges by Moscow's and says so. */
const tomorrow = (): string => {
  const day = new Date(Date.now() + 86_400_000);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
};

function ShippingForm({ supply, onDone }: { readonly supply: Supply; readonly onDone: () => void }) {
  const { t } = useLingui();
  const find = useAsk('account.shippingPoints');
  const save = useCommand('supply.setShipping');
  const [city, setCity] = useState('Москва');
  const [points, setPoints] = useState<readonly Point[]>([]);
  const [point, setPoint] = useState<Point | null>(null);
  const [kind, setKind] = useState<'self' | 'carrier'>(supply.shipping?.kind ?? 'self');
  const [date, setDate] = useState(supply.shipping?.date ?? tomorrow());
  const cargoType = Number(supply.attributes['cargoType'] ?? 1) || 1;
  const search = async () => {
    const answer = await find.run({ accountId: supply.accountId, city, cargoType });
    if (answer.ok) setPoints(answer.value.rows);
  };
  const pointId = point?.id ?? supply.shipping?.pointId ?? '';
  const store = async () => {
    const answer = await save.run({
      supplyId: supply.id,
      pointId,
      pointName: point === null ? '' : `${point.name}, ${point.address}`,
      kind,
      date,
    });
    if (!answer.ok) return;
    toast('right', t`Записано и отправляется маркетплейсу`);
    onDone();
  };
  return (
    <div className={classes.form}>
      <ErrorBanner error={find.error ?? save.error} />
      <div className={classes.line}>
        <Field label={t`Город`} value={city} onChange={(event) => setCity(event.target.value)} />
        <Button disabled={find.pending} onClick={() => void search()}>
          <Trans>Найти пункты</Trans>
        </Button>
      </div>
      <div className={classes.points}>
        {points.map((entry) => (
          <Button key={entry.id} look={entry.id === pointId ? 'primary' : 'quiet'} onClick={() => setPoint(entry)}>
            {entry.name}, {entry.address}
          </Button>
        ))}
      </div>
      <Select
        label={t`Как везём`}
        value={kind}
        options={[
          { value: 'self', text: t`Сами` },
          { value: 'carrier', text: t`Транспортная компания` },
        ]}
        onChange={setKind}
      />
      <Field label={t`Когда`} type="date" value={date} onChange={(event) => setDate(event.target.value)} />
      <Button look="primary" disabled={save.pending || pointId === ''} onClick={() => void store()}>
        <Trans>Записать</Trans>
      </Button>
    </div>
  );
}
