import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { LabelPrintDialog } from '../../app/label-print.tsx';
import { labelFieldNames } from '../../app/words/labels.ts';
import { Name } from '../../app/words/name.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button, Card, Dialog, Field, TextArea, toast, Toolbar } from '../../ui/index.ts';

import classes from './products.module.css';

type Product = Output<'product.get'>['product'];
type Facts = Output<'label.facts'>;
const NAMES = ['price', 'size', 'composition', 'maker', 'note'] as const;

/** What the product's own label says beyond its card, and printing it. */
export function LabelCard({ product }: { readonly product: Product }) {
  const facts = useCall('label.facts', { productId: product.id });
  const [open, setOpen] = useState<'facts' | 'print' | null>(null);
  const close = () => setOpen(null);
  const said = NAMES.filter((name) => (facts.data?.[name] ?? '') !== '');
  return (
    <Card title={<Trans>Этикетка</Trans>}>
      {said.length === 0 ? (
        <p className={classes.faint}>
          <Trans>Цена, состав и изготовитель не указаны: на этикетке их не будет.</Trans>
        </p>
      ) : null}
      {said.map((name) => (
        <div key={name} className={classes.line}>
          <span className={classes.faint}>
            <Name of={name} names={labelFieldNames} />
          </span>
          <span>{facts.data?.[name]}</span>
        </div>
      ))}
      <Toolbar>
        <Button size="small" hotkey="F7" onClick={() => setOpen('print')}>
          <Trans>Печатать этикетки</Trans>
        </Button>
        <Button size="small" onClick={() => setOpen('facts')}>
          <Trans>Изменить</Trans>
        </Button>
      </Toolbar>
      {open === 'facts' && facts.data !== undefined ? <FactsDialog product={product} facts={facts.data} onClose={close} /> : null}
      {open === 'print' ? (
        <LabelPrintDialog
          title={<Trans>Этикетки на товары</Trans>}
          kind="product"
          rows={[{ key: product.id, id: product.id, name: product.name, detail: product.article, copies: 1 }]}
          onClose={close}
        />
      ) : null}
    </Card>
  );
}

function FactsDialog({ product, facts, onClose }: { readonly product: Product; readonly facts: Facts; readonly onClose: () => void }) {
  const { t } = useLingui();
  const save = useCommand('label.saveFacts');
  const [draft, setDraft] = useState(facts);
  const change = (part: Partial<Facts>) => setDraft((former) => ({ ...former, ...part }));
  const store = async () => {
    if (!(await save.run({ productId: product.id, ...draft })).ok) return;
    toast('right', t`Записано`);
    onClose();
  };
  return (
    <Dialog
      open
      title={<Trans>Что написать на этикетке</Trans>}
      onClose={onClose}
      actions={
        <Button look="primary" hotkey="F9" disabled={save.pending} onClick={() => void store()}>
          <Trans>Записать</Trans>
        </Button>
      }
    >
      <div className={classes.form}>
        <ErrorBanner error={save.error} />
        <Field
          label={<Trans>Цена</Trans>}
          hint={<Trans>так, как её напечатать: 1 290 ₽</Trans>}
          maxLength={40}
          value={draft.price}
          onChange={(event) => change({ price: event.target.value })}
        />
        <Field
          label={<Trans>Размер</Trans>}
          hint={<Trans>пусто: размер карточки маркетплейса</Trans>}
          maxLength={40}
          value={draft.size}
          onChange={(event) => change({ size: event.target.value })}
        />
        <TextArea
          label={<Trans>Состав</Trans>}
          rows={2}
          maxLength={500}
          value={draft.composition}
          onChange={(event) => change({ composition: event.target.value })}
        />
        <TextArea
          label={<Trans>Изготовитель</Trans>}
          rows={2}
          maxLength={300}
          value={draft.maker}
          onChange={(event) => change({ maker: event.target.value })}
        />
        <Field
          label={<Trans>Примечание</Trans>}
          maxLength={300}
          value={draft.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      </div>
    </Dialog>
  );
}
