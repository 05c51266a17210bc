import { useLingui } from '@lingui/react';

import { StatusChip } from '../ui/index.ts';
import { describeProblem } from './errors.ts';

import classes from './offer-trouble.module.css';

/** Why a marketplace does not take a figure, and what to do; its own words beneath where there is room, on hover where there is not. */
export function OfferTrouble({
  code,
  message,
  roomy = false,
}: {
  readonly code: string;
  readonly message: string | null;
  readonly roomy?: boolean;
}) {
  const { i18n } = useLingui();
  const { what, means, next, own } = describeProblem({ code, channelMessage: message ?? '' }, i18n);
  return (
    <span
      className={roomy ? classes.roomy : classes.narrow}
      title={roomy ? undefined : [`${what}.`, means, next, own].filter((part) => part !== '').join(' ')}
    >
      {roomy ? <StatusChip tone="stop">{what}</StatusChip> : <b className={classes.what}>{what}</b>}
      <span className={classes.next}>{next}</span>
      {roomy && own !== '' ? <span className={classes.own}>{own}</span> : null}
    </span>
  );
}
