import { Trans, useLingui } from '@lingui/react/macro';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useAsk, useCall, useCommand } from '../../bridge/index.ts';
import { play, useScan } from '../../scan/index.ts';
import {
  Button,
  Card,
  EmptyState,
  Field,
  Figure,
  Money,
  Page,
  PageHeader,
  Select,
  SplitPane,
  Tabs,
  toast,
  Toolbar,
} from '../../ui/index.ts';
import { PastSales, useUndo } from './past-sales.tsx';
import { SaleImport } from './sale-import.tsx';

import classes from './sale.module.css';

interface Row {
  readonly productId: string;
  readonly name: string;
  readonly article: string;
  readonly free: number;
  readonly quantity: number;
  readonly price: string;
}

type Product = Output<'product.byBarcode'>['rows'][number];

const CURRENCY = 'RUB';
/** «499,90» in hundredths; nothing written, nothing said. */
const minor = (text: string): number | null => {
  const value = Number(text.replace(',', '.').replaceAll(/\s/gu, ''));
  return text.trim() === '' || !Number.isFinite(value) || value < 0 ? null : Math.round(value * 100);
};

/** Over the counter: scan, scan, sell. The same shelves as the marketplaces', which are told at once. */
export function SaleScreen() {
  const { t } = useLingui();
  const find = useAsk('product.byBarcode');
  const look = useAsk('product.list');
  const sell = useCommand('sale.sell');
  const bring = useCommand('sale.return');
  const undo = useUndo();
  const address = useSearch({ strict: false });
  const warehouses = useWarehouses();
  const [chosen, setChosen] = useState('');
  const [isReturn, setReturn] = useState(false);
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [typed, setTyped] = useState('');
  const [choices, setChoices] = useState<readonly Product[]>([]);
  const [trouble, setTrouble] = useState('');
  const [isImport, setImport] = useState(address['import'] === 'true');
  const warehouseId = chosen === '' ? (warehouses[0]?.id ?? '') : chosen;

  const refuse = (words: string) => {
    play('wrong');
    setTrouble(words);
  };
  const take = async (code: string) => {
    setTrouble('');
    setChoices([]);
    const answer = await find.run({ barcode: code });
    if (!answer.ok) return;
    const byCode = answer.value.rows;
    const named = byCode.length > 0 ? null : await look.run({ search: code, limit: 6 });
    const found = named?.ok === true ? named.value.rows : byCode;
    const [product, other] = found;
    if (product === undefined) return refuse(t`Такого товара нет: ${code}`);
    if (other !== undefined) {
      setChoices(found);
      return refuse(t`Подходит несколько товаров, выберите`);
    }
    add(product);
  };
  const add = (product: Product) => {
    play('right');
    setChoices([]);
    setTrouble('');
    setRows((before) => {
      const known = before.find((row) => row.productId === product.id);
      const row = known ?? {
        productId: product.id,
        name: product.name,
        article: product.article,
        free: product.available,
        quantity: 0,
        price: '',
      };
      return [{ ...row, free: product.available, quantity: row.quantity + 1 }, ...before.filter((entry) => entry !== known)];
    });
  };
  useScan(async ({ code }) => take(code));

  const change = (row: Row, next: Partial<Row>) => setRows(rows.map((other) => (other === row ? { ...row, ...next } : other)));
  const done = async () => {
    const lines = rows.map(({ productId, quantity, price }) => ({ productId, quantity, priceMinor: minor(price) }));
    const answer = isReturn
      ? await bring.run({ locationId: warehouseId, rows: lines.map(({ productId, quantity }) => ({ productId, quantity })) })
      : await sell.run({ warehouseId, rows: lines, currency: CURRENCY });
    if (!answer.ok) return play('stop');
    play('right');
    setRows([]);
    toast('right', isReturn ? t`Возврат принят на склад` : t`Продано. Площадки узнают через секунды`);
  };
  const units = rows.reduce((sum, row) => sum + row.quantity, 0);
  const total = rows.reduce((sum, row) => sum + row.quantity * (minor(row.price) ?? 0), 0);
  return (
    <Page>
      <PageHeader
        title={<Trans>Продажа</Trans>}
        note={<Trans>С тех же полок, что и у маркетплейсов. Отложенное под заказы не продаётся.</Trans>}
        actions={
          <Button hotkey="F7" onClick={() => setImport(true)}>
            <Trans>Загрузить продажи из файла</Trans>
          </Button>
        }
      />
      <ErrorBanner error={find.error ?? look.error ?? sell.error ?? bring.error ?? undo.error} />
      <SplitPane
        main={
          <Card>
            <Toolbar>
              <Tabs
                label={t`Что делаем`}
                value={isReturn ? 'return' : 'sale'}
                tabs={[
                  { value: 'sale', text: t`Продажа` },
                  { value: 'return', text: t`Возврат` },
                ]}
                onChange={(next) => setReturn(next === 'return')}
              />
              {warehouses.length < 2 ? null : (
                <Select
                  label={isReturn ? t`На склад` : t`Со склада`}
                  value={warehouseId}
                  options={warehouses.map(({ id, text }) => ({ value: id, text }))}
                  onChange={setChosen}
                />
              )}
            </Toolbar>
            <form
              className={classes.find}
              onSubmit={(event) => {
                event.preventDefault();
                if (typed.trim() !== '') void take(typed.trim());
                setTyped('');
              }}
            >
              <Field label={t`Штрихкод, артикул или название`} value={typed} onChange={(event) => setTyped(event.target.value)} />
              <Button type="submit" disabled={typed.trim() === ''}>
                <Trans>Добавить</Trans>
              </Button>
            </form>
            {trouble === '' ? null : <p className={classes.trouble}>{trouble}</p>}
            {choices.length === 0 ? null : (
              <Toolbar>
                {choices.map((product) => (
                  <Button key={product.id} size="small" onClick={() => add(product)}>
                    {product.name} · {product.article}
                  </Button>
                ))}
              </Toolbar>
            )}
            {rows.length === 0 ? (
              <EmptyState title={<Trans>Отсканируйте товар</Trans>}>
                <Trans>Каждый скан — ещё одна штука. Цену можно не писать.</Trans>
              </EmptyState>
            ) : null}
            {rows.map((row) => (
              <div key={row.productId} className={classes.row}>
                <span className={classes.name}>
                  {row.name}
                  <div className={classes.faint}>
                    {row.article} · <Trans>свободно {row.free}</Trans>
                  </div>
                </span>
                <Field
                  label={t`Сколько`}
                  type="number"
                  min={1}
                  value={String(row.quantity)}
                  error={!isReturn && row.quantity > row.free ? t`столько нет` : undefined}
                  onChange={(event) => change(row, { quantity: Math.max(1, Math.trunc(Number(event.target.value) || 1)) })}
                />
                {isReturn ? (
                  <span />
                ) : (
                  <Field
                    label={t`Цена, ₽`}
                    inputMode="decimal"
                    value={row.price}
                    onChange={(event) => change(row, { price: event.target.value })}
                  />
                )}
                <Button size="small" look="quiet" onClick={() => setRows(rows.filter((other) => other !== row))}>
                  <Trans>Убрать</Trans>
                </Button>
              </div>
            ))}
            <div className={classes.total}>
              <span>
                <Trans>
                  Штук: <Figure value={units} />
                </Trans>
              </span>
              {total === 0 ? null : (
                <b>
                  <Money minor={total} currency={CURRENCY} />
                </b>
              )}
              <Button
                look="primary"
                size="large"
                hotkey="F9"
                disabled={rows.length === 0 || warehouseId === '' || sell.pending || bring.pending}
                onClick={() => void done()}
              >
                {isReturn ? <Trans>Принять возврат</Trans> : <Trans>Продать</Trans>}
              </Button>
            </div>
          </Card>
        }
        side={<PastSales undo={undo} />}
      />
      {isImport ? <SaleImport warehouses={warehouses} onClose={() => setImport(false)} /> : null}
    </Page>
  );
}

function useWarehouses(): readonly { readonly id: string; readonly text: string }[] {
  const locations = useCall('location.list', {});
  return (locations.data?.rows ?? [])
    .filter(({ kind, archived }) => kind === 'warehouse' && !archived)
    .map(({ id, name, code }) => ({ id, text: name === '' ? code : name }));
}
