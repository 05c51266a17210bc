import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';

import { Button, Dialog } from '../../ui/index.ts';

import classes from './packing.module.css';

const REASONS = [msg`Смазан или не читается`, msg`Замялся в принтере`, msg`Не вышел из принтера`, msg`Потерялся`, msg`Другое`];

/** A second label needs a reason: one digit. */
export function ReprintDialog({
  orderId,
  onClose,
  onReason,
}: {
  readonly orderId: string | null;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
}) {
  const { t } = useLingui();
  return (
    <Dialog open={orderId !== null} title={<Trans>Почему печатаем ещё раз?</Trans>} onClose={onClose}>
      <div className={classes.choices}>
        {REASONS.map((reason, index) => (
          <Button key={reason.id} size="large" hotkey={String(index + 1)} className={classes.choice} onClick={() => onReason(t(reason))}>
            {t(reason)}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
