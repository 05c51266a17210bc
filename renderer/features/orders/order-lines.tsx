import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCommand } from '../../bridge/index.ts';
import { Button, Card, StatusChip, toast } from '../../ui/index.ts';
import { CancelLine } from './cancel-line.tsx';

import classes from './orders.module.css';

type Story = Output<'order.get'>;

/** What is in the order, what left it, and what may still be taken out or sent first. */
export function OrderLines({ story }: { readonly story: Story }) {
  const { order, gone, may } = story;
  const [cancelling, setCancelling] = useState<string | null>(null);
  const line = order.lines.find((one) => one.id === cancelling);
  return (
    <Card title={<Trans>Состав</Trans>}>
      <ul className={classes.list}>
        {order.lines.map((one, index) => (
          <li key={one.id} className={classes.line}>
            <span>
              <b>{one.productName ?? one.name}</b>
              <span className={classes.faint}> {one.article}</span>
            </span>
            <span className={classes.units}>
              <Where line={one} /> × {one.quantity}
              {one.short > 0 ? (
                <StatusChip tone="stop">
                  <Trans>не хватает {one.short}</Trans>
                </StatusChip>
              ) : null}
              {may.cancelLines ? (
                <Button
                  size="small"
                  look={one.short > 0 ? 'danger' : 'quiet'}
                  {...(index < 9 ? { hotkey: String(index + 1) } : {})}
                  onClick={() => setCancelling(one.id)}
                >
                  <Trans>Снять…</Trans>
                </Button>
              ) : null}
            </span>
          </li>
        ))}
        {gone.map((one) => (
          <li key={one.lineId} className={classes.line}>
            <span className={classes.faint}>
              {one.name} {one.article}
            </span>
            <span className={classes.units}>
              {one.leaving > 0 ? (
                <StatusChip tone="ask">
                  <Trans>снимается: {one.leaving}</Trans>
                </StatusChip>
              ) : null}
              {one.removed > 0 ? (
                <StatusChip tone="wrong">
                  <Trans>снято: {one.removed}</Trans>
                </StatusChip>
              ) : null}
              {one.moved > 0 ? (
                <StatusChip tone="plain">
                  <Trans>ушло отдельно: {one.moved}</Trans>
                </StatusChip>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      <Division story={story} />
      {line === undefined ? null : <CancelLine order={order} line={line} onClose={() => setCancelling(null)} />}
    </Card>
  );
}

const Where = ({ line }: { readonly line: Story['order']['lines'][number] }) =>
  line.productId === null ? (
    <Link to="/listings" search={{ show: 'unmatched', search: line.article }}>
      <Trans>Товар не сопоставлен</Trans>
    </Link>
  ) : (
    <Link to="/products/$id" params={{ id: line.productId }}>
      {line.bin === null ? <Trans>На полках нет</Trans> : <Trans>Ячейка {line.bin}</Trans>}
    </Link>
  );

/** Several places, and what is there going first: both are decided before the marketplace is told. */
function Division({ story: { order, may, places } }: { readonly story: Story }) {
  const { t } = useLingui();
  const byPlaces = useCommand('order.setByPlaces');
  const splitOff = useCommand('order.splitOff');
  if (may.places === 'no' && !may.splitOff && places.length === 0) return null;
  const send = async () => {
    const answer = await splitOff.run({ orderId: order.id });
    if (!answer.ok) return;
    const { units } = answer.value;
    toast('ask', t`Передано площадке: ${units} шт. станут отдельным отправлением.`);
  };
  return (
    <>
      {places.length === 0 ? null : (
        <ul className={classes.list} data-testid="places">
          {places.map(({ place, lines }) => (
            <li key={place} className={classes.line}>
              <b>
                <Trans>
                  Место {place} из {places.length}
                </Trans>
              </b>
              <span>{lines.map((one) => `${one.article} × ${String(one.quantity)}`).join(', ')}</span>
            </li>
          ))}
        </ul>
      )}
      <ErrorBanner error={byPlaces.error ?? splitOff.error} />
      <div className={classes.deeds}>
        {may.places === 'off' ? (
          <Button hotkey="F7" disabled={byPlaces.pending} onClick={() => void byPlaces.run({ orderId: order.id, on: true })}>
            <Trans>Собрать несколькими местами</Trans>
          </Button>
        ) : null}
        {may.places === 'on' ? (
          <Button hotkey="F7" disabled={byPlaces.pending} onClick={() => void byPlaces.run({ orderId: order.id, on: false })}>
            <Trans>Собрать одним местом</Trans>
          </Button>
        ) : null}
        {may.splitOff ? (
          <Button hotkey="F8" disabled={splitOff.pending} onClick={() => void send()}>
            <Trans>Отправить то, что есть, отдельно</Trans>
          </Button>
        ) : null}
      </div>
      {may.places === 'on' ? (
        <p className={classes.faint}>
          <Trans>Упакуйте заказ в «Упаковке»: клавиша F8 начинает следующее место. Этикетка каждого места выйдет сама.</Trans>
        </p>
      ) : null}
    </>
  );
}

/** The orders this one was split from and into. */
export function Relatives({ story: { parent, children } }: { readonly story: Story }) {
  if (parent === null && children.length === 0) return null;
  return (
    <Card title={<Trans>Разделённый заказ</Trans>}>
      <ul className={classes.list}>
        {parent === null ? null : (
          <li>
            <Trans>Выделен из</Trans>{' '}
            <Link to="/orders/$id" params={{ id: parent.id }}>
              {parent.number}
            </Link>
          </li>
        )}
        {children.map((one) => (
          <li key={one.id}>
            <Trans>Выделено</Trans>{' '}
            <Link to="/orders/$id" params={{ id: one.id }}>
              {one.number}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
