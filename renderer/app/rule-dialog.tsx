import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import { newId, useCall, useCommand } from '../bridge/index.ts';
import { Button, Dialog, Field, Select, toast } from '../ui/index.ts';
import { ErrorBanner } from './error-banner.tsx';
import type { Rule } from './rule-text.tsx';

import classes from './rule-dialog.module.css';

export interface RuleTarget {
  readonly productId: string | null;
  readonly listingId: string | null;
}

interface Props {
  /** The rule to change; null makes a new one. */
  readonly rule: Rule | null;
  /** What a new rule speaks of when that is settled already. */
  readonly about?: RuleTarget;
  readonly onClose: () => void;
}

const NUMBERS = ['safetyStock', 'percent', 'priority', 'lastPieces', 'maximum'] as const;
type Word = (typeof NUMBERS)[number];
const whole = (text: string): number | null => (text.trim() === '' || !Number.isFinite(Number(text)) ? null : Math.trunc(Number(text)));
const written = (value: number | null | undefined): string => (value == null ? '' : String(value));

/** A rule of how stock is offered. An empty field says nothing, and a less specific rule is asked. */
export function RuleDialog({ rule, about, onClose }: Props) {
  const { t } = useLingui();
  const save = useCommand('rule.save');
  const remove = useCommand('rule.remove');
  const accounts = useCall('account.list', {});
  const rules = useCall('rule.list', {});
  const [id] = useState(() => rule?.id ?? newId());
  const target = rule ?? about ?? { productId: null, listingId: null };
  const [accountId, setAccountId] = useState(rule?.accountId ?? '');
  const [category, setCategory] = useState(rule?.category ?? '');
  const [frozen, setFrozen] = useState<'' | 'yes' | 'no'>(rule?.frozen == null ? '' : rule.frozen ? 'yes' : 'no');
  const [numbers, setNumbers] = useState<Readonly<Record<Word, string>>>({
    safetyStock: written(rule?.safetyStock),
    percent: written(rule?.percent),
    priority: written(rule?.priority),
    lastPieces: written(rule?.lastPieces),
    maximum: written(rule?.maximum),
  });
  const isOfListing = target.listingId !== null;
  const store = async () => {
    const answer = await save.run({
      id,
      productId: target.productId,
      listingId: target.listingId,
      accountId: isOfListing || accountId === '' ? null : accountId,
      category: isOfListing || target.productId !== null || category.trim() === '' ? null : category.trim(),
      frozen: frozen === '' ? null : frozen === 'yes',
      safetyStock: whole(numbers.safetyStock),
      percent: whole(numbers.percent),
      priority: whole(numbers.priority),
      lastPieces: whole(numbers.lastPieces),
      maximum: whole(numbers.maximum),
    });
    if (!answer.ok) return;
    toast('right', t`Записано. Площадкам сообщается заново: ${answer.value.changedOffers}`);
    onClose();
  };
  const drop = async () => {
    const answer = await remove.run({ id });
    if (!answer.ok) return;
    toast('right', t`Правило снято. Площадкам сообщается заново: ${answer.value.changedOffers}`);
    onClose();
  };
  const number = (word: Word, label: string, hint: string) => (
    <Field
      label={label}
      hint={hint}
      type="number"
      value={numbers[word]}
      onChange={(event) => setNumbers({ ...numbers, [word]: event.target.value })}
    />
  );
  return (
    <Dialog
      open
      wide
      title={rule?.productName ?? rule?.listingName ?? (rule === null ? <Trans>Новое правило</Trans> : <Trans>Правило остатков</Trans>)}
      onClose={onClose}
      actions={
        <>
          {rule === null ? null : (
            <Button look="danger" disabled={remove.pending} onClick={() => void drop()}>
              <Trans>Снять правило</Trans>
            </Button>
          )}
          <Button look="primary" hotkey="F9" disabled={save.pending} onClick={() => void store()}>
            <Trans>Записать</Trans>
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        <ErrorBanner error={save.error ?? remove.error} />
        <p className={classes.note}>
          <Trans>
            Пустое поле ничего не говорит: тогда слушают правило пошире. Карточка важнее товара, товар важнее категории, категория важнее
            кабинета.
          </Trans>
        </p>
        {isOfListing ? null : (
          <div className={classes.grid}>
            <Select
              label={t`В каком кабинете`}
              value={accountId}
              options={[{ value: '', text: t`во всех` }, ...(accounts.data?.rows ?? []).map((row) => ({ value: row.id, text: row.name }))]}
              onChange={setAccountId}
            />
            {target.productId === null ? (
              <>
                <Field
                  label={t`Категория товаров`}
                  hint={t`пусто — все товары`}
                  list="rule-categories"
                  value={category}
                  onChange={(event) => setCategory(event.target.value)}
                />
                <datalist id="rule-categories">
                  {(rules.data?.categories ?? []).map((name) => (
                    <option key={name} value={name} />
                  ))}
                </datalist>
              </>
            ) : null}
          </div>
        )}
        <div className={classes.grid}>
          {number('safetyStock', t`Страховой запас, шт.`, t`столько никогда не предлагать`)}
          {number('maximum', t`Не больше, продаж`, t`сколько показывать самое большее`)}
          <Select
            label={t`Продажа`}
            value={frozen}
            options={[
              { value: '', text: t`не сказано` },
              { value: 'yes', text: t`остановить: сообщать ноль` },
              { value: 'no', text: t`продавать` },
            ]}
            onChange={setFrozen}
          />
        </div>
        <p className={classes.note}>
          <Trans>Поля ниже делят остаток: как только задано хоть одно, всем кабинетам вместе обещано не больше, чем есть.</Trans>
        </p>
        <div className={classes.grid}>
          {number('percent', t`Доля, %`, t`от того, что делится`)}
          {number('priority', t`Очередь`, t`больше — раньше получает; обычно 0`)}
          {number('lastPieces', t`Последние штуки только здесь`, t`другие кабинеты их не увидят`)}
        </div>
      </div>
    </Dialog>
  );
}
