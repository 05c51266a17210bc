import type { ListingRow, ProductDraft } from '#electron/ports/catalogue-store.ts';
import type { Stores } from '#electron/ports/database.ts';
import type { Deed } from '#electron/ports/ledger-store.ts';
import type { AccountId, ListingId, ProductId } from '#shared/domain/ids.ts';

/**
 * Makes a product of every unmatched card, one per article and size, and puts it behind the card. A card whose barcode or article
 * already names a product gets that one, so nothing is made twice; one whose barcodes name several is left to a person.
 */
export function productsFromCards(
  stores: Stores,
  deed: Deed,
  accountId: AccountId,
  listingIds: readonly ListingId[] | null,
  newId: () => string,
): { readonly created: number; readonly matched: readonly ListingId[] } {
  const matched: ListingId[] = [];
  let created = 0;
  for (const card of stores.catalogue.unmatched(accountId, listingIds)) {
    const owners = new Set(card.barcodes.flatMap((code) => stores.catalogue.productsByBarcode(code).map((product) => product.id)));
    if (owners.size > 1) continue;
    const article = articleOf(card);
    const [owner] = owners;
    const known = owner ?? stores.catalogue.productByArticle(article)?.id;
    if (known === undefined) {
      const product = productOf(card, article, newId() as ProductId);
      stores.catalogue.saveProduct(product, deed.atMs);
      stores.catalogue.match(card.id, product.id, 1, 'article');
      created += 1;
    } else {
      stores.catalogue.match(card.id, known, 1, owner === undefined ? 'article' : 'barcode');
    }
    matched.push(card.id);
  }
  return { created, matched };
}

/** The seller's article, with the size when the card has one; the marketplace's key when there is no article. */
const articleOf = (card: ListingRow): string =>
  (card.article === '' ? card.sku : card.size === null ? card.article : `${card.article} ${card.size}`).slice(0, 100);

const productOf = (card: ListingRow, article: string, id: ProductId): ProductDraft => ({
  id,
  kind: 'product',
  article,
  name: ((card.name || article) + (card.size === null ? '' : `, ${card.size}`)).slice(0, 500),
  marked: card.marked,
  weightG: null,
  safetyStock: 0,
  archived: false,
  barcodes: card.barcodes,
  components: [],
});
