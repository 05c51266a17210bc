/** Money is an integer of minor units (kopecks, tiyn) with its ISO 4217 letter code. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}
