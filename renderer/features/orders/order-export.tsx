import { Trans, useLingui } from '@lingui/react/macro';

import type { Input } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { saveFile } from '../../app/text-file.ts';
import { useAsk } from '../../bridge/index.ts';
import { Button, toast } from '../../ui/index.ts';

type Filter = Pick<Input<'order.export'>, 'search' | 'show' | 'accountId'>;

/** What the list shows, as a file for a spreadsheet. */
export function OrderExport({ filter }: { readonly filter: Filter }) {
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
    const answer = await ask.run({ ...filter, format, headers });
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
      <Button disabled={ask.pending} onClick={() => void save('csv')}>
        <Trans>CSV</Trans>
      </Button>
      <Button hotkey="F8" disabled={ask.pending} onClick={() => void save('xlsx')}>
        <Trans>Excel</Trans>
      </Button>
    </>
  );
}

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
