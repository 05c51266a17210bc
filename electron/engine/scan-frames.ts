/** Longer than any code there is; a scanner at a wrong speed sends noise without an end. */
const LONGEST = 500;
const ENDS: ReadonlySet<number> = new Set([0x0d, 0x0a, 0x09, 0x03]);
/** Start of text and the byte order that some scanners put before a code. */
const SILENT: ReadonlySet<number> = new Set([0x02, 0x00]);
/** `]E0`, `]d2`: which symbology the code is of. No code of the trade begins so. */
const AIM = /^\][A-Za-z]\d/u;

/** What bytes of a serial scanner come to: whole codes, and what has begun. A group separator stays where it is. Pure. */
export function readScanBytes(begun: string, bytes: Uint8Array): { readonly codes: readonly string[]; readonly begun: string } {
  const codes: string[] = [];
  let text = begun;
  for (const byte of bytes) {
    if (ENDS.has(byte)) {
      if (text !== '') codes.push(text);
      text = '';
    } else if (!SILENT.has(byte)) text = text.length >= LONGEST ? '' : text + String.fromCharCode(byte);
  }
  return { codes: codes.map(bare).filter((code) => code !== ''), begun: text };
}

/** A scanner without a closing byte has been still for a while: what came is the code. */
export const bare = (text: string): string => text.replace(AIM, '').trim();
