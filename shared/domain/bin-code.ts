import { fromRussianLayout } from './gs1.ts';

/** What bars hold and every scanner types. */
const ASCII = /^[\u0020-\u007E]+$/u;

/**
 * What the code on a bin's label holds. A scanner is a keyboard of US keys: it has no letter «Б», so a Russian code is printed as the keys its
 * letters stand on, and they are the same keys that a hand presses for it. Letters that no such keyboard has stay as they are, in a code
 * that can hold them: scanners that send text and not keys read it.
 */
export function printedBinCode(code: string): string {
  const keys = fromRussianLayout(code);
  return !ASCII.test(code) && ASCII.test(keys) ? keys : code;
}

/** The bin that was scanned: by its code in either case, else by the keys of its code; undefined when it is none of these, or two. */
export function binScanned<B extends { readonly code: string }>(bins: readonly B[], scan: string): B | undefined {
  const wanted = scan.trim();
  const named = bins.find((bin) => bin.code === wanted) ?? bins.find((bin) => bin.code.toLowerCase() === wanted.toLowerCase());
  if (named !== undefined) return named;
  const byKeys = bins.filter((bin) => printedBinCode(bin.code) === wanted);
  return byKeys.length === 1 ? byKeys[0] : undefined;
}
