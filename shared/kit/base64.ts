const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes as base64 text with padding (RFC 4648 §4). */
export function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    parts.push(
      LETTERS[group >> 18]!,
      LETTERS[(group >> 12) & 63]!,
      left > 1 ? LETTERS[(group >> 6) & 63]! : '=',
      left > 2 ? LETTERS[group & 63]! : '=',
    );
  }
  return parts.join('');
}
