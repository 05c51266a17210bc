import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { RuleDialog } from '../../app/rule-dialog.tsx';
import { type Rule, RuleOf, RuleSays } from '../../app/rule-text.tsx';
import { Name } from '../../app/words/name.tsx';
import { useCall } from '../../bridge/index.ts';
import { Banner, Button, Card, EmptyState, Field, Page, PageHeader, RelativeTime, StatusChip, Toolbar } from '../../ui/index.ts';
import { OutageRule } from './outage-rule.tsx';

import classes from './rules.module.css';

const SCOPES = {
  everything: msg`общее`,
  account: msg`кабинет`,
  category: msg`категория`,
  product: msg`товар`,
  listing: msg`карточка`,
};

/** How one stock is offered to many cabinets: every rule, widest first, and what happens while a marketplace is silent. */
export function RulesScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const address = useSearch({ strict: false });
  const search = address['search'] ?? '';
  const rules = useCall('rule.list', { search }, { keep: true });
  const [open, setOpen] = useState<Rule | 'new' | null>(null);
  const rows = rules.data?.rows ?? [];
  return (
    <Page>
      <PageHeader
        title={<Trans>Правила остатков</Trans>}
        note={<Trans>Один остаток на полках, много кабинетов. Без правил каждому кабинету показывается всё, что свободно.</Trans>}
        actions={
          <Button look="primary" hotkey="F2" onClick={() => setOpen('new')}>
            <Trans>Новое правило</Trans>
          </Button>
        }
      />
      <ErrorBanner error={rules.error?.error} />
      {(rules.data?.silent ?? []).map((one) => (
        <Banner key={one.accountId} tone="wrong" title={<Trans>Кабинет «{one.accountName}» молчит</Trans>}>
          <Trans>
            Заказы не читались <RelativeTime ms={one.sinceMs} />. Запас всего, что он продаёт, увеличен, пока заказы не прочтутся.
          </Trans>
        </Banner>
      ))}
      <Toolbar>
        <div className={classes.search}>
          <Field
            label={t`Поиск`}
            type="search"
            placeholder={t`кабинет, категория, товар, карточка`}
            value={search}
            onChange={(event) => void navigate({ to: '/rules', search: { ...address, search: event.target.value }, replace: true })}
          />
        </div>
      </Toolbar>
      {rules.data !== undefined && rows.length === 0 ? (
        <EmptyState
          title={search === '' ? <Trans>Правил нет</Trans> : <Trans>Таких правил нет</Trans>}
          action={
            <Button onClick={() => setOpen('new')}>
              <Trans>Новое правило</Trans>
            </Button>
          }
        >
          <Trans>
            Каждый кабинет видит весь свободный остаток, а после продажи остальные узнают об этом за секунды. Правило нужно, чтобы
            придержать запас, поделить остаток или остановить продажу. Правило товара или карточки удобнее завести на странице товара.
          </Trans>
        </EmptyState>
      ) : (
        <Card>
          {rows.map((rule) => (
            <div key={rule.id} className={classes.row}>
              <StatusChip>
                <Name of={rule.scope} names={SCOPES} />
              </StatusChip>
              <span className={classes.name}>
                <RuleOf rule={rule} />
              </span>
              <RuleSays rule={rule} />
              <Button size="small" onClick={() => setOpen(rule)}>
                <Trans>Изменить</Trans>
              </Button>
            </div>
          ))}
        </Card>
      )}
      {rules.data === undefined ? null : <OutageRule key={JSON.stringify(rules.data.outage)} outage={rules.data.outage} />}
      {open === null ? null : <RuleDialog rule={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Page>
  );
}
