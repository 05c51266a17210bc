import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { labelKindNames } from '../../app/words/labels.ts';
import { Name } from '../../app/words/name.tsx';
import { asCallError, newId, useAsk, useCall, useCommand } from '../../bridge/index.ts';
import { Button, Card, Page, PageHeader, StatusChip, Toolbar } from '../../ui/index.ts';
import { Batches } from './batches.tsx';
import { NewTemplate } from './new-template.tsx';
import { PrintFrom } from './print-from.tsx';
import { TableDialog } from './table-dialog.tsx';

import classes from './templates.module.css';

type Template = Output<'label.templates'>['rows'][number];
type Opened = { readonly what: 'new' | 'table' } | { readonly what: 'print'; readonly template: Template } | null;

/** The seller's own labels: what they look like, and what is being printed. */
export function TemplatesScreen() {
  const templates = useCall('label.templates', {});
  const [open, setOpen] = useState<Opened>(null);
  const close = () => setOpen(null);
  return (
    <Page>
      <PageHeader
        title={<Trans>Этикетки</Trans>}
        note={<Trans>Свои этикетки на товары, ячейки, короба и паллеты. Шаблон, который изменили, всегда можно вернуть к исходному.</Trans>}
        actions={
          <>
            <Button hotkey="F3" look="primary" onClick={() => setOpen({ what: 'table' })}>
              <Trans>Печать по таблице</Trans>
            </Button>
            <Button hotkey="F7" onClick={() => setOpen({ what: 'new' })}>
              <Trans>Новый шаблон</Trans>
            </Button>
          </>
        }
      />
      <ErrorBanner error={templates.error === null ? null : asCallError(templates.error)} />
      <Batches />
      <div className={classes.cards}>
        {(templates.data?.rows ?? []).map((template) => (
          <TemplateCard key={template.id} template={template} onPrint={() => setOpen({ what: 'print', template })} />
        ))}
      </div>
      {open?.what === 'new' ? <NewTemplate onClose={close} /> : null}
      {open?.what === 'table' ? <TableDialog onClose={close} /> : null}
      {open?.what === 'print' ? <PrintFrom template={open.template} onClose={close} /> : null}
    </Page>
  );
}

function TemplateCard({ template, onPrint }: { readonly template: Template; readonly onPrint: () => void }) {
  const navigate = useNavigate();
  const edit = (id: string) => void navigate({ to: '/templates/$id', params: { id } });
  return (
    <Card title={template.name}>
      <Picture id={template.id} />
      <div className={classes.line}>
        <span className={classes.faint}>
          <Name of={template.kind} names={labelKindNames} /> · {template.widthMm} × {template.heightMm}
        </span>
        {template.builtIn && !template.changed ? null : (
          <StatusChip tone="ask">{template.builtIn ? <Trans>изменён</Trans> : <Trans>свой</Trans>}</StatusChip>
        )}
      </div>
      <Toolbar>
        <Button size="small" look="primary" onClick={onPrint}>
          <Trans>Печатать</Trans>
        </Button>
        <Button size="small" onClick={() => edit(template.id)}>
          <Trans>Изменить</Trans>
        </Button>
        <Copy template={template} onCopied={edit} />
      </Toolbar>
    </Card>
  );
}

function Picture({ id }: { readonly id: string }) {
  const whole = useCall('label.template', { id });
  const proof = useCall('label.proof', { template: whole.data?.template ?? NONE }, { enabled: whole.data !== undefined, keep: true });
  return (
    <div className={classes.picture}>
      {whole.data === undefined || proof.data === undefined ? null : <img src={`data:image/png;base64,${proof.data.pngBase64}`} alt="" />}
    </div>
  );
}

const NONE = { id: 'none', name: '—', kind: 'product' as const, widthMm: 58, heightMm: 40, elements: [] };

function Copy({ template, onCopied }: { readonly template: Template; readonly onCopied: (id: string) => void }) {
  const { t } = useLingui();
  const ask = useAsk('label.template');
  const save = useCommand('label.saveTemplate');
  const known = useCall('label.templates', {});
  const copy = async () => {
    const whole = await ask.run({ id: template.id });
    if (!whole.ok) return;
    const id = newId();
    const name = freeName(t`${template.name}, копия`, new Set(known.data?.rows.map((row) => row.name)));
    if ((await save.run({ template: { ...whole.value.template, id, name } })).ok) onCopied(id);
  };
  return (
    <Button size="small" disabled={save.pending} onClick={() => void copy()}>
      <Trans>Копия</Trans>
    </Button>
  );
}

/** The name itself, or with the first number that makes it one of its kind. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2, next = name; ; number += 1) {
    if (!taken.has(next)) return next;
    next = `${name} ${number}`;
  }
}
