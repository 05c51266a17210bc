import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { OrderChip } from '../../app/order-chip.tsx';
import { PaperButton } from '../../app/paper-button.tsx';
import { Name } from '../../app/words/name.tsx';
import { markNames, markStateNames } from '../../app/words/names.ts';
import { storyNames } from '../../app/words/story.ts';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Figure, Button, Card, DateTime, Dialog, Money, Page, PageHeader, SplitPane, StatusChip, toast } from '../../ui/index.ts';
import { CancelOrder } from './cancel-order.tsx';
import { Delivery } from './delivery.tsx';
import { OrderLines, Relatives } from './order-lines.tsx';

import classes from './orders.module.css';

type Story = Output<'order.get'>;

/** One order and everything that ever happened to it. */
export function OrderScreen() {
  const { id = '' } = useParams({ strict: false });
  const answer = useCall('order.get', { id });
  const navigate = useNavigate();
  if (answer.data === undefined) return <Page>{answer.error === null ? null : <ErrorBanner error={answer.error.error} />}</Page>;
  const { order } = answer.data;
  return (
    <Page>
      <PageHeader
        title={
          <>
            <Trans>Заказ {order.number}</Trans> <OrderChip order={order} />
          </>
        }
        note={
          <>
            {order.accountName} · <DateTime ms={order.createdAtMs} /> · <Money minor={order.priceMinor} currency={order.currency} />
          </>
        }
        actions={
          <>
            <Reprint story={answer.data} />
            <CancelOrder order={order} may={answer.data.may.cancel} />
            <PaperButton paper={{ kind: 'packing-slip', orderId: answer.data.order.id }}>
              <Trans>Упаковочный лист</Trans>
            </PaperButton>
            <Button hotkey="Esc" look="quiet" onClick={() => void navigate({ to: '/orders' })}>
              <Trans>К заказам</Trans>
            </Button>
          </>
        }
      />
      <SplitPane
        main={
          <>
            <OrderLines story={answer.data} />
            <Marks story={answer.data} />
            <Card title={<Trans>История</Trans>}>
              <StoryList story={answer.data} />
            </Card>
          </>
        }
        side={
          <>
            {answer.data.delivery === null ? <Label story={answer.data} /> : <Delivery story={answer.data} />}
            <Facts story={answer.data} />
            <Relatives story={answer.data} />
            <Basket story={answer.data} />
          </>
        }
      />
    </Page>
  );
}

