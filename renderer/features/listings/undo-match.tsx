import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';

import { useCommand } from '../../bridge/index.ts';
import { Button, toast } from '../../ui/index.ts';

/** Undo of a match, to stand on the word that tells of it. */
export function useUndoMatch(): { readonly button: (operationId: string) => ReactNode } {
  const { t } = useLingui();
  const undo = useCommand('listing.undoMatch');
  const run = async (reversesId: string) => {
    const answer = await undo.run({ reversesId });
    if (!answer.ok) return toast('wrong', t`Не отменилось: сопоставление уже изменили`);
    const { restored, left } = answer.value;
    toast('right', left === 0 ? t`Возвращено как было: ${restored}` : t`Возвращено: ${restored}; изменены позже и оставлены: ${left}`);
  };
  return {
    button: (operationId) => (
      <Button size="small" onClick={() => void run(operationId)}>
        <Trans>Отменить</Trans>
      </Button>
    ),
  };
}
