import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, useContext } from 'react';

import { HotkeyLayer } from './hotkeys.ts';

import classes from './dialog.module.css';

interface Props {
  readonly open: boolean;
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** Esc closes it and loses nothing; its keys are its own while it is open. */
export function Dialog({ open, title, onClose, actions, wide = false, children }: Props) {
  const layer = useContext(HotkeyLayer) + 1;
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className={classes.backdrop} />
        <Base.Popup className={`${classes.popup} ${wide ? classes.wide : ''}`}>
          <HotkeyLayer.Provider value={layer}>
            <Base.Title className={classes.title}>{title}</Base.Title>
            <div className={classes.body}>{children}</div>
            {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
          </HotkeyLayer.Provider>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
