import { Trans } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { Figure } from '../ui/index.ts';
import { Name } from './words/name.tsx';
import { reasonNames } from './words/offers.ts';

type Listing = Output<'listing.list'>['rows'][number];
type Offer = Listing['offers'][number];

/** «Сказали бы 4: на полках 9, в резерве 3, придержано 2», and the rule that held it back. */
export function OfferWhy({ offer, multiplicity }: { readonly offer: Offer; readonly multiplicity: number }) {
  const kept = Math.max(0, offer.available - offer.would * multiplicity);
  return (
    <span>
      <Trans>
        Сказали бы <b>{offer.would}</b>: на полках <Figure value={offer.onHand} />, в резерве <Figure value={offer.reserved} />, придержано{' '}
        <Figure value={kept} />
      </Trans>
      {offer.reason === 'available' ? null : (
        <>
          {' · '}
          <Name of={offer.reason} names={reasonNames} />
        </>
      )}
      {offer.rule === null ? null : (
        <>
          {' ('}
          <RuleName rule={offer.rule} />
          {')'}
        </>
      )}
    </span>
  );
}

/** Whose rule it is, in a few words. */
export function RuleName({ rule }: { readonly rule: NonNullable<Offer['rule']> }) {
  const account = rule.accountName;
  if (rule.scope === 'own') return <Trans>записано на товаре</Trans>;
  if (rule.scope === 'listing') return <Trans>правило карточки</Trans>;
  if (rule.scope === 'product')
    return account === null ? <Trans>правило товара</Trans> : <Trans>правило товара в кабинете «{account}»</Trans>;
  if (rule.scope === 'category')
    return account === null ? (
      <Trans>правило категории «{rule.category}»</Trans>
    ) : (
      <Trans>
        правило категории «{rule.category}» в кабинете «{account}»
      </Trans>
    );
  if (rule.scope === 'account') return <Trans>правило кабинета «{account}»</Trans>;
  return <Trans>общее правило</Trans>;
}
