import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { newId, useAsk, useCommand } from '../../bridge/index.ts';
import { Button, Check, Dialog, Field, Select, TextArea, toast } from '../../ui/index.ts';

import classes from './products.module.css';

type Whole = Output<'product.get'>;
type Part = Whole['components'][number];

type SecondScan = 'auto' | 'always' | 'never';
const said = (product: Whole | null): SecondScan =>
  product?.secondScanSaid == null ? 'auto' : product.secondScanSaid ? 'always' : 'never';

/** A product or a kit, as a whole. */
export function ProductDialog({ product, onClose }: { readonly product: Whole | null; readonly onClose: () => void }) {
  const { t } = useLingui();
  const save = useCommand('product.save');
  const [id] = useState(() => product?.product.id ?? newId());
  const [draft, setDraft] = useState({
    article: product?.product.article ?? '',
    name: product?.product.name ?? '',
    barcodes: product?.product.barcodes.join('\n') ?? '',
    safetyStock: String(product?.product.safetyStock ?? 0),
    weightG: product?.weightG == null ? '' : String(product.weightG),
    category: product?.product.category ?? '',
    secondScan: said(product),
    marked: product?.product.marked ?? false,
    kit: product?.product.kind === 'kit',
    archived: product?.product.archived ?? false,
  });
  const [parts, setParts] = useState<readonly Part[]>(product?.components ?? []);
  const change = (next: Partial<typeof draft>) => setDraft({ ...draft, ...next });
  const store = async () => {
    const answer = await save.run({
      id,
      kind: draft.kit ? 'kit' : 'product',
      article: draft.article,
      name: draft.name,
      marked: draft.marked,
      barcodes: draft.barcodes.split(/[\s,;]+/u).filter((code) => code !== ''),
      safetyStock: Math.max(0, Math.trunc(Number(draft.safetyStock) || 0)),
      category: draft.category.trim(),
      secondScan: draft.secondScan === 'auto' ? null : draft.secondScan === 'always',
      archived: draft.archived,
      weightG: Number(draft.weightG) > 0 ? Math.trunc(Number(draft.weightG)) : null,
      components: draft.kit ? parts.map(({ productId, quantity }) => ({ productId, quantity })) : [],
    });
    if (!answer.ok) return;
    if (answer.value.sharedBarcodes.length > 0)
      toast(
        'wrong',
        t`Штрихкод стоит и на другом товаре: ${answer.value.sharedBarcodes.join(', ')}. При сборке программа спросит, который из них.`,
      );
    else toast('right', t`Записано`);
    onClose();
  };
  return (
    <Dialog
      open
      wide
      title={product === null ? <Trans>Новый товар</Trans> : product.product.name}
      onClose={onClose}
      actions={
        <Button look="primary" hotkey="F9" disabled={save.pending} onClick={() => void store()}>
          <Trans>Записать</Trans>
        </Button>
      }
    >
      <div className={classes.form}>
        <ErrorBanner error={save.error} />
        <Field label={t`Артикул`} value={draft.article} onChange={(event) => change({ article: event.target.value })} />
        <Field label={t`Название`} value={draft.name} onChange={(event) => change({ name: event.target.value })} />
        <TextArea
          label={t`Штрихкоды, по одному в строке`}
          rows={3}
          data-scan="take"
          value={draft.barcodes}
          onChange={(event) => change({ barcodes: event.target.value })}
        />
        <Field
          label={t`Не продавать последние, шт.`}
          type="number"
          min={0}
          value={draft.safetyStock}
          onChange={(event) => change({ safetyStock: event.target.value })}
        />
        <Field
          label={t`Категория`}
          hint={t`по ней можно задать общее правило остатков`}
          value={draft.category}
          onChange={(event) => change({ category: event.target.value })}
        />
        <Field
          label={t`Вес, г`}
          type="number"
          min={1}
          value={draft.weightG}
          onChange={(event) => change({ weightG: event.target.value })}
        />
        <Select
          label={t`Второй скан при сборке`}
          value={draft.secondScan}
          options={[
            { value: 'auto', text: t`если есть очень похожий товар` },
            { value: 'always', text: t`всегда` },
            { value: 'never', text: t`никогда` },
          ]}
          onChange={(secondScan) => change({ secondScan })}
        />
        <Check label={t`Подлежит маркировке`} checked={draft.marked} onChange={(marked) => change({ marked })} />
        <Check
          label={t`Это комплект из других товаров`}
          checked={draft.kit}
          disabled={product !== null}
          onChange={(kit) => change({ kit })}
        />
        <Check label={t`В архиве`} checked={draft.archived} onChange={(archived) => change({ archived })} />
        {draft.kit ? <Parts parts={parts} onChange={setParts} /> : null}
      </div>
    </Dialog>
  );
}

function Parts({ parts, onChange }: { readonly parts: readonly Part[]; readonly onChange: (parts: readonly Part[]) => void }) {
  const { t } = useLingui();
  const find = useAsk('product.list');
  const [search, setSearch] = useState('');
  const [missing, setMissing] = useState(false);
  const add = async () => {
    const answer = await find.run({ search, limit: 2 });
    const found = answer.ok && answer.value.rows.length === 1 ? answer.value.rows[0] : undefined;
    setMissing(found === undefined);
    if (found === undefined) return;
    setSearch('');
    onChange([
      ...parts.filter(({ productId }) => productId !== found.id),
      { productId: found.id, article: found.article, name: found.name, quantity: 1 },
    ]);
  };
  return (
    <div className={classes.list}>
      {parts.map((part) => (
        <div key={part.productId} className={classes.line}>
          <span>
            {part.name} <span className={classes.faint}>{part.article}</span>
          </span>
          <Field
            label={t`Сколько`}
            type="number"
            min={1}
            value={String(part.quantity)}
            onChange={(event) =>
              onChange(
                parts.map((other) =>
                  other === part ? { ...part, quantity: Math.max(1, Math.trunc(Number(event.target.value) || 1)) } : other,
                ),
              )
            }
          />
          <Button size="small" onClick={() => onChange(parts.filter((other) => other !== part))}>
            <Trans>Убрать</Trans>
          </Button>
        </div>
      ))}
      <div className={classes.line}>
        <Field
          label={t`Добавить часть: артикул или штрихкод`}
          data-scan="take"
          value={search}
          error={missing ? t`Нужен ровно один товар; уточните артикул` : undefined}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Button disabled={search.trim() === '' || find.pending} onClick={() => void add()}>
          <Trans>Добавить</Trans>
        </Button>
      </div>
    </div>
  );
}
