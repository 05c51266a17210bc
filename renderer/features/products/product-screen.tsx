import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { OfferTrouble } from '../../app/offer-trouble.tsx';
import { OfferWhy } from '../../app/offer-why.tsx';
import { useAction, useCall } from '../../bridge/index.ts';
import { Button, Card, Figure, Page, PageHeader, SplitPane, StatusChip, toast, Toolbar } from '../../ui/index.ts';
import { AtMarketplaces } from './at-marketplaces.tsx';
import { History } from './history.tsx';
import { LabelCard } from './label-card.tsx';
import { LookAlikes } from './look-alikes.tsx';
import { ProductDialog } from './product-dialog.tsx';
import { ProductRules } from './product-rules.tsx';
import { StockDialog, type StockMove } from './stock-dialog.tsx';

import classes from './products.module.css';

type Whole = Output<'product.get'>;

/** One product: how many and where, why so many, and what each marketplace was told. */
export function ProductScreen() {
  const { t } = useLingui();
  const { id = '' } = useParams({ strict: false });
  const answer = useCall('product.get', { id });
  const navigate = useNavigate();
  const push = useAction('sync.pushNow');
  const [open, setOpen] = useState<StockMove | 'edit' | null>(null);
  if (answer.data === undefined) return <Page>{answer.error === null ? null : <ErrorBanner error={answer.error.error} />}</Page>;
  const { product } = answer.data;
  const tell = async () => {
    const told = await push.run({ accountId: null, productId: product.id });
    if (told.ok) toast('right', t`Остаток отправляется на площадки: ${told.value.offers}`);
  };
  return (
    <Page>
      <PageHeader
        title={product.name}
        note={[product.article, product.category, product.barcodes.join(', ')].filter((part) => part !== '').join(' · ')}
        actions={
          <>
            <Button hotkey="F2" onClick={() => setOpen('edit')}>
              <Trans>Изменить</Trans>
            </Button>
            <Button hotkey="Esc" look="quiet" onClick={() => void navigate({ to: '/products' })}>
              <Trans>К товарам</Trans>
            </Button>
          </>
        }
      />
      <ErrorBanner error={push.error} />
      <SplitPane
        handheldFirst="side"
        main={
          <>
            <Card>
              <div className={classes.big}>
                <Big value={product.onHand} word={<Trans>на полках</Trans>} />
                <Big value={product.reserved} word={<Trans>отложено под заказы</Trans>} />
                <Big value={product.available} word={<Trans>свободно</Trans>} />
                {product.short === 0 ? null : <Big value={product.short} word={<Trans>не хватает</Trans>} />}
              </div>
            </Card>
            <Card title={<Trans>Почему столько</Trans>}>
              <History productId={product.id} />
            </Card>
          </>
        }
        side={
          <>
            {product.kind === 'kit' ? <Parts whole={answer.data} /> : <Bins whole={answer.data} onMove={setOpen} />}
            <AtMarketplaces whole={answer.data} />
            <LabelCard product={product} />
            <Listings whole={answer.data} onTell={() => void tell()} />
            <ProductRules whole={answer.data} />
            <LookAlikes whole={answer.data} />
          </>
        }
      />
      {open === 'edit' ? <ProductDialog product={answer.data} onClose={() => setOpen(null)} /> : null}
      {open === null || open === 'edit' ? null : <StockDialog product={product} move={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

const Big = ({ value, word }: { readonly value: number; readonly word: ReactNode }) => (
  <div className={classes.figure}>
    <b>
      <Figure value={value} />
    </b>
    <span className={classes.faint}>{word}</span>
  </div>
);

const Bins = ({ whole, onMove }: { readonly whole: Whole; readonly onMove: (move: StockMove) => void }) => (
  <Card title={<Trans>По ячейкам</Trans>}>
    {whole.product.bins.length === 0 ? (
      <p className={classes.faint}>
        <Trans>Нигде нет.</Trans>
      </p>
    ) : null}
    {whole.product.bins.map((bin) => (
      <div key={bin.locationId} className={classes.line}>
        <span>
          <b>{bin.code}</b> <span className={classes.faint}>{bin.warehouseName}</span>
        </span>
        <Figure value={bin.onHand} />
      </div>
    ))}
    <Toolbar>
      <Button hotkey="F3" size="small" onClick={() => onMove('receive')}>
        <Trans>Принять</Trans>
      </Button>
      <Button hotkey="F4" size="small" onClick={() => onMove('count')}>
        <Trans>Пересчитать</Trans>
      </Button>
      <Button hotkey="F6" size="small" onClick={() => onMove('move')}>
        <Trans>Переложить</Trans>
      </Button>
      <Button hotkey="F8" size="small" onClick={() => onMove('write-off')}>
        <Trans>Списать</Trans>
      </Button>
    </Toolbar>
  </Card>
);

const Parts = ({ whole }: { readonly whole: Whole }) => (
  <Card title={<Trans>Из чего состоит</Trans>}>
    {whole.components.map((part) => (
      <div key={part.productId} className={classes.line}>
        <Link to="/products/$id" params={{ id: part.productId }}>
          {part.name}
        </Link>
        <span>× {part.quantity}</span>
      </div>
    ))}
  </Card>
);

const Listings = ({ whole, onTell }: { readonly whole: Whole; readonly onTell: () => void }) => (
  <Card title={<Trans>Что знают площадки</Trans>}>
    {whole.listings.length === 0 ? (
      <p className={classes.faint}>
        <Trans>Ни одной карточки не сопоставлено.</Trans>
      </p>
    ) : null}
    {whole.listings.map((listing) => (
      <div key={listing.id} className={classes.list}>
        <div className={classes.line}>
          <span>
            {listing.name} <span className={classes.faint}>{listing.accountName}</span>
          </span>
          {listing.multiplicity === 1 ? null : <span>× {listing.multiplicity}</span>}
        </div>
        {listing.offers.map((offer) => (
          <div key={offer.externalWarehouseId} className={classes.line}>
            <span className={classes.faint}>
              {offer.told === null ? <Trans>ещё не сообщали</Trans> : <Trans>сообщено {offer.told}</Trans>}
              {' · '}
              <OfferWhy offer={offer} multiplicity={listing.multiplicity} />
            </span>
            {offer.problemCode === null ? (
              offer.waiting ? (
                <StatusChip tone="ask">
                  <Trans>отправляется</Trans>
                </StatusChip>
              ) : null
            ) : (
              <OfferTrouble code={offer.problemCode} message={offer.problemMessage} roomy />
            )}
          </div>
        ))}
      </div>
    ))}
    {whole.listings.length === 0 ? null : (
      <Button hotkey="F9" onClick={onTell}>
        <Trans>Сообщить сейчас</Trans>
      </Button>
    )}
  </Card>
);
