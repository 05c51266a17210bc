import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { LabelPrintDialog } from '../../app/label-print.tsx';
import { tableColumnNames, tableProblemNames } from '../../app/words/labels.ts';
import { Name } from '../../app/words/name.tsx';
import { useAsk } from '../../bridge/index.ts';
import { Banner, Button, Dialog } from '../../ui/index.ts';

import classes from './templates.module.css';

type Table = Output<'label.readTable'>;

/** Labels by a table of Excel: first what it says and which lines cannot be used, then the print. */
export function TableDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLingui();
  const read = useAsk('label.readTable');
  const [table, setTable] = useState<Table | null>(null);
  const [printing, setPrinting] = useState(false);
  const take = async (file: File) => {
    setTable(null);
    const answer = await read.run({ fileBase64: await base64Of(file), fileName: file.name });
    if (answer.ok) setTable(answer.value);
  };
  if (printing && table !== null) {
    const rows = table.rows.map((row) => ({
      key: String(row.line),
      id: row.productId,
      name: row.name,
      detail: `${row.article} · ${t`строка ${row.line}`}`,
      copies: row.copies,
      fields: row.fields,
    }));
    return <LabelPrintDialog title={<Trans>Этикетки по таблице</Trans>} kind="product" rows={rows} onClose={onClose} />;
  }
  return (
    <Dialog
      open
      wide
      title={<Trans>Печать по таблице</Trans>}
      onClose={onClose}
      actions={
        <Button look="primary" hotkey="F9" disabled={table === null || table.rows.length === 0} onClick={() => setPrinting(true)}>
          <Trans>Дальше</Trans>
        </Button>
      }
    >
      <p>
        <Trans>
          Excel или CSV. Нужен столбец «штрихкод» или «артикул» и «количество»; можно добавить цену, размер, состав, изготовителя и код
          маркировки. Лишние столбцы не мешают.
        </Trans>
      </p>
      <input
        className={classes.file}
        type="file"
        accept=".xlsx,.csv,.txt"
        aria-label={t`Файл таблицы`}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) void take(file);
        }}
      />
      <ErrorBanner error={read.error} />
      {table === null ? null : <Report table={table} />}
    </Dialog>
  );
}

const Report = ({ table }: { readonly table: Table }) => (
  <>
    <Banner tone="ask">
      <Trans>
        Строк к печати: {table.rows.length}, этикеток: {table.rows.reduce((sum, row) => sum + row.copies, 0)}, строк с вопросами:{' '}
        {table.problems.length}.
      </Trans>
    </Banner>
    <p className={classes.faint}>
      {table.columns.map(({ header, meaning }) => (
        <span key={header} className={classes.column}>
          {header} → {meaning === null ? <Trans>не нужен</Trans> : <Name of={meaning} names={tableColumnNames} />}
        </span>
      ))}
    </p>
    {table.problems.map((problem) => (
      <div key={problem.line} className={classes.line} data-testid="table-problem">
        <span>
          <Trans>Строка {problem.line}</Trans>
        </span>
        <span className={classes.alarm}>
          <Name of={problem.code} names={tableProblemNames} />
          {problem.text === '' ? null : `: «${problem.text}»`}
        </span>
      </div>
    ))}
  </>
);

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x80_00) text += String.fromCodePoint(...bytes.subarray(at, at + 0x80_00));
  return btoa(text);
}
