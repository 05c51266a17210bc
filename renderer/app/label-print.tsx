import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Input, Output } from '#shared/contract/index.ts';
import type { LabelKind } from '#shared/domain/label-template.ts';

import { useCall, useCommand } from '../bridge/index.ts';
import { Banner, Button, Dialog, Field, Select, toast } from '../ui/index.ts';
import { ErrorBanner } from './error-banner.tsx';
import { LabelProgress } from './label-progress.tsx';
import { labelProblemNames } from './words/labels.ts';
import { Name } from './words/name.tsx';

import classes from './label-print.module.css';

/** One thing that labels are printed for; `fields` stand in place of what is known of it. */
export interface LabelRow {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly copies: number;
  readonly fields?: Readonly<Record<string, string>>;
}

type Problem = Output<'label.print'>['problems'][number];

/** A batch of so many labels is watched until it is over or left to itself. */
const WATCHED = 10;
/** Rows shown at once: whoever prints for more narrows them by the filter. */
const SHOWN = 200;

/** Which template, how many of each, on which printer. Used for products, for bins and for tables of Excel. */
export function LabelPrintDialog({
  title,
  kind,
  rows,
  templateId: wished,
  onClose,
}: {
  readonly title: React.ReactNode;
  readonly kind: 'product' | 'bin';
  readonly rows: readonly LabelRow[];
  readonly templateId?: string;
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
  const [copies, setCopies] = useState<ReadonlyMap<string, number>>(() => new Map(rows.map((row) => [row.key, row.copies])));
  const [filter, setFilter] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [batchId, setBatchId] = useState<string | null>(null);
  const choice = useLabelChoice(kind, wished ?? null);
  const print = useCommand('label.print');
  const shown = rows.filter((row) => `${row.name} ${row.detail}`.toLowerCase().includes(filter.trim().toLowerCase()));
  const wanted = rows.filter((row) => (copies.get(row.key) ?? 0) > 0);
  const total = wanted.reduce((sum, row) => sum + (copies.get(row.key) ?? 0), 0);
  const set = (keys: readonly string[], count: number) => setCopies(new Map([...copies, ...keys.map((key) => [key, count] as const)]));
  const send = async () => {
    const asked = wanted.map((row) => ({
      id: row.id,
      copies: copies.get(row.key) ?? 1,
      ...(row.fields === undefined ? {} : { fields: row.fields }),
    }));
    const subject: Input<'label.print'>['subject'] = kind === 'product' ? { kind: 'products', rows: asked } : { kind: 'bins', rows: asked };
    const answer = await print.run({ templateId: choice.templateId, stationId: choice.stationId, printerId: choice.printerId, subject });
    if (!answer.ok) return;
    const { labels, batchId } = answer.value;
    if (labels > 0) toast('right', t`Этикеток в очереди: ${labels}`);
    setProblems(answer.value.problems);
    // A handful is out before one could look; a batch is watched, and stopped when it goes wrong.
    setBatchId(labels >= WATCHED ? batchId : null);
    if (answer.value.problems.length === 0 && labels < WATCHED) return onClose();
    // What was printed is not asked for again: only the rest stays on the list.
    const bad = new Set(answer.value.problems.map((problem) => wanted[problem.row]?.key));
    setCopies(new Map(rows.map((row) => [row.key, bad.has(row.key) ? (copies.get(row.key) ?? 0) : 0])));
  };
  if (batchId !== null)
    return (
      <LabelProgress title={title} batchId={batchId} onClose={onClose} onBack={problems.length === 0 ? null : () => setBatchId(null)} />
    );
  return (
    <Dialog
      open
      wide
      title={title}
      onClose={onClose}
      actions={
        <Button look="primary" hotkey="F9" disabled={total === 0 || choice.templateId === '' || print.pending} onClick={() => void send()}>
          <Trans>Печатать: {total}</Trans>
        </Button>
      }
    >
      <LabelChoiceFields choice={choice} />
      <ErrorBanner error={print.error} />
      <Problems problems={problems} />
      <div className={classes.columns}>
        <div className={classes.rows}>
          <div className={classes.bar}>
            <Field label={<Trans>Отобрать</Trans>} type="search" value={filter} onChange={(event) => setFilter(event.target.value)} />
            <Button
              size="small"
              onClick={() =>
                set(
                  shown.map((row) => row.key),
                  1,
                )
              }
            >
              <Trans>Всем по 1</Trans>
            </Button>
            <Button
              size="small"
              onClick={() =>
                set(
                  shown.map((row) => row.key),
                  0,
                )
              }
            >
              <Trans>Никому</Trans>
            </Button>
          </div>
          {shown.slice(0, SHOWN).map((row) => (
            <CopiesRow key={row.key} row={row} copies={copies.get(row.key) ?? 0} onChange={(count) => set([row.key], count)} />
          ))}
          {shown.length > SHOWN ? (
            <p className={classes.faint}>
              <Trans>Показаны первые {SHOWN}. Остальные тоже напечатаются; уточните отбор, чтобы их изменить.</Trans>
            </p>
          ) : null}
        </div>
        <Look choice={choice} kind={kind} row={wanted[0] ?? rows[0]} />
      </div>
    </Dialog>
  );
}

function CopiesRow({
  row,
  copies,
  onChange,
}: {
  readonly row: LabelRow;
  readonly copies: number;
  readonly onChange: (count: number) => void;
}) {
  return (
    <label className={classes.row}>
      <span className={classes.name}>
        {row.name} <span className={classes.faint}>{row.detail}</span>
      </span>
      <input
        className={classes.count}
        type="number"
        min={0}
        max={5000}
        aria-label={row.name}
        value={String(copies)}
        onChange={(event) => onChange(Math.min(5000, Math.max(0, Math.trunc(Number(event.target.value) || 0))))}
      />
    </label>
  );
}

export const Problems = ({ problems }: { readonly problems: readonly Problem[] }) =>
  problems.length === 0 ? null : (
    <Banner tone="wrong" title={<Trans>Не напечатаны: {problems.length}</Trans>}>
      {problems.slice(0, 20).map((problem) => (
        <div key={problem.row}>
          {problem.name} — <Name of={problem.code} names={labelProblemNames} /> {problem.text}
        </div>
      ))}
    </Banner>
  );

function Look({ choice, kind, row }: { readonly choice: LabelChoice; readonly kind: LabelKind; readonly row: LabelRow | undefined }) {
  const template = useCall('label.template', { id: choice.templateId }, { enabled: choice.templateId !== '' });
  const proof = useCall(
    'label.proof',
    {
      template: template.data?.template ?? EMPTY,
      dpi: choice.dpi,
      productId: kind === 'product' ? (row?.id ?? null) : null,
      fields: kind === 'bin' && row !== undefined ? { code: row.name, warehouse: row.detail, name: '' } : { ...row?.fields },
    },
    { enabled: template.data !== undefined, keep: true },
  );
  if (template.data === undefined || proof.data === undefined) return <div className={classes.look} />;
  return (
    <div className={classes.look}>
      <img className={classes.sheet} src={`data:image/png;base64,${proof.data.pngBase64}`} alt="" />
    </div>
  );
}

const EMPTY = {
  id: 'none',
  name: '—',
  kind: 'product',
  widthMm: 58,
  heightMm: 40,
  elements: [],
} as const satisfies Input<'label.proof'>['template'];

export interface LabelChoice {
  readonly templates: Output<'label.templates'>['rows'];
  readonly templateId: string;
  readonly setTemplateId: (id: string) => void;
  readonly printers: Output<'printer.list'>['rows'];
  readonly printerId: string | null;
  readonly setPrinterId: (id: string) => void;
  readonly stationId: string;
  readonly dpi: 203 | 300 | 600;
}

/** The template and the printer of a print: the first template whose size is the printer's, the station's own printer. */
export function useLabelChoice(kind: LabelKind, wished: string | null): LabelChoice {
  const [chosen, setChosen] = useState(wished);
  const [chosenPrinter, setPrinterId] = useState<string | null>(null);
  const all = useCall('label.templates', {});
  const known = useCall('printer.list', {});
  const session = useCall('session.get', {});
  const stationId = session.data?.stationId ?? '';
  const printers = known.data?.rows ?? [];
  const templates = (all.data?.rows ?? []).filter((template) => template.kind === kind);
  const asked = templates.find((one) => one.id === wished);
  // Who began with a template wants the printer with its paper, be it not the one of this station.
  const suited = asked === undefined ? undefined : printers.find((one) => one.widthMm === asked.widthMm && one.heightMm === asked.heightMm);
  const station = known.data?.stations.find((one) => one.id === stationId);
  const named = station?.routes.find(
    (one) => one.kind === 'own-label' && one.named && one.widthMm === asked?.widthMm && one.heightMm === asked?.heightMm,
  );
  const printerId = chosenPrinter ?? named?.printerId ?? suited?.id ?? station?.printerId ?? printers[0]?.id ?? null;
  const printer = printers.find((one) => one.id === printerId);
  const fitting = templates.find((one) => one.widthMm === printer?.widthMm && one.heightMm === printer.heightMm);
  const templateId = chosen ?? fitting?.id ?? templates[0]?.id ?? '';
  return { templates, templateId, setTemplateId: setChosen, printers, printerId, setPrinterId, stationId, dpi: printer?.dpi ?? 203 };
}

export function LabelChoiceFields({ choice }: { readonly choice: LabelChoice }) {
  const { t } = useLingui();
  return (
    <div className={classes.pair}>
      <Select
        label={t`Шаблон`}
        value={choice.templateId}
        options={choice.templates.map((template) => ({ value: template.id, text: template.name }))}
        onChange={choice.setTemplateId}
      />
      <Select
        label={t`Принтер`}
        value={choice.printerId ?? ''}
        options={[
          ...(choice.printers.length === 0 ? [{ value: '', text: t`сначала добавьте принтер` }] : []),
          ...choice.printers.map((printer) => ({
            value: printer.id,
            text: `${printer.name} · ${printer.widthMm} × ${printer.heightMm} мм`,
          })),
        ]}
        onChange={choice.setPrinterId}
      />
    </div>
  );
}
