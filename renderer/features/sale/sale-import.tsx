import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { readTextFile } from '../../app/text-file.ts';
import { csvProblemNames } from '../../app/words/csv.ts';
import { Name } from '../../app/words/name.tsx';
import { useCommand } from '../../bridge/index.ts';
import { Banner, Button, Dialog, Select, toast } from '../../ui/index.ts';

import classes from './sale.module.css';

type Report = Output<'sale.importCsv'>;

/** Sold quantities from a file of a cash desk or our own shop: first what it would do, then the doing. */
export function SaleImport({
  warehouses,
  onClose,
}: {
  readonly warehouses: readonly { readonly id: string; readonly text: string }[];
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
  const run = useCommand('sale.importCsv');
  const [csv, setCsv] = useState('');
  const [chosen, setChosen] = useState('');
  const [report, setReport] = useState<Report | null>(null);
  const warehouseId = chosen === '' ? (warehouses[0]?.id ?? '') : chosen;
  const look = async (text: string, warehouse: string) => {
    setReport(null);
    if (text === '') return;
    const answer = await run.run({ csv: text, warehouseId: warehouse === '' ? null : warehouse, dryRun: true });
    if (answer.ok) setReport(answer.value);
  };
  const doIt = async () => {
    const answer = await run.run({ csv, warehouseId: warehouseId === '' ? null : warehouseId, dryRun: false });
    if (!answer.ok) return;
    toast('right', t`Продано строк: ${answer.value.sold}, штук: ${answer.value.units}`);
    onClose();
  };
  return (
    <Dialog
      open
      wide
      title={<Trans>Загрузить продажи из файла</Trans>}
      onClose={onClose}
      actions={
        <Button look="primary" hotkey="F9" disabled={(report?.sold ?? 0) === 0 || run.pending} onClick={() => void doIt()}>
          <Trans>Списать проданное</Trans>
        </Button>
      }
    >
      <div className={classes.form}>
        <p>
          <Trans>
            Столбцы: артикул или штрихкод, количество, цена, дата, номер чека или строки. С номером файл можно дополнять и загружать снова:
            каждая строка спишется один раз.
          </Trans>
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
        {warehouses.length < 2 ? null : (
          <Select
            label={t`С какого склада`}
            value={warehouseId}
            options={warehouses.map(({ id, text }) => ({ value: id, text }))}
            onChange={(next) => {
              setChosen(next);
              void look(csv, next);
            }}
          />
        )}
        <ErrorBanner error={run.error} />
        {report === null ? null : <ReportView report={report} />}
      </div>
    </Dialog>
  );
}

const ReportView = ({ report }: { readonly report: Report }) => (
  <>
    <Banner tone={report.sold === 0 ? 'wrong' : 'ask'} title={<Trans>Что будет сделано</Trans>}>
      <Trans>
        Строк в файле: {report.lines}, спишется: {report.sold} (штук {report.units}), уже списано раньше: {report.already}.
      </Trans>
    </Banner>
    {report.hasLineIds ? null : (
      <p className={classes.faint}>
        <Trans>У строк нет номеров: тот же файл второй раз не спишется, но дополненный спишется весь. Добавьте столбец «Номер».</Trans>
      </p>
    )}
    {report.problems.slice(0, 50).map((problem) => (
      <div key={`${problem.line} ${problem.code}`} className={classes.problem}>
        <span>
          <Trans>Строка {problem.line}</Trans>
        </span>
        <span>
          <Name of={problem.code} names={csvProblemNames} /> <span className={classes.faint}>{problem.text}</span>
        </span>
      </div>
    ))}
  </>
);
