import { defineConfig } from '@lingui/conf';
import { formatter } from '@lingui/format-po';

/** Where catalogues lie; a test extracts them elsewhere and compares. */
const folder = process.env['KOROB_CATALOGUES'] ?? '<rootDir>/renderer/locales';

export default defineConfig({
  sourceLocale: 'ru',
  locales: ['ru', 'en'],
  catalogs: [{ path: `${folder}/{locale}`, include: ['<rootDir>/renderer'] }],
  format: formatter({ lineNumbers: false }),
  orderBy: 'message',
});
