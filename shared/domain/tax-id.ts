const WEIGHTS_10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const WEIGHTS_11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const WEIGHTS_12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

const control = (digits: readonly number[], weights: readonly number[]): number =>
  (weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0) % 11) % 10;

/**
 * A taxpayer number with right control digits: Russian ИНН of 10 (company) or 12 digits (entrepreneur).
 * Other countries' numbers of 9–14 digits have no rule here and pass as they are; a Russian one with a slip of a digit does not.
 */
export function isTaxId(text: string): boolean {
  if (!/^\d{9,14}$/u.test(text)) return false;
  const digits = Array.from(text, Number);
  if (digits.length === 10) return control(digits, WEIGHTS_10) === digits[9];
  // Kazakhstan's БИН/ИИН has 12 digits as well, with another rule; either passes.
  if (digits.length === 12) {
    const russian = control(digits, WEIGHTS_11) === digits[10] && control(digits, WEIGHTS_12) === digits[11];
    return russian || isKazakh(digits);
  }
  return true;
}

function isKazakh(digits: readonly number[]): boolean {
  const sum = (shift: number) => digits.slice(0, 11).reduce((total, digit, index) => total + digit * (((index + shift) % 11) + 1), 0) % 11;
  const first = sum(0);
  const check = first === 10 ? sum(2) : first;
  return check < 10 && check === digits[11];
}
