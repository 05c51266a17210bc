import { Trans } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { StatusChip } from '../ui/index.ts';

export type Rule = Output<'rule.list'>['rows'][number];

/** What a rule says, in the order it works. */
export const RuleSays = ({ rule }: { readonly rule: Rule }) => (
  <span>
    {rule.frozen === null ? null : rule.frozen ? (
      <StatusChip tone="stop">
        <Trans>не продаётся</Trans>
      </StatusChip>
    ) : (
      <StatusChip tone="right">
        <Trans>продаётся</Trans>
      </StatusChip>
    )}{' '}
    {[
      rule.safetyStock === null ? null : <Trans key="safety">запас {rule.safetyStock}</Trans>,
      rule.percent === null ? null : <Trans key="percent">доля {rule.percent} %</Trans>,
      rule.priority === null ? null : <Trans key="priority">очередь {rule.priority}</Trans>,
      rule.lastPieces === null ? null : <Trans key="last">последние {rule.lastPieces} только здесь</Trans>,
      rule.maximum === null ? null : <Trans key="maximum">не больше {rule.maximum}</Trans>,
    ]
      .filter((part) => part !== null)
      .flatMap((part, index) => (index === 0 ? [part] : [' · ', part]))}
  </span>
);

/** Whom a rule speaks of. */
export function RuleOf({ rule }: { readonly rule: Rule }) {
  if (rule.scope === 'everything') return <Trans>Всё и везде</Trans>;
  const what = rule.listingName ?? rule.productName ?? rule.category;
  if (what === null) return rule.accountName;
  return rule.accountName === null ? what : `${what} · ${rule.accountName}`;
}
