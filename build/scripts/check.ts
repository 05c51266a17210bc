import { run } from './run.ts';

/** `npm run check`: format, lint, types, and the quick kinds of tests, each as soon as its turn comes; the first failure ends it. */
const STEPS: readonly (readonly [string, readonly string[]])[] = [
  ['oxfmt', ['--check', '.']],
  ['oxlint', ['--type-aware', '--deny-warnings']],
  ['tsc', ['-b']],
  ['vitest', ['run', '--project', 'unit', '--project', 'contract', '--project', 'architecture', '--reporter=dot']],
];

for (const [tool, args] of STEPS) {
  const code = await run(tool, args);
  if (code !== 0) {
    console.error(`check: ${tool} failed (${code})`);
    process.exit(code);
  }
}
