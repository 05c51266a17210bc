import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import type { Output } from '#shared/contract/index.ts';

import { Card, StatusChip } from '../../ui/index.ts';

import classes from './products.module.css';

/** Products a tired eye may take for this one. */
export function LookAlikes({ whole }: { readonly whole: Output<'product.get'> }) {
  if (whole.lookAlikes.length === 0) return null;
  return (
    <Card title={<Trans>Легко перепутать</Trans>}>
      {whole.product.secondScan ? (
        <StatusChip tone="wrong">
          <Trans>при сборке нужен второй скан</Trans>
        </StatusChip>
      ) : null}
      {whole.lookAlikes.map((other) => (
        <div key={other.productId} className={classes.line}>
          <Link to="/products/$id" params={{ id: other.productId }}>
            {other.name}
          </Link>
          <span className={classes.faint}>{other.article}</span>
        </div>
      ))}
    </Card>
  );
}
