/** A place a picker passes, and what of one product lies there. */
export interface PickShelf {
  readonly locationId: string;
  readonly code: string;
  readonly routeOrder: number;
  readonly onHand: number;
}

export interface PickStop {
  readonly locationId: string;
  readonly code: string;
  readonly routeOrder: number;
  readonly productId: string;
  readonly quantity: number;
}

export interface PickRoute {
  /** In the order they are walked past; one line a product and place. */
  readonly stops: readonly PickStop[];
  /** What no shelf holds. */
  readonly missing: readonly { readonly productId: string; readonly quantity: number }[];
}

/**
 * Where to take what a wave needs, in one walk. A place that holds all of a product's need is preferred to several, so that a picker stops
 * once; among those, and for the rest, the order of the route decides.
 * @param shelves of each product, without places that are not to be picked from
 */
export function pickRoute(
  needs: readonly { readonly productId: string; readonly quantity: number }[],
  shelves: ReadonlyMap<string, readonly PickShelf[]>,
): PickRoute {
  const stops: PickStop[] = [];
  const missing: { productId: string; quantity: number }[] = [];
  for (const { productId, quantity } of needs) {
    let left = quantity;
    const along = (shelves.get(productId) ?? []).filter((shelf) => shelf.onHand > 0).toSorted(byRoute);
    const enough = along.find((shelf) => shelf.onHand >= quantity);
    for (const shelf of enough === undefined ? along : [enough]) {
      if (left === 0) break;
      const taken = Math.min(left, shelf.onHand);
      left -= taken;
      stops.push({ locationId: shelf.locationId, code: shelf.code, routeOrder: shelf.routeOrder, productId, quantity: taken });
    }
    if (left > 0) missing.push({ productId, quantity: left });
  }
  return { stops: stops.toSorted((a, b) => byRoute(a, b) || (a.productId < b.productId ? -1 : 1)), missing };
}

/** Codes in the order people count: A-2 before A-10. */
const byCode = new Intl.Collator('ru', { numeric: true });
const byRoute = (a: Pick<PickShelf, 'routeOrder' | 'code'>, b: Pick<PickShelf, 'routeOrder' | 'code'>): number =>
  a.routeOrder - b.routeOrder || byCode.compare(a.code, b.code);
