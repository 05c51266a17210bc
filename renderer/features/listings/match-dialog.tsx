import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall, useCommand, type WindowRow } from '../../bridge/index.ts';
import { Banner, Button, Dialog, Field, toast } from '../../ui/index.ts';

import classes from './listings.module.css';

/** A person says which product a card sells, and how many of it at a time. */
export function MatchDialog({ listing, onClose }: { readonly listing: WindowRow<'listing.list'>; readonly onClose: () => void }) {
  const { t } = useLingui();
  const match = useCommand('listing.match');
  const pushes = useCall('sync.pushes', { listingId: listing.id, limit: 5 });
  const [search, setSearch] = useState(listing.productArticle ?? listing.article);
  const [multiplicity, setMultiplicity] = useState(String(listing.multiplicity));
  const found = useCall('product.list', { search, limit: 8 }, { keep: true });
  const choose = async (productId: string | null) => {
    const answer = await match.run({ listingId: listing.id, productId, multiplicity: Math.max(1, Math.trunc(Number(multiplicity) || 1)) });
    if (!answer.ok) return;
    toast(
      'right',
      productId === null ? t`Сопоставление снято` : t`Сопоставлено; заказов, которые этого ждали: ${answer.value.resolvedOrders}`,
    );
    onClose();
  };
  return (
    <Dialog open wide title={listing.name} onClose={onClose}>
      <div className={classes.form}>
        <p className={classes.faint}>
          {listing.article} · {listing.barcodes.join(', ')}
        </p>
        <ErrorBanner error={match.error} />
        <Field
          label={t`Какой товар стоит за карточкой`}
          data-scan="take"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Field
          label={t`Сколько штук в одной продаже`}
          type="number"
          min={1}
          value={multiplicity}
          onChange={(event) => setMultiplicity(event.target.value)}
        />
        <div className={classes.found}>
          {(found.data?.rows ?? []).map((product, index) => (
            <Button
              key={product.id}
              hotkey={`Alt+${index + 1}`}
              look={product.id === listing.productId ? 'primary' : 'plain'}
              disabled={match.pending}
              onClick={() => void choose(product.id)}
            >
              {product.name} · {product.article}
            </Button>
          ))}
          {found.data?.rows.length === 0 ? (
            <Banner tone="wrong" title={<Trans>Такого товара нет</Trans>}>
              <Trans>Измените поиск или создайте товар в разделе «Товары».</Trans>
            </Banner>
          ) : null}
        </div>
        {listing.productId === null ? null : (
          <Button look="danger" disabled={match.pending} onClick={() => void choose(null)}>
            <Trans>Снять сопоставление</Trans>
          </Button>
        )}
        {(pushes.data?.rows ?? []).map((push) => (
          <div key={push.seq} className={classes.faint}>
            <Trans>
              Сообщено {push.quantity}: {push.cause}, {push.outcome}
            </Trans>
          </div>
        ))}
      </div>
    </Dialog>
  );
}
