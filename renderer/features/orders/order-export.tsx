import { Trans, useLingui } from '@lingui/react/macro';

import type { Input } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { saveFile } from '../../app/text-file.ts';
import { useAsk } from '../../bridge/index.ts';
import { Button, toast } from '../../ui/index.ts';

type Filter = Omit<Input<'order.export'>, 'format' | 'headers' | 'orderIds'>;

/** What the list shows, or the chosen orders, as a file for a spreadsheet. */
export function OrderExport({
  filter,
  orderIds = null,
  small = false,
}: {
  readonly filter: Filter;
  readonly orderIds?: readonly string[] | null;
  readonly small?: boolean;
}) {
  const { t } = useLingui();
  const ask = useAsk('order.export');
  const headers = [
    t`Заказ`,
    t`Площадка`,
    t`Кабинет`,
    t`Состояние`,
    t`На площадке`,
    t`Артикул`,
    t`Товар`,
    t`Количество`,
    t`Ячейка`,
    t`Стикер`,
    t`Получен`,
    t`Срок`,
    t`Цена`,
    t`Валюта`,
  ];
  const save = async (format: 'csv' | 'xlsx') => {
    const answer = await ask.run({ ...filter, format, headers, orderIds: orderIds === null ? null : orderIds.slice(0, MOST_CHOSEN) });
    if (!answer.ok) return;
    if (format === 'csv') saveFile('korob-orders.csv', 'text/csv', answer.value.content);
    else
      saveFile(
        'korob-orders.xlsx',
        WORKBOOK,
        Uint8Array.from(atob(answer.value.content), (letter) => letter.charCodeAt(0)),
      );
    const rows = answer.value.rows;
    toast(
      answer.value.cut ? 'ask' : 'right',
      answer.value.cut ? t`Сохранено строк: ${rows}, остальные не вошли` : t`Сохранено строк: ${rows}`,
    );
  };
  return (
    <>
      <ErrorBanner error={ask.error} />
      {small ? null : (
        <Button disabled={ask.pending} onClick={() => void save('csv')}>
          <Trans>CSV</Trans>
        </Button>
      )}
      <Button size={small ? 'small' : 'medium'} hotkey={small ? 'Ctrl+E' : 'F8'} disabled={ask.pending} onClick={() => void save('xlsx')}>
        <Trans>Excel</Trans>
      </Button>
    </>
  );
}

const MOST_CHOSEN = 5000;
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
