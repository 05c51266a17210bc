import type { ButtonHTMLAttributes, ReactNode } from 'react';

import { type Hotkey, useHotkey } from './hotkeys.ts';

import classes from './button.module.css';

export const KeyHint = ({ children }: { readonly children: ReactNode }) => <kbd className={classes.key}>{children}</kbd>;

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick'> {
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly size?: 'small' | 'medium' | 'large';
  /** Bound to the button and written on it. */
  readonly hotkey?: Hotkey;
  readonly icon?: ReactNode;
  readonly onClick?: () => void;
}

/** Every action has a key, and the key is written on its button. */
export function Button({ look = 'plain', size = 'medium', hotkey, icon, onClick, children, className, type, ...rest }: Props) {
  useHotkey(hotkey, () => onClick?.(), onClick !== undefined && rest.disabled !== true);
  const looks = look === 'plain' ? '' : classes[look];
  const sizes = size === 'medium' ? '' : classes[size];
  return (
    <button type={type ?? 'button'} className={`${classes.button} ${looks} ${sizes} ${className ?? ''}`} onClick={onClick} {...rest}>
      {icon}
      {children}
      {hotkey === undefined ? null : <KeyHint>{hotkey}</KeyHint>}
    </button>
  );
}
