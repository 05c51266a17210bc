import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

import { wordPlugins } from './build/vite-renderer.ts';

const kinds = ['unit', 'contract', 'property', 'simulation', 'migrations', 'architecture', 'windows'] as const;

export default defineConfig({
  test: {
    // Left to itself it keeps one core free, which on two cores is half of them.
    maxWorkers: availableParallelism(),
    projects: kinds.map((kind) => ({
      // Words of the screens are macros; the other kinds never touch the screens.
      plugins: kind === 'unit' ? wordPlugins() : [],
      test: {
        name: kind,
        include: [`tests/${kind}/**/*.test.{ts,tsx}`],
        pool: 'forks' as const,
        // A worker for every file costs more than most files; these keep nothing between them that a neighbour could see.
        isolate: kind === 'property' || kind === 'simulation' || kind === 'migrations',
        testTimeout: kind === 'simulation' ? 240_000 : 20_000,
      },
    })),
  },
});
