import { searchable } from '#shared/kit/text.ts';

/** A card of a marketplace, or a product of ours, as far as likeness goes. */
export interface Named {
  readonly name: string;
  readonly article: string;
}

/** From this on two names are a trap for whoever reads them in a hurry. */
export const LOOK_ALIKE_FROM = 0.86;

/**
 * How sure one may be, 0–100, that a card sells this product: by the trigrams of its name, with the article's word in it. Numbers in a name
 * (volumes, sizes, pieces) must agree, because «330 мл» and «350 мл» differ in one letter and are two products.
 */
export function matchScore(card: Named & { readonly size: string | null }, product: Named): number {
  const wholeName = card.size === null ? card.name : `${card.name} ${card.size}`;
  const names = alike(wholeName, product.name) * agreement(wholeName, product.name);
  const articles = card.article === '' ? 0 : alike(bare(card.article), bare(product.article));
  return Math.round(100 * Math.max(names, 0.6 * names + 0.4 * articles));
}

/** 0–1: how easily a person takes one of the two for the other. Numbers count as any other letters: it is the eye that errs. */
export function mistakability(left: Named, right: Named): number {
  if (shapeOf(left.article) === shapeOf(right.article)) return 1;
  return alike(left.name, right.name);
}

/** An article as a tired eye reads it: O is 0, Cyrillic В is Latin B, dashes and blanks are nothing. */
export function shapeOf(article: string): string {
  let shape = '';
  for (const letter of bare(article)) shape += LOOKS[letter] ?? letter;
  return shape;
}

/** Letters that look the same in print, each as one of them. */
const LOOKS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['0', 'oо'],
    ['1', 'il'],
    ['3', 'з'],
    ['a', 'а'],
    ['b', 'в8'],
    ['c', 'с'],
    ['e', 'е'],
    ['h', 'н'],
    ['k', 'к'],
    ['m', 'м'],
    ['p', 'р'],
    ['t', 'т'],
    ['x', 'х'],
    ['y', 'у'],
    ['5', 's'],
  ].flatMap(([as, letters]) => Array.from(letters ?? '', (letter) => [letter, as ?? ''])),
);

const bare = (text: string): string => searchable(text).replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Dice's share of common trigrams, words padded so that their beginnings weigh more. */
function alike(left: string, right: string): number {
  const mine = trigrams(left);
  const theirs = trigrams(right);
  if (mine.size === 0 || theirs.size === 0) return 0;
  let common = 0;
  for (const part of mine) if (theirs.has(part)) common += 1;
  return (2 * common) / (mine.size + theirs.size);
}

function trigrams(text: string): ReadonlySet<string> {
  const parts = new Set<string>();
  for (const word of searchable(text).split(/[^\p{L}\p{N}]+/u)) {
    if (word === '') continue;
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) parts.add(padded.slice(at, at + 3));
  }
  return parts;
}

/** 1 when the numbers of both are the same; a name without any leaves a small doubt. */
function agreement(left: string, right: string): number {
  const mine = new Set(left.match(/\d+/gu) ?? []);
  const theirs = new Set(right.match(/\d+/gu) ?? []);
  if (mine.size === 0 && theirs.size === 0) return 1;
  if (mine.size === 0 || theirs.size === 0) return 0.9;
  const common = [...mine].filter((number) => theirs.has(number)).length;
  return 0.5 + common / (mine.size + theirs.size);
}
