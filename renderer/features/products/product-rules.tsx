import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { RuleDialog, type RuleTarget } from '../../app/rule-dialog.tsx';
import { type Rule, RuleOf, RuleSays } from '../../app/rule-text.tsx';
import { useCall } from '../../bridge/index.ts';
import { Button, Card, Toolbar } from '../../ui/index.ts';

import classes from './products.module.css';

/** Rules that speak of this very product or of its cards. */
export function ProductRules({ whole }: { readonly whole: Output<'product.get'> }) {
  const { product, listings } = whole;
  const rules = useCall('rule.list', { productId: product.id });
  const [open, setOpen] = useState<{ readonly rule: Rule | null; readonly about: RuleTarget } | null>(null);
  const ofProduct: RuleTarget = { productId: product.id, listingId: null };
  const rows = rules.data?.rows ?? [];
  return (
    <Card title={<Trans>Правила остатков</Trans>}>
      {rows.length === 0 ? (
        <p className={classes.faint}>
          <Trans>Своих правил нет: действуют правила категории, кабинета и общие.</Trans>
        </p>
      ) : null}
      {rows.map((rule) => (
        <div key={rule.id} className={classes.line}>
          <span>
            <RuleOf rule={rule} />{' '}
            <span className={classes.faint}>
              <RuleSays rule={rule} />
            </span>
          </span>
          <Button size="small" onClick={() => setOpen({ rule, about: ofProduct })}>
            <Trans>Изменить</Trans>
          </Button>
        </div>
      ))}
      <Toolbar>
        <Button size="small" onClick={() => setOpen({ rule: null, about: ofProduct })}>
          <Trans>Правило для товара</Trans>
        </Button>
        {listings
          .filter((listing) => !rows.some((rule) => rule.listingId === listing.id))
          .slice(0, 3)
          .map((listing) => (
            <Button
              key={listing.id}
              size="small"
              look="quiet"
              onClick={() => setOpen({ rule: null, about: { productId: null, listingId: listing.id } })}
            >
              <Trans>Для карточки: {listing.accountName}</Trans>
            </Button>
          ))}
      </Toolbar>
      {open === null ? null : <RuleDialog rule={open.rule} about={open.about} onClose={() => setOpen(null)} />}
    </Card>
  );
}
