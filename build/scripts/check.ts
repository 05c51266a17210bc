import { QUIET, run, TYPES } from './run.ts';

/** `npm run check`: format, lint, types, and the quick kinds of tests, each as soon as its turn comes; the first failure ends it. */
const STEPS: readonly (readonly [string, readonly string[]])[] = [
  ['oxfmt', ['--check', '.']],
  ['oxlint', ['--type-aware', '--deny-warnings']],
  ['tsc', TYPES],
  ['vitest', ['run', '--project', 'unit', '--project', 'contract', '--project', 'architecture', '--reporter=minimal']],
];

for (const [tool, args] of STEPS) {
  const code = await run(tool, args, QUIET);
  if (code !== 0) {
    console.error(`check: ${tool} failed (${code})`);
    process.exit(code);
  }
}
