import type { ReactNode } from 'react';
import { create } from 'zustand';

import { newId } from '../bridge/index.ts';
import { Banner, type Tone } from './page.tsx';

import classes from './page.module.css';

interface Toast {
  readonly id: string;
  readonly tone: Tone;
  readonly text: ReactNode;
  readonly action?: ReactNode;
}

const useToasts = create<{ readonly list: readonly Toast[] }>(() => ({ list: [] }));
const SHOWN_MS = 7000;

/** A short word after a deed; it goes by itself. Undo stands here instead of «are you sure». */
export function toast(tone: Tone, text: ReactNode, action?: ReactNode): void {
  const id = newId();
  useToasts.setState(({ list }) => ({ list: [...list.slice(-2), { id, tone, text, action }] }));
  setTimeout(() => useToasts.setState(({ list }) => ({ list: list.filter((entry) => entry.id !== id) })), SHOWN_MS);
}

export function Toasts() {
  const { list } = useToasts();
  return (
    <div className={classes.toasts} aria-live="polite">
      {list.map((entry) => (
        <div key={entry.id} className={classes.toast}>
          <Banner tone={entry.tone} actions={entry.action}>
            {entry.text}
          </Banner>
        </div>
      ))}
    </div>
  );
}
