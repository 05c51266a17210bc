/** 64 bits in hex of two FNV-1a passes: tells whether a thing changed since it was last seen. Not for secrets. */
export function fingerprint(thing: unknown): string {
  const text = JSON.stringify(thing);
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + index), 0x85ebca6b);
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}
