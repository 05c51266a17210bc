import { describe, expect, it } from 'vitest';

import { isTaxId } from '#shared/domain/tax-id.ts';

/** Numbers made up here from the rule of control digits; none belongs to anybody. */
describe('a taxpayer number', () => {
  it('of ten digits must carry its control digit', () => {
    const body = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const control = (body.reduce((sum, digit, index) => sum + digit * [2, 4, 10, 3, 5, 9, 4, 6, 8][index]!, 0) % 11) % 10;
    expect(isTaxId([...body, control].join(''))).toBe(true);
    expect(isTaxId([...body, (control + 1) % 10].join(''))).toBe(false);
  });

  it('of twelve digits carries two, by the Russian or the Kazakh rule', () => {
    const body = [5, 0, 0, 1, 0, 0, 7, 3, 2, 2];
    const first = (body.reduce((sum, digit, index) => sum + digit * [7, 2, 4, 10, 3, 5, 9, 4, 6, 8][index]!, 0) % 11) % 10;
    const eleven = [...body, first];
    const second = (eleven.reduce((sum, digit, index) => sum + digit * [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8][index]!, 0) % 11) % 10;
    expect(isTaxId([...eleven, second].join(''))).toBe(true);
  });

  it('is digits alone, nine to fourteen of them', () => {
    for (const wrong of ['', '12345678', '1234567890a', '123456789012345', '12 34567890']) expect(isTaxId(wrong), wrong).toBe(false);
    expect(isTaxId('123456789')).toBe(true);
  });
});
