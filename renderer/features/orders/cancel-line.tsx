import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCommand } from '../../bridge/index.ts';
import { Button, Dialog, Field, toast } from '../../ui/index.ts';
import { useCancelReason } from './cancel-reason.tsx';

type Order = Output<'order.get'>['order'];
type Line = Order['lines'][number];

/** Takes units of one line out of the order at the marketplace; what is missing is what is proposed. */
export function CancelLine({ order, line, onClose }: { readonly order: Order; readonly line: Line; readonly onClose: () => void }) {
  const { t } = useLingui();
  const cancel = useCommand('order.cancelLine');
  const why = useCancelReason(order.id, true);
  const [quantity, setQuantity] = useState(String(line.short > 0 ? line.short : 1));
  const units = /^\d+$/u.test(quantity) ? Number(quantity) : 0;
  const fits = units >= 1 && units <= line.quantity;
  const send = async () => {
    const answer = await cancel.run({ orderId: order.id, lineId: line.id, quantity: units, ...why.said });
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
        <Button look="danger" hotkey="Ctrl+Enter" disabled={cancel.pending || !fits || !why.isReady} onClick={() => void send()}>
          <Trans>Снять у площадки</Trans>
        </Button>
      }
    >
      <ErrorBanner error={cancel.error ?? why.error} />
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
      {why.fields}
    </Dialog>
  );
}
