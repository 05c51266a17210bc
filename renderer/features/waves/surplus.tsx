import { Trans } from '@lingui/react/macro';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCommand } from '../../bridge/index.ts';
import { Banner, Button } from '../../ui/index.ts';
import type { Wave } from './wave.ts';

/** Things whose order was cancelled after they were picked: back to where they came from. */
export function Surplus({ wave }: { readonly wave: Wave }) {
  const back = useCommand('wave.putBack');
  return (
    <>
      {wave.surplus.map((row) => (
        <Banner
          key={row.productId}
          tone="stop"
          title={
            <Trans>
              Верните в {row.backTo ?? '—'}: {row.name} × {row.quantity}
            </Trans>
          }
          actions={
            row.backToId === null ? null : (
              <Button
                disabled={back.pending}
                onClick={() =>
                  void back.run({ id: wave.wave.id, productId: row.productId, locationId: row.backToId ?? '', quantity: row.quantity })
                }
              >
                <Trans>Вернул</Trans>
              </Button>
            )
          }
        >
          <Trans>Заказ на них отменён или ушёл из волны.</Trans>
        </Banner>
      ))}
      <ErrorBanner error={back.error} />
    </>
  );
}
