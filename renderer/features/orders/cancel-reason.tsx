import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';

import type { CallError } from '#shared/contract/call.ts';
import type { Output } from '#shared/contract/index.ts';

import { useCall } from '../../bridge/index.ts';
import { Field, Select } from '../../ui/index.ts';

interface CancelReason {
  /** What the command wants to know. */
  readonly said: { readonly reason: string; readonly channelReason: Output<'order.cancelReasons'>['reasons'][number] | null };
  /** The marketplace has said which reasons it takes, and one of them is chosen where it takes any. */
  readonly isReady: boolean;
  readonly error: CallError | null;
  readonly fields: ReactNode;
}

/** Why an order or a part of it goes: by a reason of the marketplace's own where it asks for one, read while the dialog is open, and in words. */
export function useCancelReason(orderId: string, isOpen: boolean): CancelReason {
  const { t } = useLingui();
  const asked = useCall('order.cancelReasons', { orderId }, { enabled: isOpen });
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState('');
  const reasons = asked.data?.reasons ?? [];
  const channelReason = reasons.find(({ id }) => id === chosen) ?? null;
  return {
    said: { reason, channelReason },
    isReady: asked.data !== undefined && (reasons.length === 0 || channelReason !== null),
    error: asked.error?.error ?? null,
    fields: (
      <>
        {asked.isLoading ? (
          <p>
            <Trans>Спрашиваем у площадки, какие причины она примет…</Trans>
          </p>
        ) : null}
        {reasons.length === 0 ? null : (
          <Select
            label={t`Причина для площадки`}
            value={chosen}
            options={[{ value: '', text: t`Выберите причину` }, ...reasons.map(({ id, title }) => ({ value: id, text: title }))]}
            onChange={setChosen}
          />
        )}
        <Field
          label={reasons.length === 0 ? t`Причина, для своей памяти` : t`Пояснение словами, его увидит площадка`}
          value={reason}
          maxLength={300}
          onChange={(event) => setReason(event.target.value)}
        />
      </>
    ),
  };
}
