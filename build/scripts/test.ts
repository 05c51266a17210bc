import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { QUIET, ROOT, run, TYPES } from './run.ts';

/**
 * `npm test`: lint and types, every vitest kind, then the browser specs on the built program; ends with one line of totals.
 * A runner that leaves no report has failed, whatever its exit code.
 */
interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

const reports = mkdtempSync(path.join(tmpdir(), 'korob-test-'));
const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
let broken = false;

const static_ = [
  await run('oxfmt', ['--check', '.'], QUIET),
  await run('oxlint', ['--type-aware', '--deny-warnings'], QUIET),
  await run('tsc', TYPES, QUIET),
];
broken ||= static_.some((code) => code !== 0);

await suite(
  'vitest',
  ['run', '--reporter=minimal', '--reporter=json', `--outputFile.json=${path.join(reports, 'vitest.json')}`],
  'vitest.json',
  (report) => {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites } = report as Record<string, number>;
    totals.passed += numPassedTests ?? 0;
    // A file that fails to load has no failed test of its own.
    totals.failed += Math.max(numFailedTests ?? 0, (numFailedTestSuites ?? 0) > 0 ? 1 : 0);
    totals.skipped += (numPendingTests ?? 0) + (numTodoTests ?? 0);
  },
);

if (existsSync(path.join(ROOT, 'playwright.config.ts'))) {
  const built = await run('node', ['build/scripts/build.ts']);
  broken ||= built !== 0;
  await suite(
    'playwright',
    ['test', '--reporter=dot,json'],
    'playwright.json',
    (report) => {
      const { stats } = report as { stats: { expected: number; unexpected: number; flaky: number; skipped: number }; errors: unknown[] };
      totals.passed += stats.expected + stats.flaky;
      totals.failed += stats.unexpected + (report as { errors: unknown[] }).errors.length;
      totals.skipped += stats.skipped;
    },
    { PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(reports, 'playwright.json') },
  );
}

rmSync(reports, { recursive: true, force: true });
if (broken && totals.failed === 0) totals.failed = 1;
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(broken || totals.failed > 0 || totals.passed === 0 ? 1 : 0);

async function suite(
  tool: string,
  args: readonly string[],
  file: string,
  add: (report: unknown) => void,
  env: Record<string, string> = {},
): Promise<void> {
  const code = await run(tool, args, { ...QUIET, ...env });
  const report = path.join(reports, file);
  if (code !== 0) broken = true;
  if (!existsSync(report)) {
    console.error(`${tool} left no report`);
    broken = true;
    return;
  }
  add(JSON.parse(readFileSync(report, 'utf8')));
}
