import { Trans } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { PlaceName } from '../../app/words/place.tsx';
import { Card, Figure } from '../../ui/index.ts';

import classes from './products.module.css';

/** How many lie at the marketplaces' own warehouses; nothing where none do. */
export function AtMarketplaces({ whole }: { readonly whole: Output<'product.get'> }) {
  if (whole.fulfilment.length === 0) return null;
  return (
    <Card title={<Trans>На складах площадок</Trans>}>
      {whole.fulfilment.map((one) => (
        <div key={`${one.accountName} ${one.place}`} className={classes.line}>
          <span>
            {one.accountName}{' '}
            <span className={classes.faint}>
              <PlaceName place={one.place} />
            </span>
          </span>
          <Figure value={one.available} />
        </div>
      ))}
    </Card>
  );
}
