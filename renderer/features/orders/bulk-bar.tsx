import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { saveFile } from '../../app/text-file.ts';
import { call, newId, send, useAction, useCall } from '../../bridge/index.ts';
import { Button, toast, Toolbar } from '../../ui/index.ts';
import { BulkProgress } from './bulk-progress.tsx';
import { CancelMany } from './cancel-many.tsx';
import type { ChosenOrder } from './chosen.ts';
import { OrderExport } from './order-export.tsx';
import { useBulk } from './use-bulk.ts';

import classes from './orders.module.css';

const AT_ONCE = 1000;
/** Small enough that «stop» stops something. */
const LABELS_AT_ONCE = 10;

interface Props {
  readonly orders: readonly ChosenOrder[];
  readonly onClear: () => void;
}

/** What is done with the chosen orders at once. */
export function BulkBar({ orders, onClear }: Props) {
  const { t } = useLingui();
  const session = useCall('session.get', {});
  const { bulk, run, stop, close } = useBulk();
  const [cancelling, setCancelling] = useState(false);
  if (orders.length === 0) return <BulkProgress bulk={bulk} onStop={stop} onClose={close} />;
  const ids = (part: readonly ChosenOrder[]) => part.map((order) => order.id);

  const take = () =>
    run(t`Взять в сборку`, t`взят в сборку`, orders, AT_ONCE, async (part) => {
      const answer = await send('order.take', newId(), { orderIds: ids(part) });
      if (answer.ok) return { ok: true, skipped: answer.value.skipped };
      // Nothing of the part could be taken: each order still says its own reason.
      return answer.error.code === 'nothing-to-do' && typeof answer.error.params?.['code'] === 'string'
        ? { ok: true, skipped: part.map(({ id }) => ({ orderId: id, code: String(answer.error.params?.['code']) })) }
        : answer;
    });
  const print = () =>
    run(t`Печать стикеров`, t`отправлен на печать`, orders, LABELS_AT_ONCE, async (part) => {
      const answer = await send('order.printLabels', newId(), { stationId: session.data?.stationId ?? '', orderIds: ids(part) });
      return answer.ok ? { ok: true, skipped: answer.value.skipped } : answer;
    });
  const wave = () =>
    run(t`Волна из выбранных`, t`взят в волну`, orders.slice(0, AT_ONCE), AT_ONCE, async (part) => {
      const warehouseId = await warehouseOf(part);
      if (warehouseId === null) return { ok: true, skipped: part.map(({ id }) => ({ orderId: id, code: 'not-pickable' })) };
      const answer = await send('wave.make', newId(), { id: newId(), warehouseId, orderIds: ids(part) });
      if (answer.ok) return { ok: true, skipped: answer.value.skipped };
      return answer.error.code === 'nothing-to-do'
        ? { ok: true, skipped: part.map(({ id }) => ({ orderId: id, code: 'not-pickable' })) }
        : answer;
    });
  return (
    <>
      <Toolbar>
        <b className={classes.chosen} data-testid="chosen">
          <Plural value={orders.length} one="Выбран # заказ" few="Выбрано # заказа" many="Выбрано # заказов" other="Выбрано # заказа" />
        </b>
        <Button size="small" hotkey="F2" onClick={() => void print()}>
          <Trans>Стикеры</Trans>
        </Button>
        <LabelSheet orders={orders} />
        <Button size="small" hotkey="F3" onClick={() => void take()}>
          <Trans>В сборку</Trans>
        </Button>
        <Button size="small" hotkey="F7" onClick={() => void wave()}>
          <Trans>В волну</Trans>
        </Button>
        <OrderExport filter={{}} orderIds={ids(orders)} small />
        <Button size="small" look="danger" hotkey="Del" onClick={() => setCancelling(true)}>
          <Trans>Отменить</Trans>
        </Button>
        <Button size="small" look="quiet" hotkey="Esc" onClick={onClear}>
          <Trans>Снять</Trans>
        </Button>
      </Toolbar>
      {cancelling ? (
        <CancelMany
          orders={orders}
          onClose={() => setCancelling(false)}
          onCancel={(reasonOf) => {
            setCancelling(false);
            void run(t`Отмена заказов`, t`отмена отправлена площадке`, orders, 1, async ([order]) => {
              const { reason, channelReason } = reasonOf(order!);
              const answer = await send('order.cancel', newId(), { orderId: order!.id, reason, channelReason });
              return answer.ok ? { ok: true, skipped: [] } : answer;
            });
          }}
        />
      ) : null}
      <BulkProgress bulk={bulk} onStop={stop} onClose={close} />
    </>
  );
}

/** A wave walks one warehouse: that of the first chosen order that has one. */
async function warehouseOf(orders: readonly ChosenOrder[]): Promise<string | null> {
  for (const { id } of orders.slice(0, 20)) {
    const answer = await call('order.get', { id });
    if (answer.ok && answer.value.warehouseId !== null) return answer.value.warehouseId;
  }
  return null;
}

/** One file of the marketplace's own for a pile of paper, where it draws one and the chosen are of one cabinet. */
function LabelSheet({ orders }: { readonly orders: readonly ChosenOrder[] }) {
  const { t } = useLingui();
  const accounts = useCall('account.list', {});
  const sheet = useAction('order.labelSheet');
  const accountId = orders[0]?.accountId ?? '';
  const able = accounts.data?.rows.find((one) => one.id === accountId)?.capabilities.labelSheet === true;
  if (!able || orders.some((one) => one.accountId !== accountId)) return null;
  const open = async () => {
    const answer = await sheet.run({ accountId, orderIds: orders.slice(0, AT_ONCE).map((one) => one.id) });
    if (!answer.ok) return;
    saveFile(
      'korob-labels.pdf',
      'application/pdf',
      Uint8Array.from(atob(answer.value.fileBase64), (letter) => letter.charCodeAt(0)),
    );
    const drawn = answer.value.orders;
    toast('right', t`Этикеток в файле: ${drawn}`);
  };
  return (
    <>
      <Button size="small" hotkey="F10" disabled={sheet.pending} onClick={() => void open()}>
        {sheet.pending ? <Trans>Площадка рисует файл…</Trans> : <Trans>PDF</Trans>}
      </Button>
      <ErrorBanner error={sheet.error} />
    </>
  );
}
