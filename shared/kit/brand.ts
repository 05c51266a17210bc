declare const brand: unique symbol;

/** A string or number that says in its type what it names, so that a product id never lands where an order id belongs. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
