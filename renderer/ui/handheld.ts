import { useSyncExternalStore } from 'react';

/** A handheld terminal or a phone; the same width stands in the style sheets. */
const narrow = matchMedia('(max-width: 620px)');
/** A finger: a field in focus would open a keyboard over half the screen. */
const touch = matchMedia('(pointer: coarse)');

export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener);
      return () => narrow.removeEventListener('change', listener);
    },
    () => narrow.matches,
  );

export const isTouch = (): boolean => touch.matches;
