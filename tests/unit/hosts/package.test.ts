import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const configuration = parse(readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8')) as Configuration;

interface Configuration {
  readonly files: readonly string[];
  readonly asarUnpack: readonly string[];
  readonly npmRebuild: boolean;
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly win: { readonly verifyUpdateCodeSignature: boolean; readonly signtoolOptions: { readonly publisherName: string } };
}

/** What the packed program promises, read from the packer's own configuration. */
describe('the package', () => {
  it('is described in words the packer knows', async () => {
    const require = createRequire(import.meta.url);
    const builder = require.resolve('app-builder-lib/package.json', { paths: [require.resolve('electron-builder/package.json')] });
    const { validateConfiguration } = require(path.join(path.dirname(builder), 'out/util/config/config.js')) as {
      readonly validateConfiguration: (config: unknown, log: unknown) => Promise<void>;
    };
    await expect(validateConfiguration(configuration, { add: () => undefined, isEnabled: false })).resolves.toBeUndefined();
    await expect(validateConfiguration({ ...configuration, nonsense: 1 }, { add: () => undefined, isEnabled: false })).rejects.toThrow();
  });

  it('takes only updates of its own publisher', () => {
    expect(configuration.win.signtoolOptions.publisherName.trim()).not.toBe('');
    expect(configuration.win.verifyUpdateCodeSignature).toBe(true);
  });

  it('is locked by every fuse', () => {
    expect(configuration.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      enableCookieEncryption: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('carries natives outside the archive, compiles nothing and ships no sources', () => {
    expect(configuration.npmRebuild).toBe(false);
    expect(configuration.asarUnpack).toEqual(expect.arrayContaining(['**/*.node', '**/*.wasm']));
    expect(configuration.files).toEqual(expect.arrayContaining(['!**/*.map', '!**/*.ts', '!node_modules/node-*/**']));
  });
});
