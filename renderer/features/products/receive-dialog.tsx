import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import { binScanned } from '#shared/domain/bin-code.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { LabelPrintDialog, type LabelRow } from '../../app/label-print.tsx';
import { useAsk, useCommand } from '../../bridge/index.ts';
import { useScan } from '../../scan/index.ts';
import { Button, Dialog, Field, toast } from '../../ui/index.ts';
import { BinSelect, useBins } from './bin-select.tsx';

import classes from './products.module.css';

interface Row {
  readonly productId: string;
  readonly name: string;
  readonly locationId: string;
  readonly code: string;
  readonly quantity: number;
}

/** Goods came: scan the bin, scan the things; every scan of a thing is one more. */
export function ReceiveDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLingui();
  const bins = useBins();
  const find = useAsk('product.byBarcode');
  const receive = useCommand('stock.receive');
  const [binId, setBinId] = useState('');
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [typed, setTyped] = useState('');
  const [trouble, setTrouble] = useState('');
  const [printing, setPrinting] = useState(false);

  const take = async (code: string) => {
    setTrouble('');
    const bin = binScanned(bins, code);
    if (bin !== undefined) return setBinId(bin.id);
    if (binId === '') return setTrouble(t`Сначала отсканируйте или выберите ячейку`);
    const answer = await find.run({ barcode: code });
    if (!answer.ok) return;
    const [product, other] = answer.value.rows;
    if (product === undefined) return setTrouble(t`Такого штрихкода нет ни у одного товара: ${code}`);
    if (other !== undefined) return setTrouble(t`Штрихкод стоит на нескольких товарах: ${code}`);
    setRows((before) => {
      const known = before.find((row) => row.productId === product.id && row.locationId === binId);
      const row = {
        productId: product.id,
        name: product.name,
        locationId: binId,
        code: bins.find(({ id }) => id === binId)?.code ?? '',
        quantity: (known?.quantity ?? 0) + 1,
      };
      return [row, ...before.filter((entry) => entry !== known)];
    });
  };
  useScan(async ({ code }) => take(code));

  const store = async (labels: boolean) => {
    const answer = await receive.run({
      rows: rows.map(({ productId, locationId, quantity }) => ({ productId, locationId, quantity })),
      note: '',
    });
    if (!answer.ok) return;
    toast('right', t`Принято. Заказов, которым теперь хватает: ${answer.value.filledOrders}`);
    if (labels) setPrinting(true);
    else onClose();
  };
  if (printing)
    return <LabelPrintDialog title={<Trans>Этикетки на принятое</Trans>} kind="product" rows={labelsFor(rows)} onClose={onClose} />;
  return (
    <Dialog
      open
      wide
      title={<Trans>Принять товар</Trans>}
      onClose={onClose}
      actions={
        <>
          <Button hotkey="F8" disabled={rows.length === 0 || receive.pending} onClick={() => void store(true)}>
            <Trans>Оприходовать и напечатать этикетки</Trans>
          </Button>
          <Button look="primary" hotkey="F9" disabled={rows.length === 0 || receive.pending} onClick={() => void store(false)}>
            <Trans>Оприходовать</Trans>
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        <p>
          <Trans>Отсканируйте ячейку, потом товары: каждый скан — ещё одна штука. Количество можно вписать.</Trans>
        </p>
        <BinSelect label={t`Ячейка`} value={binId} onChange={setBinId} />
        <div className={classes.line}>
          <Field
            label={t`Штрихкод`}
            data-scan="take"
            value={typed}
            error={trouble === '' ? undefined : trouble}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button
            disabled={typed.trim() === ''}
            onClick={() => {
              void take(typed.trim());
              setTyped('');
            }}
          >
            <Trans>Добавить</Trans>
          </Button>
        </div>
        <ErrorBanner error={find.error ?? receive.error} />
        {rows.map((row) => (
          <div key={`${row.productId} ${row.locationId}`} className={classes.line}>
            <span>
              {row.name} <span className={classes.faint}>{row.code}</span>
            </span>
            <Field
              label={t`Сколько`}
              type="number"
              min={1}
              value={String(row.quantity)}
              onChange={(event) =>
                setRows(
                  rows.map((other) =>
                    other === row ? { ...row, quantity: Math.max(1, Math.trunc(Number(event.target.value) || 1)) } : other,
                  ),
                )
              }
            />
          </div>
        ))}
      </div>
    </Dialog>
  );
}

/** A label a thing, whatever bins the things went to. */
function labelsFor(rows: readonly Row[]): readonly LabelRow[] {
  const labels = new Map<string, LabelRow>();
  for (const { productId, name, quantity } of rows) {
    const copies = (labels.get(productId)?.copies ?? 0) + quantity;
    labels.set(productId, { key: productId, id: productId, name, detail: '', copies });
  }
  return [...labels.values()];
}
