/** Whom a rule speaks of. Fields that are null narrow nothing; a listing names its cabinet and product by itself. */
export interface RuleTarget {
  readonly accountId: string | null;
  readonly category: string | null;
  readonly productId: string | null;
  readonly listingId: string | null;
}

/** What a rule may say; null: nothing of it, so a less specific rule is asked. */
export interface RuleWords {
  /** Units of the product (whole kits of a kit) that are never offered. */
  readonly safetyStock: number | null;
  /** Units of the listing, at most. */
  readonly maximum: number | null;
  /** Share of what there is to divide, 0–100. */
  readonly percent: number | null;
  /** Who is served first; the higher, the earlier. Nobody says: 0. */
  readonly priority: number | null;
  /** So many last units are offered here and nowhere else. */
  readonly lastPieces: number | null;
  readonly frozen: boolean | null;
}

export interface AllocationRule extends RuleTarget, RuleWords {
  readonly id: string;
}

/** The offer that is asked about. */
export interface RuleSubject {
  readonly accountId: string;
  readonly category: string;
  readonly productId: string;
  readonly listingId: string;
  /** The safety stock written on the product itself; 0 says nothing. */
  readonly productSafetyStock: number;
}

/** A word and whose it is: a rule's id, `OWN_RULE`, or null when nobody said anything. */
export interface Term<T> {
  readonly value: T;
  readonly rule: string | null;
}

export interface Terms {
  readonly safetyStock: Term<number>;
  readonly maximum: Term<number | null>;
  readonly percent: Term<number | null>;
  readonly priority: Term<number>;
  readonly lastPieces: Term<number>;
  readonly frozen: Term<boolean>;
  /** The share is this listing's own; otherwise all offers of its cabinet have it together. */
  readonly sharesAlone: boolean;
}

export type RuleScope = 'everything' | 'account' | 'category' | 'product' | 'listing';

/** Stands for the safety stock written on the product itself, where a rule's id would stand. */
export const OWN_RULE = 'product';

/** What the rules come to for one offer: the most specific wins, field by field (DESIGN §3). */
export function termsFor(rules: readonly AllocationRule[], subject: RuleSubject): Terms {
  const heard = rules.filter((rule) => speaksOf(rule, subject)).toSorted((left, right) => rank(right) - rank(left));
  const pick = <K extends keyof RuleWords>(word: K): Term<RuleWords[K]> => {
    const rule = heard.find((one) => one[word] !== null);
    return { value: rule?.[word] ?? null, rule: rule?.id ?? null };
  };
  const percent = pick('percent');
  return {
    safetyStock: safetyOf(heard, subject),
    maximum: pick('maximum'),
    percent,
    priority: orElse(pick('priority'), 0),
    lastPieces: orElse(pick('lastPieces'), 0),
    frozen: orElse(pick('frozen'), false),
    sharesAlone: percent.rule !== null && heard.some((rule) => rule.id === percent.rule && rule.listingId !== null),
  };
}

export function scopeOf(target: RuleTarget): RuleScope {
  if (target.listingId !== null) return 'listing';
  if (target.productId !== null) return 'product';
  if (target.category !== null) return 'category';
  return target.accountId === null ? 'everything' : 'account';
}

/** Shares, turns and last pieces are promised once: where a rule says one of them, stock is divided. */
export const divides = (words: RuleWords): boolean => words.percent !== null || words.priority !== null || (words.lastPieces ?? 0) > 0;

export const saysNothing = (words: RuleWords): boolean =>
  [words.safetyStock, words.maximum, words.percent, words.priority, words.lastPieces, words.frozen].every((word) => word === null);

const orElse = <T>(term: Term<T | null>, value: T): Term<T> => ({ value: term.value ?? value, rule: term.rule });

const RANKS: Readonly<Record<RuleScope, number>> = { everything: 0, account: 1, category: 2, product: 4, listing: 6 };

/** A product in one cabinet is more than the product everywhere; a category likewise. */
const rank = (target: RuleTarget): number =>
  RANKS[scopeOf(target)] + (target.accountId !== null && scopeOf(target) !== 'account' && scopeOf(target) !== 'listing' ? 1 : 0);

const speaksOf = (target: RuleTarget, subject: RuleSubject): boolean =>
  (target.accountId === null || target.accountId === subject.accountId) &&
  (target.category === null || target.category === subject.category) &&
  (target.productId === null || target.productId === subject.productId) &&
  (target.listingId === null || target.listingId === subject.listingId);

/** The figure on the product itself is as specific as a rule of the product, and gives way to one. */
function safetyOf(heard: readonly AllocationRule[], subject: RuleSubject): Term<number> {
  const said = heard.find((rule) => rule.safetyStock !== null);
  if (subject.productSafetyStock > 0 && (said === undefined || rank(said) < RANKS.product))
    return { value: subject.productSafetyStock, rule: OWN_RULE };
  return { value: said?.safetyStock ?? 0, rule: said?.id ?? null };
}
