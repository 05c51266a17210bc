import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button, Dialog, Field, Select, toast } from '../../ui/index.ts';

type Order = Output<'order.get'>['order'];

/** Cancels at the marketplace; where it asks for a reason of its own, its list is read when the dialog opens. */
export function CancelOrder({ order, may }: { readonly order: Order; readonly may: boolean }) {
  const { t } = useLingui();
  const cancel = useCommand('order.cancel');
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState('');
  const asked = useCall('order.cancelReasons', { orderId: order.id }, { enabled: open });
  if (!may) return null;
  const reasons = asked.data?.reasons ?? [];
  const channelReason = reasons.find(({ id }) => id === chosen) ?? null;
  const isReady = asked.data !== undefined && (reasons.length === 0 || channelReason !== null);
  const send = async () => {
    const answer = await cancel.run({ orderId: order.id, reason, channelReason });
    if (!answer.ok) return;
    setOpen(false);
    toast('ask', t`Отмена отправлена. Заказ станет отменённым, когда согласится маркетплейс.`);
  };
  return (
    <>
      <Button look="danger" hotkey="Del" onClick={() => setOpen(true)}>
        <Trans>Отменить заказ</Trans>
      </Button>
      <Dialog
        open={open}
        title={<Trans>Отменить заказ {order.number}</Trans>}
        onClose={() => setOpen(false)}
        actions={
          <Button look="danger" hotkey="Ctrl+Enter" disabled={cancel.pending || !isReady} onClick={() => void send()}>
            <Trans>Отменить у маркетплейса</Trans>
          </Button>
        }
      >
        <ErrorBanner error={cancel.error ?? asked.error?.error ?? null} />
        <p>
          <Trans>Отмена по вине продавца стоит штрафа и места в поиске. Вернуть заказ нельзя.</Trans>
        </p>
        {asked.isLoading ? (
          <p>
            <Trans>Спрашиваем у площадки, какие причины она примет…</Trans>
          </p>
        ) : null}
        {reasons.length === 0 ? null : (
          <Select
            label={t`Причина для площадки`}
            value={chosen}
            options={[{ value: '', text: t`Выберите причину` }, ...reasons.map(({ id, title }) => ({ value: id, text: title }))]}
            onChange={setChosen}
          />
        )}
        <Field
          label={reasons.length === 0 ? t`Причина, для своей памяти` : t`Пояснение словами, его увидит площадка`}
          value={reason}
          maxLength={300}
          onChange={(event) => setReason(event.target.value)}
        />
      </Dialog>
    </>
  );
}
