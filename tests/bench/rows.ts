/** One line of the bench: our figure, the baseline of the same run, and the budget of the design where there is one. */
export interface BenchRow {
  readonly what: string;
  readonly ours: string;
  readonly baseline: string;
  readonly budget: string;
  readonly within: boolean | null;
}

export const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);

/** The value below which `share` of the sorted values lie. */
export const percentile = (values: readonly number[], share: number): number =>
  values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;

export function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

export async function timedAsync(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
