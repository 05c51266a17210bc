/**
 * What a marketplace may ask to be told of the unit in the hand. `customs` is the number of a customs declaration (ГТД), `rnpt` the
 * registration number of a traced batch, `country` the two letters of ISO 3166, `weight` whole grams.
 */
export const MARK_KINDS = ['sgtin', 'uin', 'imei', 'gtin', 'expiration', 'customs', 'rnpt', 'country', 'weight'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** `recorded` scanned here · `sent` accepted by the marketplace, verdict pending · `passed` · `refused` a person must act. */
export const MARK_STATES = ['recorded', 'sent', 'passed', 'refused'] as const;
export type MarkState = (typeof MARK_STATES)[number];
