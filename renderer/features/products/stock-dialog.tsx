import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCommand } from '../../bridge/index.ts';
import { Button, Dialog, Field, toast } from '../../ui/index.ts';
import { BinSelect } from './bin-select.tsx';

import classes from './products.module.css';

export type StockMove = 'receive' | 'count' | 'move' | 'write-off';

/** One product, one bin, one figure: the four moves of the shelf. */
export function StockDialog({
  product,
  move,
  onClose,
}: {
  readonly product: Output<'product.get'>['product'];
  readonly move: StockMove;
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
  const receive = useCommand('stock.receive');
  const count = useCommand('stock.count');
  const carry = useCommand('stock.move');
  const writeOff = useCommand('stock.writeOff');
  const [bin, setBin] = useState(product.bins[0]?.locationId ?? '');
  const [to, setTo] = useState('');
  const [figure, setFigure] = useState('');
  const [reason, setReason] = useState('');
  const quantity = Math.trunc(Number(figure));
  const ready =
    bin !== '' &&
    figure !== '' &&
    quantity >= (move === 'count' ? 0 : 1) &&
    (move !== 'move' || to !== '') &&
    (move !== 'write-off' || reason.trim() !== '');
  const row = { productId: product.id, locationId: bin, quantity };

  const run = async () => {
    const answer = await doMove();
    if (!answer.ok) return;
    toast('right', t`Записано`);
    onClose();
  };
  const doMove = () => {
    switch (move) {
      case 'receive':
        return receive.run({ rows: [row], note: '' });
      case 'count':
        return count.run({ rows: [{ productId: product.id, locationId: bin, counted: quantity }] });
      case 'move':
        return carry.run({ rows: [{ productId: product.id, fromLocationId: bin, toLocationId: to, quantity }] });
      case 'write-off':
        return writeOff.run({ rows: [row], reason });
    }
  };
  return (
    <Dialog
      open
      title={<MoveTitle move={move} />}
      onClose={onClose}
      actions={
        <Button
          look="primary"
          hotkey="F9"
          disabled={!ready || receive.pending || count.pending || carry.pending || writeOff.pending}
          onClick={() => void run()}
        >
          <Trans>Записать</Trans>
        </Button>
      }
    >
      <div className={classes.form}>
        <ErrorBanner error={receive.error ?? count.error ?? carry.error ?? writeOff.error} />
        <BinSelect label={move === 'move' ? t`Из ячейки` : t`Ячейка`} value={bin} onChange={setBin} />
        {move === 'move' ? <BinSelect label={t`В ячейку`} value={to} onChange={setTo} /> : null}
        <Field
          label={move === 'count' ? t`Сколько на самом деле` : t`Сколько`}
          type="number"
          min={0}
          value={figure}
          onChange={(event) => setFigure(event.target.value)}
        />
        {move === 'write-off' ? <Field label={t`Почему`} value={reason} onChange={(event) => setReason(event.target.value)} /> : null}
        {move === 'count' ? (
          <p className={classes.faint}>
            <Trans>Если на полке меньше, чем отложено под заказы, самым новым заказам товара не хватит, и программа это покажет.</Trans>
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

function MoveTitle({ move }: { readonly move: StockMove }) {
  switch (move) {
    case 'receive':
      return <Trans>Принять товар</Trans>;
    case 'count':
      return <Trans>Пересчитать ячейку</Trans>;
    case 'move':
      return <Trans>Переложить</Trans>;
    case 'write-off':
      return <Trans>Списать</Trans>;
  }
}
