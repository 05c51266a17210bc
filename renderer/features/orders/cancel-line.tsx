import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button, Dialog, Field, Select, toast } from '../../ui/index.ts';

type Order = Output<'order.get'>['order'];
type Line = Order['lines'][number];

/** Takes units of one line out of the order at the marketplace; what is missing is what is proposed. */
export function CancelLine({ order, line, onClose }: { readonly order: Order; readonly line: Line; readonly onClose: () => void }) {
  const { t } = useLingui();
  const cancel = useCommand('order.cancelLine');
  const asked = useCall('order.cancelReasons', { orderId: order.id });
  const [quantity, setQuantity] = useState(String(line.short > 0 ? line.short : 1));
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState('');
  const reasons = asked.data?.reasons ?? [];
  const channelReason = reasons.find(({ id }) => id === chosen) ?? null;
  const units = /^\d+$/u.test(quantity) ? Number(quantity) : 0;
  const fits = units >= 1 && units <= line.quantity;
  const isReady = fits && asked.data !== undefined && (reasons.length === 0 || channelReason !== null);
  const send = async () => {
    const answer = await cancel.run({ orderId: order.id, lineId: line.id, quantity: units, reason, channelReason });
    if (!answer.ok) return;
    onClose();
    toast('ask', t`Передано площадке. Товар уйдёт из заказа, когда она согласится.`);
  };
  return (
    <Dialog
      open
      title={<Trans>Снять с заказа: {line.productName ?? line.name}</Trans>}
      onClose={onClose}
      actions={
        <Button look="danger" hotkey="Ctrl+Enter" disabled={cancel.pending || !isReady} onClick={() => void send()}>
          <Trans>Снять у площадки</Trans>
        </Button>
      }
    >
      <ErrorBanner error={cancel.error ?? asked.error?.error ?? null} />
      <p>
        <Trans>
          Покупателю сообщат сразу, вернуть товар в заказ нельзя. Снятие по вине продавца снижает его оценку, у некоторых площадок стоит
          штрафа.
        </Trans>
      </p>
      <Field
        label={t`Сколько снять, в заказе ${line.quantity}`}
        inputMode="numeric"
        autoFocus
        value={quantity}
        error={fits ? undefined : <Trans>От 1 до {line.quantity}</Trans>}
        onChange={(event) => setQuantity(event.target.value.trim())}
      />
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
  );
}
