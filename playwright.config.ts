import { defineConfig } from '@playwright/test';

import { electronBinary } from './build/scripts/electron-binary.ts';
import { chromiumPath } from './tests/support/chromium.ts';

const executablePath = chromiumPath();
const launchOptions = {
  ...(executablePath === null ? {} : { executablePath }),
  args: ['--autoplay-policy=no-user-gesture-required', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
};
const HOSTS: readonly (keyof typeof MATCHES)[] = [
  'web',
  'desktop-double',
  ...(electronBinary(import.meta.dirname) === null ? [] : (['electron'] as const)),
];

const MATCHES = {
  web: /(?:boot|api|guide|packing|orders|floor|shift|handover|offline|lan|labels|printers|station|handheld)\.spec\.ts$/u,
  // `desktop` asks the double what it was told; the others need nothing but a screen.
  'desktop-double': /(?:desktop|boot|guide|packing|offline|labels)\.spec\.ts$/u,
  electron: /(?:boot|guide|packing)\.spec\.ts$/u,
} as const;

/** The same specs on every host there is here: the web host, the built desktop bundle over the double, real Electron when its program is found. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'node_modules/.cache/e2e',
  workers: 1,
  // Every single wait is bounded below and says what it waited for; this is only the last net under all of them.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: 'line',
  use: {
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    launchOptions,
    viewport: { width: 1366, height: 860 },
    trace: 'retain-on-failure',
    locale: 'ru-RU',
  },
  projects: HOSTS.map((host) => ({
    name: host,
    metadata: { host },
    testMatch: MATCHES[host],
  })),
});
