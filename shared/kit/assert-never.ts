/** The end of an exhaustive switch: a new member of a union becomes a type error here, and a bug at run time. */
export function assertNever(value: never, what = 'value'): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
