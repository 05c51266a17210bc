import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { readTextFile } from '../../app/text-file.ts';
import { csvProblemNames } from '../../app/words/csv.ts';
import { Name } from '../../app/words/name.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Banner, Button, Dialog, Select, toast } from '../../ui/index.ts';

import classes from './products.module.css';

type Report = Output<'product.importCsv'>;

/** Products from a CSV: first what it would do, then, with the same file, the doing. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLingui();
  const run = useCommand('product.importCsv');
  const locations = useCall('location.list', {});
  const [csv, setCsv] = useState('');
  const [warehouseId, setWarehouseId] = useState('');
  const [report, setReport] = useState<Report | null>(null);
  const warehouses = (locations.data?.rows ?? []).filter(({ kind, archived }) => kind === 'warehouse' && !archived);
  const look = async (text: string, warehouse: string) => {
    setReport(null);
    if (text === '') return;
    const answer = await run.run({ csv: text, warehouseId: warehouse === '' ? null : warehouse, dryRun: true });
    if (answer.ok) setReport(answer.value);
  };
  const doIt = async () => {
    const answer = await run.run({ csv, warehouseId: warehouseId === '' ? null : warehouseId, dryRun: false });
    if (!answer.ok) return;
    toast('right', t`Создано: ${answer.value.created}, изменено: ${answer.value.changed}`);
    onClose();
  };
  return (
    <Dialog
      open
      wide
      title={<Trans>Загрузить товары из CSV</Trans>}
      onClose={onClose}
      actions={
        <Button look="primary" hotkey="F9" disabled={report === null || run.pending} onClick={() => void doIt()}>
          <Trans>Загрузить</Trans>
        </Button>
      }
    >
      <div className={classes.form}>
        <p>
          <Trans>Столбцы: артикул, название, штрихкоды, количество, ячейка, маркировка. Порядок любой, лишние столбцы не мешают.</Trans>
        </p>
        <input
          className={classes.file}
          type="file"
          accept=".csv,.txt,text/csv"
          aria-label={t`Файл CSV`}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file === undefined) return;
            void readTextFile(file).then((text) => {
              setCsv(text);
              return look(text, warehouseId);
            });
          }}
        />
        <Select
          label={t`На какой склад принять количество`}
          value={warehouseId}
          options={[
            { value: '', text: t`не принимать, только товары` },
            ...warehouses.map(({ id, name, code }) => ({ value: id, text: name === '' ? code : name })),
          ]}
          onChange={(next) => {
            setWarehouseId(next);
            void look(csv, next);
          }}
        />
        <ErrorBanner error={run.error} />
        {report === null ? null : <ReportView report={report} />}
      </div>
    </Dialog>
  );
}

const ReportView = ({ report }: { readonly report: Report }) => (
  <>
    <Banner tone="ask" title={<Trans>Что будет сделано</Trans>}>
      <Trans>
        Новых товаров: {report.created}, изменится: {report.changed}, без изменений: {report.unchanged}, принять штук: {report.received}.
      </Trans>
    </Banner>
    <p className={classes.faint}>{report.columns.map(({ header, meaning }) => `${header} → ${meaning ?? '—'}`).join(' · ')}</p>
    {report.problems.slice(0, 50).map((problem) => (
      <div key={`${problem.line} ${problem.code}`} className={classes.line}>
        <span>
          <Trans>Строка {problem.line}</Trans>
        </span>
        <span className={classes.short}>
          <Name of={problem.code} names={csvProblemNames} /> {problem.text}
        </span>
      </div>
    ))}
  </>
);
