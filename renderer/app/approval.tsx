import { useLingui } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import { useAction } from '../bridge/index.ts';
import { play, useScanGuard } from '../scan/index.ts';
import { Banner, Button, Dialog, toast } from '../ui/index.ts';
import { describeError } from './errors.ts';
import { NameAndPin } from './name-and-pin.tsx';

import classes from './sign-in.module.css';

/** A lead lets one thing pass: by badge or PIN, for the next minute. */
export function Approval() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button hotkey="F6" onClick={() => setOpen(true)}>
        <Trans>Позвать старшего</Trans>
      </Button>
      <Dialog open={open} title={<Trans>Разрешение старшего</Trans>} onClose={() => setOpen(false)}>
        <ApprovalForm onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function ApprovalForm({ onDone }: { readonly onDone: () => void }) {
  const approve = useAction('person.approve');
  const { i18n } = useLingui();
  const story = approve.error === null ? null : describeError(approve.error, i18n);
  const give = async (proof: Parameters<typeof approve.run>[0]) => {
    const answer = await approve.run(proof);
    play(answer.ok ? 'right' : 'wrong');
    if (!answer.ok) return;
    toast('right', <Trans>{answer.value.person.name} разрешает. Повторите действие в течение минуты</Trans>);
    onDone();
  };
  useScanGuard(async ({ code }) => {
    await give({ badge: code });
    return true;
  });
  return (
    <div className={classes.form}>
      <p>
        <Trans>Пусть старший смены отсканирует свой бейдж или наберёт ПИН. Разрешение действует минуту и на одно действие.</Trans>
      </p>
      <NameAndPin pending={approve.pending} leadsOnly word={<Trans>Разрешить</Trans>} onDone={(proof) => void give(proof)} />
      {story === null ? null : (
        <Banner tone="wrong" title={story.what}>
          {story.next}
        </Banner>
      )}
    </div>
  );
}
