import type { Page } from '@playwright/test';

/** `Input.dispatchKeyEvent` of one key going down. */
interface Press {
  readonly code: string;
  readonly key: string;
  readonly keyCode: number;
  readonly modifiers: number;
}

const CTRL = 2;
const SHIFT = 8;
const SHIFTED = new Map(Array.from(')!@#$%^&*(', (sign, digit) => [sign, String(digit)]));
/** Keys of the US layout that are neither letter nor digit: their code, and what they give alone and with Shift. */
const SIGNS: readonly (readonly [string, string, number])[] = [
  ['Minus', '-_', 189],
  ['Equal', '=+', 187],
  ['BracketLeft', '[{', 219],
  ['BracketRight', ']}', 221],
  ['Backslash', '\\|', 220],
  ['Semicolon', ';:', 186],
  ['Quote', '\'"', 222],
  ['Comma', ',<', 188],
  ['Period', '.>', 190],
  ['Slash', '/?', 191],
  ['Backquote', '`~', 192],
  ['Space', '  ', 32],
];

/**
 * Keys as a scanner set to English presses them, ended with Enter or with nothing; GS as Ctrl+]. Nothing has the focus.
 * They are handed to the browser in one go, as a scanner does: a machine under load must not turn a scanner into a typist.
 */
export async function scan(page: Page, code: string, suffix: 'Enter' | 'none' = 'Enter'): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const keys = Array.from(code, pressOf);
  const presses = suffix === 'none' ? keys : [...keys, { code: 'Enter', key: 'Enter', keyCode: 13, modifiers: 0 }];
  const sent = presses.flatMap((press) =>
    (['rawKeyDown', 'keyUp'] as const).map((type) =>
      session.send('Input.dispatchKeyEvent', {
        type,
        code: press.code,
        key: press.key,
        windowsVirtualKeyCode: press.keyCode,
        modifiers: press.modifiers,
      }),
    ),
  );
  await Promise.all(sent);
  await session.detach();
}

function pressOf(sign: string): Press {
  if (sign === '\u001D') return { code: 'BracketRight', key: ']', keyCode: 221, modifiers: CTRL };
  const digit = SHIFTED.get(sign) ?? sign;
  if (/^\d$/u.test(digit)) return { code: `Digit${digit}`, key: sign, keyCode: digit.charCodeAt(0), modifiers: digit === sign ? 0 : SHIFT };
  const upper = sign.toUpperCase();
  if (/^[A-Z]$/u.test(upper))
    return { code: `Key${upper}`, key: sign, keyCode: upper.charCodeAt(0), modifiers: upper === sign ? SHIFT : 0 };
  const found = SIGNS.find(([, pair]) => pair.includes(sign));
  if (found === undefined) throw new Error(`a scanner has no key for «${sign}»`);
  return { code: found[0], key: sign, keyCode: found[2], modifiers: found[1].indexOf(sign) === 0 ? 0 : SHIFT };
}
