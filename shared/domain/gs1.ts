/** GS1 element strings, as far as marking codes and trade items need them (GS1 General Specifications §3). */

/** The group separator that ends a field of variable length. */
export const GS = '\u001D';

/** Digits of GTIN-8, -12, -13, -14 and SSCC-18 end with a check digit: weights 3 and 1 from the right. */
export function checkDigitFits(digits: string): boolean {
  if (!/^\d{8,18}$/u.test(digits)) return false;
  let sum = 0;
  for (let index = 1; index < digits.length; index += 1) sum += Number(digits[digits.length - 1 - index]) * (index % 2 === 1 ? 3 : 1);
  return (10 - (sum % 10)) % 10 === Number(digits.at(-1));
}

/** How a GTIN of 14 digits may stand on a shelf label: itself, EAN-13, UPC-A, EAN-8. The likeliest first. */
export function barcodesOfGtin(gtin: string): readonly string[] {
  const forms = [gtin.slice(1), gtin];
  if (!gtin.startsWith('0')) forms.reverse();
  if (gtin.startsWith('00')) forms.push(gtin.slice(2));
  if (gtin.startsWith('000000')) forms.push(gtin.slice(6));
  return forms;
}

/** The lower half of a PC keyboard's Russian layout: what a scanner that «types» in US keys leaves when Windows stands in Russian. */
const RUSSIAN = 'ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ.,"№;:?/';
const LATIN = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>/?@#$^&|';
const KEYS: ReadonlyMap<string, string> = new Map(Array.from(RUSSIAN, (letter, index) => [letter, LATIN[index]!]));

export const hasCyrillic = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text);
export const hasLatin = (text: string): boolean => /[A-Za-z]/u.test(text);

/** Text typed in the Russian layout, as the US keys beneath it. */
export const fromRussianLayout = (text: string): string => Array.from(text, (letter) => KEYS.get(letter) ?? letter).join('');
