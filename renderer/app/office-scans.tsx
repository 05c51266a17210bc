import { Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';

import { call } from '../bridge/index.ts';
import { useScan } from '../scan/index.ts';
import { toast } from '../ui/index.ts';

/** In the office a scan finds the thing: its product opens. A screen that wants scans itself takes them first. */
export function OfficeScans() {
  const navigate = useNavigate();
  useScan(async ({ code }) => {
    const answer = await call('product.byBarcode', { barcode: code });
    const [only, another] = answer.ok ? answer.value.rows : [];
    if (only !== undefined && another === undefined) {
      await navigate({ to: '/products/$id', params: { id: only.id } });
      return;
    }
    toast('wrong', <Trans>По коду {code} один товар не нашёлся. Чтобы упаковать заказ, откройте «Упаковку» (Alt+1).</Trans>);
  }, 'background');
  return null;
}
