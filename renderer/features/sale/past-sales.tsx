import { Trans, useLingui } from '@lingui/react/macro';

import { useCall, useCommand } from '../../bridge/index.ts';
import { Button, Card, DateTime, Money, StatusChip, toast } from '../../ui/index.ts';

import classes from './sale.module.css';

export const useUndo = () => useCommand('stock.reverse');

/** What was sold last, each to be undone. */
export function PastSales({ undo }: { readonly undo: ReturnType<typeof useUndo> }) {
  const { t } = useLingui();
  const sales = useCall('sale.list', { limit: 30 });
  const rows = sales.data?.rows ?? [];
  const last = rows.find((sale) => !sale.reversed);
  const reverse = async (reversesId: string) => {
    const answer = await undo.run({ reversesId });
    if (answer.ok) toast('right', t`Продажа отменена, товар снова на складе`);
  };
  return (
    <Card title={<Trans>Последние продажи</Trans>}>
      {rows.length === 0 ? (
        <p className={classes.faint}>
          <Trans>Ещё ничего не продано.</Trans>
        </p>
      ) : null}
      {rows.map((sale) => (
        <div key={sale.operationId} className={classes.past}>
          <span>
            <span className={classes.faint}>
              <DateTime ms={sale.atMs} />
            </span>
            {sale.lines.slice(0, 4).map((line) => (
              <div key={line.productId} className={sale.reversed ? classes.undone : ''}>
                {line.name} × {line.quantity}{' '}
                {line.priceMinor === null ? null : (
                  <span className={classes.faint}>
                    <Money minor={line.priceMinor} currency={line.currency} />
                  </span>
                )}
              </div>
            ))}
            {sale.lines.length > 4 ? <span className={classes.faint}>+{sale.lines.length - 4}</span> : null}
          </span>
          {sale.reversed ? (
            <StatusChip>
              <Trans>отменена</Trans>
            </StatusChip>
          ) : (
            <Button
              size="small"
              look="quiet"
              {...(sale === last ? { hotkey: 'F8' } : {})}
              disabled={undo.pending}
              onClick={() => void reverse(sale.operationId)}
            >
              <Trans>Отменить</Trans>
            </Button>
          )}
        </div>
      ))}
    </Card>
  );
}
