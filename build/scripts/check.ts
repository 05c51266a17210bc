import { QUIET, run, TYPES } from './run.ts';

/**
 * `npm run check`: format first; then lint and types beside the quick kinds of tests, because each of them leaves a core idle at times.
 * Says every step that failed.
 */
type Step = readonly [tool: string, args: readonly string[]];
const TESTS: Step = ['vitest', ['run', '--project', 'unit', '--project', 'contract', '--project', 'architecture', '--reporter=minimal']];

const failed = async (steps: readonly Step[]): Promise<readonly string[]> => {
  for (const [tool, args] of steps) {
    const code = await run(tool, args, QUIET);
    if (code !== 0) return [`${tool} failed (${code})`];
  }
  return [];
};

const said = [
  ...(await failed([['oxfmt', ['--check', '.']]])),
  ...(
    await Promise.all([
      failed([
        ['oxlint', ['--type-aware', '--deny-warnings']],
        ['tsc', TYPES],
      ]),
      failed([TESTS]),
    ])
  ).flat(),
];
for (const line of said) console.error(`check: ${line}`);
process.exit(said.length === 0 ? 0 : 1);
