import { createContext, useContext, useEffect, useRef } from 'react';

/** A key as it is written on a button: `F2`, `Esc`, `Enter`, `1`, `Alt+1`, `Ctrl+Z`. Read by its place, so the layout does not matter. */
export type Hotkey = string;

interface Entry {
  readonly hotkey: Hotkey;
  readonly layer: number;
  readonly handler: { current: () => void };
}

const entries: Entry[] = [];
export const HotkeyLayer = createContext(0);

/** Runs `handler` on a key. A dialog is a layer of its own: while it is open the keys beneath are still. */
export function useHotkey(hotkey: Hotkey | undefined, handler: () => void, enabled = true): void {
  const layer = useContext(HotkeyLayer);
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (hotkey === undefined || !enabled) return undefined;
    const entry: Entry = { hotkey, layer, handler: latest };
    entries.push(entry);
    return () => void entries.splice(entries.indexOf(entry), 1);
  }, [hotkey, enabled, layer]);
}

const PLACES: Readonly<Record<string, string>> = { Escape: 'Esc', NumpadEnter: 'Enter', Delete: 'Del' };

/** Name of the key of an event in the way buttons write it. */
export function nameOf(event: Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'shiftKey' | 'metaKey'>): Hotkey {
  const place = PLACES[event.code] ?? event.code.replace(/^(?:Key|Digit|Numpad)/u, '');
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}${place}`;
}

export const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'file', 'range'].includes(target.type)) ||
  (target instanceof HTMLElement && target.isContentEditable);

/** Presses a key by name; says whether anybody was waiting for it. The latest of the topmost layer wins. */
export function press(hotkey: Hotkey): boolean {
  const top = Math.max(0, ...entries.map((entry) => entry.layer));
  const found = entries.findLast((entry) => entry.layer === top && entry.hotkey === hotkey);
  found?.handler.current();
  return found !== undefined;
}

export const isAwaited = (hotkey: Hotkey): boolean => entries.some((entry) => entry.hotkey === hotkey);

/** Listens on the window; plain letters, digits and Enter stay with the text field or the button in focus. */
export function listenForHotkeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) return;
    const name = nameOf(event);
    const plain = !name.includes('Ctrl+') && !name.includes('Alt+') && !/^(?:F\d+|Esc)$/u.test(name);
    if (plain && isTextField(event.target)) return;
    if (name === 'Enter' && event.target instanceof HTMLButtonElement) return;
    if (press(name)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
