import { useEffect, useRef, useState } from 'react';

/** The address is written once the hand rests: a navigation for every letter would cost the list a frame. */
const REST_MS = 250;

/**
 * The text of a list's search: a letter filters at once, the address follows. When the address changes by itself (back, a saved view) the
 * text follows it.
 */
export function useSearchText(inAddress: string, remember: (text: string) => void): readonly [string, (text: string) => void] {
  const [text, setText] = useState(inAddress);
  const [shown, setShown] = useState(inAddress);
  const written = useRef(inAddress);
  const latest = useRef(remember);
  useEffect(() => {
    latest.current = remember;
  });
  if (shown !== inAddress) {
    setShown(inAddress);
    // Our own writing comes back late; only somebody else's is news.
    if (inAddress !== text && shown === text) setText(inAddress);
  }
  useEffect(() => {
    if (text === written.current) return undefined;
    const timer = setTimeout(() => {
      written.current = text;
      latest.current(text);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText];
}
