import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import { binScanned } from '#shared/domain/bin-code.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { call, useCall, useCommand } from '../../bridge/index.ts';
import { play, useScan } from '../../scan/index.ts';
import { Banner, Button, Field, Select } from '../../ui/index.ts';

import classes from './guide.module.css';

/** Goods onto shelves: every scan is one more, or a figure is typed. */
export function StockStep() {
  const [search, setSearch] = useState('');
  const products = useCall('product.list', { search, limit: 100, sort: 'name' }, { keep: true });
  const places = useCall('location.list', {});
  const receive = useCommand('stock.receive');
  const [counts, setCounts] = useState<Readonly<Record<string, string>>>({});
  const [place, setPlace] = useState<string | null>(null);
  const [unknown, setUnknown] = useState<string | null>(null);
  const locations = places.data?.rows.filter((row) => !row.archived) ?? [];
  const locationId = place ?? locations[0]?.id ?? '';
  const rows = Object.entries(counts).flatMap(([productId, text]) => {
    const quantity = Math.trunc(Number(text));
    return quantity > 0 ? [{ productId, locationId, quantity }] : [];
  });

  useScan(async ({ code }) => {
    const bin = binScanned(locations, code);
    if (bin !== undefined) {
      setPlace(bin.id);
      play('ask');
      return;
    }
    const answer = await call('product.byBarcode', { barcode: code });
    const product = answer.ok ? answer.value.rows[0] : undefined;
    setUnknown(product === undefined ? code : null);
    play(product === undefined ? 'wrong' : 'right');
    if (product !== undefined) setCounts((former) => ({ ...former, [product.id]: String((Number(former[product.id]) || 0) + 1) }));
  });

  const save = async () => {
    const answer = await receive.run({ rows });
    if (answer.ok) setCounts({});
  };
  return (
    <div className={classes.list}>
      <div className={classes.grid}>
        <Select
          label={<Trans>Куда кладём</Trans>}
          value={locationId}
          options={locations.map((row) => ({ value: row.id, text: row.name === '' ? row.code : `${row.code} ${row.name}` }))}
          onChange={setPlace}
        />
        <Field label={<Trans>Найти товар</Trans>} value={search} onChange={(event) => setSearch(event.target.value)} />
      </div>
      {unknown === null ? null : <Banner tone="wrong" title={<Trans>Код {unknown} не стоит ни на одном товаре</Trans>} />}
      <div className={classes.table}>
        {products.data?.rows
          .filter((product) => product.kind === 'product')
          .map((product) => (
            <label key={product.id} className={classes.line}>
              <span>
                <b>{product.article}</b> {product.name} <Trans>(сейчас {product.onHand})</Trans>
              </span>
              <Field
                label={<Trans>Пришло</Trans>}
                inputMode="numeric"
                value={counts[product.id] ?? ''}
                onChange={(event) => setCounts({ ...counts, [product.id]: event.target.value })}
              />
            </label>
          ))}
      </div>
      <ErrorBanner error={receive.error} />
      <div className={classes.row}>
        <Button look="primary" hotkey="F3" disabled={rows.length === 0 || receive.pending} onClick={() => void save()}>
          <Trans>Принять на склад</Trans>
        </Button>
      </div>
    </div>
  );
}
