import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCommand } from '../../bridge/index.ts';
import { Button, Dialog, toast } from '../../ui/index.ts';
import { useCancelReason } from './cancel-reason.tsx';

type Order = Output<'order.get'>['order'];

/** Cancels at the marketplace; where it asks for a reason of its own, its list is read when the dialog opens. */
export function CancelOrder({ order, may }: { readonly order: Order; readonly may: boolean }) {
  const { t } = useLingui();
  const cancel = useCommand('order.cancel');
  const [open, setOpen] = useState(false);
  const why = useCancelReason(order.id, open);
  if (!may) return null;
  const send = async () => {
    const answer = await cancel.run({ orderId: order.id, ...why.said });
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
          <Button look="danger" hotkey="Ctrl+Enter" disabled={cancel.pending || !why.isReady} onClick={() => void send()}>
            <Trans>Отменить у маркетплейса</Trans>
          </Button>
        }
      >
        <ErrorBanner error={cancel.error ?? why.error} />
        <p>
          <Trans>Отмена по вине продавца стоит штрафа и места в поиске. Вернуть заказ нельзя.</Trans>
        </p>
        {why.fields}
      </Dialog>
    </>
  );
}
