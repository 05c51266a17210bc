import { Plural } from '@lingui/react/macro';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button } from '../../ui/index.ts';

/** New orders go to assembly without leaving the desk: their stickers then come ahead of the scan. */
export function TakeFresh() {
  const counts = useCall('order.counts', {});
  const fresh = counts.data?.toTake ?? 0;
  const take = useCommand('order.take');
  if (fresh === 0) return <ErrorBanner error={take.error} />;
  return (
    <>
      <Button size="large" look="primary" hotkey="F3" disabled={take.pending} onClick={() => void take.run({ orderIds: null })}>
        <Plural
          value={fresh}
          one="Взять # новый заказ на сборку"
          few="Взять # новых заказа на сборку"
          many="Взять # новых заказов на сборку"
          other="Взять # нового заказа на сборку"
        />
      </Button>
      <ErrorBanner error={take.error} />
    </>
  );
}
