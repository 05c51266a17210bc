import { Trans } from '@lingui/react/macro';
import { Keyboard } from 'lucide-react';
import { useState } from 'react';

import { offer } from '../scan/index.ts';
import { Button, Dialog, Field } from '../ui/index.ts';

import classes from './shell.module.css';

/** A handheld has no keys: a code that does not scan is typed here, and goes where a scan would. Shown on narrow screens alone. */
export function TypeCode() {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const send = () => {
    setOpen(false);
    setText('');
    offer({ code: text.trim(), by: 'person' });
  };
  return (
    <>
      <button type="button" className={classes.typing} onClick={() => setOpen(true)}>
        <Keyboard size={20} aria-hidden /> <Trans>Набрать код</Trans>
      </button>
      <Dialog
        open={open}
        title={<Trans>Набрать код</Trans>}
        onClose={() => setOpen(false)}
        actions={
          <Button look="primary" size="large" disabled={text.trim() === ''} onClick={send}>
            <Trans>Готово</Trans>
          </Button>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== '') send();
          }}
        >
          <Field
            label={<Trans>Код, номер заказа или ячейка</Trans>}
            name="typed-code"
            data-scan="take"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </form>
      </Dialog>
    </>
  );
}
