import { Plural } from '@lingui/react/macro';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button } from '../../ui/index.ts';

const AT_ONCE = 1000;

/** New orders go to assembly without leaving the desk: their stickers then come ahead of the scan. */
export function TakeFresh() {
  const counts = useCall('order.counts', {});
  const fresh = counts.data?.fresh ?? 0;
  const plan = useCall('supply.plan', {}, { enabled: fresh > 0 });
  const assemble = useCommand('supply.assemble');
  const orderIds = (plan.data?.groups ?? []).flatMap((group) => group.orderIds).slice(0, AT_ONCE);
  if (orderIds.length === 0) return <ErrorBanner error={assemble.error} />;
  return (
    <>
      <Button
        size="large"
        look="primary"
        hotkey="F3"
        disabled={assemble.pending}
        onClick={() => void assemble.run({ orderIds, supplyId: null })}
      >
        <Plural
          value={orderIds.length}
          one="Взять # новый заказ на сборку"
          few="Взять # новых заказа на сборку"
          many="Взять # новых заказов на сборку"
          other="Взять # нового заказа на сборку"
        />
      </Button>
      <ErrorBanner error={assemble.error} />
    </>
  );
}
