import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall } from '../../bridge/index.ts';
import { Button, Dialog, Field, Select } from '../../ui/index.ts';
import type { ChosenOrder } from './chosen.ts';

type Reason = Output<'order.cancelReasons'>['reasons'][number];
export interface SaidReason {
  readonly reason: string;
  readonly channelReason: Reason | null;
}

interface Props {
  readonly orders: readonly ChosenOrder[];
  readonly onClose: () => void;
  readonly onCancel: (reasonOf: (order: ChosenOrder) => SaidReason) => void;
}

/** Each cabinet's marketplace has reasons of its own; they are asked of one of its chosen orders and hold for all of them. */
export function CancelMany({ orders, onClose, onCancel }: Props) {
  const { t } = useLingui();
  const accounts = useCall('account.list', {});
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState<Readonly<Record<string, Reason>>>({});
  const cabinets = (accounts.data?.rows ?? []).filter((account) => orders.some((order) => order.accountId === account.id));
  const asking = cabinets.filter((account) => account.capabilities.cancelReasons);
  const ready = accounts.data !== undefined && asking.every((account) => said[account.id] !== undefined);
  return (
    <Dialog
      open
      title={
        <Plural value={orders.length} one="Отменить # заказ" few="Отменить # заказа" many="Отменить # заказов" other="Отменить # заказа" />
      }
      onClose={onClose}
      actions={
        <Button
          look="danger"
          hotkey="Ctrl+Enter"
          disabled={!ready}
          onClick={() => onCancel((order) => ({ reason, channelReason: said[order.accountId] ?? null }))}
        >
          <Trans>Отменить у площадок</Trans>
        </Button>
      }
    >
      <p>
        <Trans>Отмена по вине продавца стоит штрафа и места в поиске. Вернуть заказы нельзя.</Trans>
      </p>
      {asking.map((account) => (
        <ReasonOf
          key={account.id}
          cabinet={account.name}
          orderId={orders.find((order) => order.accountId === account.id)?.id ?? ''}
          chosen={said[account.id]?.id ?? ''}
          onChoose={(one) => setSaid((now) => ({ ...now, [account.id]: one }))}
        />
      ))}
      <Field label={t`Пояснение словами`} value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
    </Dialog>
  );
}

function ReasonOf({
  cabinet,
  orderId,
  chosen,
  onChoose,
}: {
  readonly cabinet: string;
  readonly orderId: string;
  readonly chosen: string;
  readonly onChoose: (reason: Reason) => void;
}) {
  const { t } = useLingui();
  const asked = useCall('order.cancelReasons', { orderId });
  const reasons = asked.data?.reasons ?? [];
  return (
    <>
      <ErrorBanner error={asked.error?.error ?? null} />
      {asked.isLoading ? (
        <p>
          <Trans>Спрашиваем у площадки, какие причины она примет…</Trans>
        </p>
      ) : (
        <Select
          label={t`Причина для площадки, кабинет ${cabinet}`}
          value={chosen}
          options={[{ value: '', text: t`Выберите причину` }, ...reasons.map(({ id, title }) => ({ value: id, text: title }))]}
          onChange={(next) => {
            const one = reasons.find(({ id }) => id === next);
            if (one !== undefined) onChoose(one);
          }}
        />
      )}
    </>
  );
}
