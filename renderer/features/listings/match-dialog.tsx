import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { OfferWhy } from '../../app/offer-why.tsx';
import { Name } from '../../app/words/name.tsx';
import { pushCauseNames, pushOutcomeNames } from '../../app/words/offers.ts';
import { useCall, useCommand, type WindowRow } from '../../bridge/index.ts';
import { Banner, Button, Dialog, Field, DateTime, toast } from '../../ui/index.ts';
import { useUndoMatch } from './undo-match.tsx';

import classes from './listings.module.css';

/** A person says which product a card sells, and how many of it at a time. */
export function MatchDialog({ listing, onClose }: { readonly listing: WindowRow<'listing.list'>; readonly onClose: () => void }) {
  const { t } = useLingui();
  const match = useCommand('listing.match');
  const pushes = useCall('sync.pushes', { listingId: listing.id, limit: 20 });
  const undo = useUndoMatch();
  const [search, setSearch] = useState(listing.productArticle ?? listing.article);
  const [multiplicity, setMultiplicity] = useState(String(listing.multiplicity));
  const found = useCall('product.list', { search, limit: 8 }, { keep: true });
  const choose = async (productId: string | null) => {
    const answer = await match.run({ listingId: listing.id, productId, multiplicity: Math.max(1, Math.trunc(Number(multiplicity) || 1)) });
    if (!answer.ok) return;
    toast(
      'right',
      productId === null ? t`Сопоставление снято` : t`Сопоставлено; заказов, которые этого ждали: ${answer.value.resolvedOrders}`,
      undo.button(answer.operationId),
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
        {listing.offers.map((offer) => (
          <p key={offer.externalWarehouseId} className={classes.faint}>
            <OfferWhy offer={offer} multiplicity={listing.multiplicity} />
          </p>
        ))}
        <History rows={pushes.data?.rows ?? []} />
      </div>
    </Dialog>
  );
}

/** What was told of the card, when, why and with what answer. */
function History({ rows }: { readonly rows: Output<'sync.pushes'>['rows'] }) {
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>
        <Trans>Что сообщали площадке</Trans>
      </summary>
      {rows.map((push) => (
        <div key={push.seq} className={classes.push}>
          <span className={classes.faint}>
            <DateTime ms={push.atMs} />
          </span>
          <b>{push.quantity}</b>
          <span>
            <Name of={push.cause} names={pushCauseNames} />, <Name of={push.outcome} names={pushOutcomeNames} />
          </span>
          <span className={classes.faint}>{push.problem === null ? '' : (push.problem.channelMessage ?? push.problem.code)}</span>
        </div>
      ))}
    </details>
  );
}
