import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useParams } from '@tanstack/react-router';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { OrderChip } from '../../app/order-chip.tsx';
import { PaperButton } from '../../app/paper-button.tsx';
import { Name } from '../../app/words/name.tsx';
import { missingNames } from '../../app/words/names.ts';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Banner, Button, Card, Page, PageHeader, SplitPane, StatusChip, toast, Toolbar } from '../../ui/index.ts';
import { Boxes } from './boxes.tsx';
import { Shipping } from './shipping.tsx';
import { SupplyChip } from './supplies-screen.tsx';

import classes from './supplies.module.css';

type Story = Output<'supply.get'>;

/** One supply: what is in it, what is missing before it can go, and its hand-over. */
export function SupplyScreen() {
  const { id = '' } = useParams({ strict: false });
  const answer = useCall('supply.get', { id }, { everyMs: 15_000 });
  const navigate = useNavigate();
  if (answer.data === undefined) return <Page>{answer.error === null ? null : <ErrorBanner error={answer.error.error} />}</Page>;
  const { supply, orders } = answer.data;
  return (
    <Page>
      <PageHeader
        title={
          <>
            {supply.externalId ?? <Trans>Поставка создаётся</Trans>} <SupplyChip supply={supply} />
          </>
        }
        note={
          <>
            {supply.accountName} · {supply.warehouseName} · {supply.name}
          </>
        }
        actions={
          <>
            <HandOver story={answer.data} />
            <Button hotkey="Esc" look="quiet" onClick={() => void navigate({ to: '/supplies' })}>
              <Trans>К поставкам</Trans>
            </Button>
          </>
        }
      />
      {supply.problemCode === null ? null : (
        <Banner tone="stop" title={<Trans>Маркетплейс отказал</Trans>}>
          {supply.problemMessage ?? supply.problemCode}
        </Banner>
      )}
      <SplitPane
        main={
          <Card title={<Plural value={orders.length} one="# заказ" few="# заказа" many="# заказов" other="# заказа" />}>
            <div className={classes.list}>
              {orders.map((order) => (
                <div key={order.id} className={classes.order}>
                  <Link to="/orders/$id" params={{ id: order.id }}>
                    {order.number}
                  </Link>
                  <span>{order.lines[0]?.productName ?? order.lines[0]?.name}</span>
                  <span className={classes.faint}>{order.labelCaption}</span>
                  <OrderChip order={order} />
                </div>
              ))}
            </div>
          </Card>
        }
        side={
          <>
            <Missing story={answer.data} />
            <SupplyPapers supplyId={supply.id} />
            {answer.data.wantsShipping ? <Shipping supply={supply} /> : null}
            <Code story={answer.data} />
            <Boxes story={answer.data} />
          </>
        }
      />
    </Page>
  );
}

const SupplyPapers = ({ supplyId }: { readonly supplyId: string }) => (
  <Card title={<Trans>На бумаге</Trans>}>
    <Toolbar>
      <PaperButton size="small" paper={{ kind: 'pick-list', supplyId }}>
        <Trans>Лист подбора</Trans>
      </PaperButton>
      <PaperButton size="small" paper={{ kind: 'supply-sheet', supplyId }}>
        <Trans>Лист поставки</Trans>
      </PaperButton>
      <PaperButton size="small" paper={{ kind: 'transfer-act', supplyId }}>
        <Trans>Акт передачи</Trans>
      </PaperButton>
    </Toolbar>
  </Card>
);

function HandOver({ story }: { readonly story: Story }) {
  const { t } = useLingui();
  const deliver = useCommand('supply.deliver');
  const remove = useCommand('supply.remove');
  const { supply, missing } = story;
  if (supply.state !== 'open' && supply.state !== 'creating') return null;
  const unpacked = missing.find(({ what }) => what === 'orders-not-packed')?.orderIds.length ?? 0;
  const send = async (leaveUnpacked: boolean) => {
    const answer = await deliver.run({ supplyId: supply.id, leaveUnpacked });
    if (answer.ok) toast('right', t`Поставка передаётся. QR-код появится, как только маркетплейс её закроет.`);
  };
  return (
    <>
      <ErrorBanner error={deliver.error ?? remove.error} />
      {supply.orders === 0 ? (
        <Button onClick={() => void remove.run({ supplyId: supply.id })}>
          <Trans>Удалить пустую</Trans>
        </Button>
      ) : null}
      {unpacked === 0 || unpacked === supply.orders ? null : (
        <Button look="primary" hotkey="F10" disabled={deliver.pending} onClick={() => void send(true)}>
          <Trans>Передать собранное, остальное в новую</Trans>
        </Button>
      )}
      <Button
        look="primary"
        hotkey="F9"
        disabled={deliver.pending || unpacked > 0 || missing.some(({ blocks }) => blocks)}
        onClick={() => void send(false)}
      >
        <Trans>Передать в доставку</Trans>
      </Button>
    </>
  );
}

function Missing({ story }: { readonly story: Story }) {
  if (story.supply.state === 'delivered' || story.supply.state === 'removed') return null;
  return (
    <Card title={<Trans>Перед передачей</Trans>}>
      <div className={classes.missing}>
        {story.missing.length === 0 ? (
          <StatusChip tone="right">
            <Trans>всё готово</Trans>
          </StatusChip>
        ) : null}
        {story.missing.map((entry) => (
          <div key={entry.what} className={classes.line}>
            <span>
              <Name of={entry.what} names={missingNames} /> {entry.orderIds.length === 0 ? null : <b>{entry.orderIds.length}</b>}
            </span>
            <StatusChip tone={entry.blocks ? 'stop' : 'wrong'}>
              {entry.blocks ? <Trans>не пустит</Trans> : <Trans>ещё не всё</Trans>}
            </StatusChip>
          </div>
        ))}
      </div>
    </Card>
  );
}

function Code({ story }: { readonly story: Story }) {
  const session = useCall('session.get', {});
  const print = useCommand('supply.print');
  const { supply } = story;
  if (!supply.hasCode) return null;
  return (
    <Card title={<Trans>QR-код поставки</Trans>}>
      <div className={classes.code}>{supply.codeBarcode}</div>
      <ErrorBanner error={print.error} />
      <Button
        hotkey="F4"
        look="primary"
        disabled={print.pending}
        onClick={() => void print.run({ supplyId: supply.id, what: 'code', stationId: session.data?.stationId ?? '' })}
      >
        <Trans>Напечатать</Trans>
      </Button>
    </Card>
  );
}