function Marks({ story }: { readonly story: Story }) {
  const { order, marks } = story;
  const missing = order.requiredMarks.filter((kind) => !marks.some((mark) => mark.kind === kind));
  if (order.requiredMarks.length === 0 && marks.length === 0) return null;
  return (
    <Card title={<Trans>Маркировка и прочие коды</Trans>}>
      <ul className={classes.list}>
        {marks.map((mark) => (
          <li key={mark.id} className={classes.line}>
            <span>
              <Name of={mark.kind} names={markNames} />: <span className={classes.mono}>{mark.value}</span>
            </span>
            <StatusChip tone={mark.state === 'passed' ? 'right' : mark.state === 'refused' ? 'stop' : 'plain'}>
              <Name of={mark.state} names={markStateNames} /> {mark.verdict}
            </StatusChip>
          </li>
        ))}
        {missing.map((kind) => (
          <li key={kind} className={classes.line}>
            <span>
              <Name of={kind} names={markNames} />
            </span>
            <StatusChip tone="wrong">
              <Trans>ещё не отсканирован</Trans>
            </StatusChip>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const StoryList = ({ story }: { readonly story: Story }) => (
  <ol className={classes.story}>
    {story.story.toReversed().map((entry) => (
      <li key={entry.seq} className={classes.entry}>
        <span className={classes.faint}>
          <DateTime ms={entry.atMs} />
        </span>
        <span>
          <Name of={entry.kind} names={storyNames} />
        </span>
        <span className={classes.faint}>{entry.actor}</span>
      </li>
    ))}
  </ol>
);

function Label({ story }: { readonly story: Story }) {
  const stored = story.order.labelState === 'stored';
  const preview = useCall('print.preview', { orderId: story.order.id, printerId: null }, { enabled: stored });
  return (
    <Card title={<Trans>Стикер</Trans>}>
      {preview.data === undefined ? (
        <p className={classes.faint}>
          {stored ? (
            <Trans>Стикер сохранён на этом компьютере.</Trans>
          ) : (
            <Trans>Стикера ещё нет: он приходит, когда заказ взят в сборку.</Trans>
          )}
        </p>
      ) : (
        <img className={classes.label} src={`data:image/png;base64,${preview.data.pngBase64}`} alt={story.order.labelCaption ?? ''} />
      )}
      {story.jobs.map((job) => (
        <div key={job.id} className={classes.line}>
          <span className={classes.faint}>
            <DateTime ms={job.createdAtMs} /> · {job.printerName}
          </span>
          <span>{job.reason ?? <Trans>первая печать</Trans>}</span>
        </div>
      ))}
    </Card>
  );
}

const Facts = ({ story: { order, weight } }: { readonly story: Story }) => (
  <Card title={<Trans>Сведения</Trans>}>
    <dl className={classes.facts}>
      <dt>
        <Trans>У маркетплейса</Trans>
      </dt>
      <dd className={classes.mono}>{order.channelOwn}</dd>
      <dt>
        <Trans>Поставка</Trans>
      </dt>
      <dd>
        {order.supplyId === null ? (
          '—'
        ) : (
          <Link to="/supplies/$id" params={{ id: order.supplyId }}>
            {order.supplyName}
          </Link>
        )}
      </dd>
      <dt>
        <Trans>Собран</Trans>
      </dt>
      <dd>
        <DateTime ms={order.packedAtMs} />
      </dd>
      <dt>
        <Trans>Срок</Trans>
      </dt>
      <dd>
        <DateTime ms={order.shipByMs} />
      </dd>
      {weight === null ? null : (
        <>
          <dt>
            <Trans>Вес посылки</Trans>
          </dt>
          <dd>
            <Trans>
              <Figure value={weight.grams} /> г
            </Trans>{' '}
            {weight.source === 'hand' ? <Trans>(вписан)</Trans> : null}
          </dd>
        </>
      )}
    </dl>
  </Card>
);

function Basket({ story }: { readonly story: Story }) {
  if (story.neighbours.length === 0) return null;
  return (
    <Card title={<Trans>Из той же корзины</Trans>}>
      <ul className={classes.list}>
        {story.neighbours.map((other) => (
          <li key={other.id}>
            <Link to="/orders/$id" params={{ id: other.id }}>
              {other.number}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Reprint({ story }: { readonly story: Story }) {
  const { t } = useLingui();
  const session = useCall('session.get', {});
  const reprint = useCommand('packing.reprint');
  const [open, setOpen] = useState(false);
  if (story.jobs.length === 0) return null;
  const reasons = [t`Смазан или не читается`, t`Потерялся`, t`Кончилась бумага`, t`Наклеен не туда`];
  const print = async (reason: string) => {
    const answer = await reprint.run({ stationId: session.data?.stationId ?? '', orderId: story.order.id, reason });
    if (!answer.ok) return;
    setOpen(false);
    toast('right', t`Стикер отправлен на печать`);
  };
  return (
    <>
      <Button hotkey="F2" onClick={() => setOpen(true)}>
        <Trans>Напечатать ещё раз</Trans>
      </Button>
      <Dialog open={open} title={<Trans>Почему печатаем ещё раз?</Trans>} onClose={() => setOpen(false)}>
        <ErrorBanner error={reprint.error} />
        <p>
          <Trans>Лишний стикер — это лишняя посылка. Старый выбросьте.</Trans>
        </p>
        <div className={classes.list}>
          {reasons.map((reason, index) => (
            <Button key={reason} hotkey={String(index + 1)} onClick={() => void print(reason)}>
              {reason}
            </Button>
          ))}
        </div>
      </Dialog>
    </>
  );
}
