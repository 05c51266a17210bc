import { defineConfig } from 'vitest/config';

const kinds = ['unit', 'contract', 'property', 'simulation', 'migrations', 'architecture'] as const;

export default defineConfig({
  test: {
    projects: kinds.map((kind) => ({
      test: {
        name: kind,
        include: [`tests/${kind}/**/*.test.{ts,tsx}`],
        pool: 'forks' as const,
        testTimeout: kind === 'simulation' ? 240_000 : 20_000,
      },
    })),
  },
});
