import { useEffect, useRef, useSyncExternalStore } from 'react';

import { type ScannerHabits, tidyScan, USUAL_HABITS } from '#shared/domain/scanner.ts';

import { isTouch } from '../ui/handheld.ts';
import { isAwaited, isTextField, press as pressHotkey } from '../ui/hotkeys.ts';
import type { RawPress } from './learn.ts';
import { FORGET_MS, IDLE, isByScanner, paceOf, read, type Reading, settle as settleScan } from './scan-reader.ts';
import { wakeSound } from './sound.ts';

export interface Scan {
  readonly code: string;
  readonly by: 'scanner' | 'person';
}
type Handler = (scan: Scan) => Promise<void> | void;
interface Taker {
  readonly handler: { current: Handler };
  readonly rank: 'screen' | 'background';
}

/** Longer than any gap of a scanner, shorter than a person's patience: a lone digit is then a choice, not a code's start. */
const LONE_KEY_MS = 160;

/** Looks at every scan before the screens do; true: it was its own. */
type Guard = (scan: Scan) => Promise<boolean>;
const guards: { readonly current: Guard }[] = [];

let habits: ScannerHabits = USUAL_HABITS;

/** What was learnt of this station's scanner; null: nothing. */
export const useHabits = (learnt: ScannerHabits | null): void => {
  useEffect(() => {
    habits = learnt ?? USUAL_HABITS;
  }, [learnt]);
};

/** Takes every key before it is read, as the learning of a scanner needs them; Escape alone stays a person's. */
const rawTakers: { readonly current: (press: RawPress) => void }[] = [];
export function useRawPresses(taker: (press: RawPress) => void, on: boolean): void {
  const latest = useRef(taker);
  useEffect(() => {
    latest.current = taker;
  });
  useEffect(() => {
    if (!on) return undefined;
    rawTakers.push(latest);
    return () => void rawTakers.splice(rawTakers.indexOf(latest), 1);
  }, [on]);
}

const takers: Taker[] = [];
const queue: Scan[] = [];
let busy = false;
let typed = '';
const typedListeners = new Set<() => void>();

/** Scans of this window, one after another in the order they came; none is lost while one is being worked on. */
export function useScan(handler: Handler, rank: Taker['rank'] = 'screen'): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    const taker: Taker = { handler: latest, rank };
    takers.push(taker);
    return () => void takers.splice(takers.indexOf(taker), 1);
  }, [rank]);
}

/** For what means the same on every screen: a badge. */
export function useScanGuard(guard: Guard): void {
  const latest = useRef(guard);
  useEffect(() => {
    latest.current = guard;
  });
  useEffect(() => {
    guards.push(latest);
    return () => void guards.splice(guards.indexOf(latest), 1);
  }, []);
}

/** What a person has typed so far without a field in focus. */
export const useTyped = (): string =>
  useSyncExternalStore(
    (listener) => {
      typedListeners.add(listener);
      return () => typedListeners.delete(listener);
    },
    () => typed,
  );

/** Hands a scan to the screen: from the wedge, or from a person's click. */
export function offer(scan: Scan): void {
  queue.push(scan);
  if (!busy) void work();
}

async function work(): Promise<void> {
  busy = true;
  for (let scan = queue.shift(); scan !== undefined; scan = queue.shift()) {
    const taker = takers.findLast((entry) => entry.rank === 'screen') ?? takers.at(-1);
    try {
      let taken = false;
      for (const guard of guards) taken ||= await guard.current(scan);
      if (!taken) await taker?.handler.current(scan);
    } catch (error) {
      reportError(error);
    }
  }
  busy = false;
}

function showTyped(text: string): void {
  typed = text;
  for (const listener of typedListeners) listener();
}

/** One listener for the whole window, before everybody else; it needs no focus. */
export function listenForScans(): () => void {
  let state = IDLE;
  let field: { element: HTMLInputElement | HTMLTextAreaElement; value: string } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let capsLock = false;

  const settle = (text: string) => {
    // Keys that wait to be heard may belong to this very scan.
    if (isInputPending()) {
      timer = setTimeout(() => settle(text), 0);
      return;
    }
    const scan = settleScan(state, habits);
    if (scan !== null) {
      state = IDLE;
      onReading(scan);
      return;
    }
    if (isByScanner(state, habits) || state.editable) return;
    if (text.length === 1 && isAwaited(text.toUpperCase())) {
      state = IDLE;
      showTyped('');
      pressHotkey(text.toUpperCase());
      return;
    }
    showTyped(text);
    timer = setTimeout(() => {
      state = IDLE;
      showTyped('');
    }, FORGET_MS);
  };

  const onReading = (reading: Reading) => {
    clearTimeout(timer);
    if (reading.kind === 'typing') {
      timer = setTimeout(() => settle(reading.text), Math.min(LONE_KEY_MS, paceOf(habits).pauseMs));
      return;
    }
    showTyped('');
    const code = reading.by === 'scanner' ? tidyScan(reading.code, habits, capsLock) : reading.code;
    if (reading.fromField && field !== null && takeIntoField(field, code)) return;
    offer({ code, by: reading.by });
  };

  const onKey = (event: KeyboardEvent) => {
    wakeSound();
    if (event.isComposing) return;
    const editable = isTextField(event.target);
    const before = state;
    capsLock = event.getModifierState('CapsLock');
    const press = {
      // Handhelds under Android name the sign and not the key.
      code: event.code === '' && event.key.length > 1 ? event.key : event.code,
      key: event.key,
      keyCode: event.keyCode,
      shift: event.shiftKey,
      ctrl: event.ctrlKey,
      alt: event.altKey || event.metaKey,
      atMs: event.timeStamp,
      editable,
    };
    const raw = rawTakers.at(-1);
    if (raw !== undefined && event.code !== 'Escape') {
      event.preventDefault();
      event.stopImmediatePropagation();
      raw.current({ ...press, capsLock });
      return;
    }
    const step = read(state, press, habits);
    state = step.state;
    if (editable && step.state.text.length === 1 && step.state !== before && isWritable(event.target))
      field = { element: event.target, value: event.target.value };
    if (step.take) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (step.reading !== null) onReading(step.reading);
    // In a field nothing is shown while a code grows, and yet its end must be told by the pause.
    if (editable && habits.suffix === 'none') {
      clearTimeout(timer);
      timer = setTimeout(() => settle(state.text), paceOf(habits).pauseMs);
    } else if (step.reading?.kind === 'scan' && state.text !== '') onReading({ kind: 'typing', text: state.text });
  };
  window.addEventListener('keydown', onKey, true);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', onKey, true);
  };
}

const isInputPending = (): boolean =>
  (navigator as { readonly scheduling?: { isInputPending?(): boolean } }).scheduling?.isInputPending?.() ?? false;

const isWritable = (target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/**
 * A scan fell into a text field. A field that wants scans gets the code as read by place (a Russian layout spoils what was typed);
 * any other gets back what it held, and the scan goes to the screen.
 */
function takeIntoField(field: { element: HTMLInputElement | HTMLTextAreaElement; value: string }, code: string): boolean {
  const wants = field.element.dataset['scan'] === 'take';
  const prototype = field.element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field.element, wants ? code : field.value);
  field.element.dispatchEvent(new Event('input', { bubbles: true }));
  // A handheld's keyboard over half the screen has nothing more to do here.
  if (!wants && isTouch()) field.element.blur();
  return wants;
}
