import type { Output, Parsed } from '#shared/contract/index.ts';
import { matchScore } from '#shared/domain/likeness.ts';

import type { Sql } from '../sql.ts';
import { nearProducts } from '../stores/catalogue-likeness.ts';
import { listListings } from './listings.ts';

/** Worse than this is no likeness at all. */
const LEAST_SCORE = 25;
const MOST_CANDIDATES = 3;

/** Cards nobody stands behind, each with the products most like it; a person decides. */
export function listSuggestions(sql: Sql, query: Parsed<'listing.suggestions'>): Output<'listing.suggestions'> {
  const { rows, total } = listListings(sql, { ...query, show: 'unmatched' });
  const near = nearProducts(sql);
  return {
    total,
    rows: rows.map((listing) => ({
      listing,
      candidates: near(listing)
        .map((product) => ({ productId: product.id, article: product.article, name: product.name, score: matchScore(listing, product) }))
        .filter((candidate) => candidate.score >= LEAST_SCORE)
        .toSorted((left, right) => right.score - left.score || (left.article < right.article ? -1 : 1))
        .slice(0, MOST_CANDIDATES),
    })),
  };
}
