import { existsSync } from 'node:fs';

const USUAL = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine; null lets Playwright look for the one it brought itself. */
export const chromiumPath = (): string | null => process.env['KOROB_CHROMIUM'] ?? USUAL.find((file) => existsSync(file)) ?? null;
