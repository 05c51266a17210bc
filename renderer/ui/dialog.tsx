import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useContext, useRef } from 'react';

import { isTouch } from './handheld.ts';
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
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className={classes.backdrop} />
        {/* On a handheld the dialog itself has the focus: a field would open the keyboard, and scans need none. */}
        <Base.Popup
          ref={popup}
          initialFocus={() => (isTouch() ? popup.current : true)}
          className={`${classes.popup} ${wide ? classes.wide : ''}`}
        >
          <HotkeyLayer.Provider value={layer}>
            <div className={classes.top}>
              <Base.Title className={classes.title}>{title}</Base.Title>
              {/* A handheld has no Esc. */}
              <Base.Close className={classes.close} aria-label="Esc">
                <X size={24} aria-hidden />
              </Base.Close>
            </div>
            <div className={classes.body}>{children}</div>
            {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
          </HotkeyLayer.Provider>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
