import type { ReactNode } from 'react';

import type { Input } from '#shared/contract/index.ts';

import { useAction } from '../bridge/index.ts';
import { Button, type Hotkey, toast } from '../ui/index.ts';
import { describeError } from './errors.ts';

/** Opens a paper to be printed: in a tab of the browser, or in the system's own viewer. */
export function PaperButton({
  paper,
  hotkey,
  size = 'medium',
  children,
}: {
  readonly paper: Input<'document.open'>['paper'];
  readonly hotkey?: Hotkey;
  readonly size?: 'small' | 'medium';
  readonly children: ReactNode;
}) {
  const open = useAction('document.open');
  const show = async () => {
    const answer = await open.run({ paper });
    if (!answer.ok) {
      const { what, means } = describeError(answer.error);
      toast('wrong', `${what}. ${means}`);
      return;
    }
    if (answer.value.url !== null) window.open(answer.value.url, '_blank', 'noopener');
  };
  return (
    <Button size={size} disabled={open.pending} {...(hotkey === undefined ? {} : { hotkey })} onClick={() => void show()}>
      {children}
    </Button>
  );
}
