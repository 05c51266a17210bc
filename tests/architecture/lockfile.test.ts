import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, it } from 'vitest';

import { ROOT } from '#tests/support/source-files.ts';

interface Entry {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Entry>>;
};
const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, string>>>
>;

it('every platform part of a package stands in the lockfile, so that the file made on one system serves the others', () => {
  const entries = Object.entries(lock.packages);
  const missing = entries.flatMap(([where, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([, version]) => /^\d/u.test(version))
      .filter(([name]) => !entries.some(([place]) => place === `${where}/node_modules/${name}` || place.endsWith(`node_modules/${name}`)))
      .map(([name, version]) => `${where}: ${name}@${version}`),
  );
  expect(entries.length).toBeGreaterThan(400);
  expect(missing).toEqual([]);
});

it('every dependency is pinned to one version', () => {
  const loose = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.entries(manifest[kind] ?? {})
      .filter(([, version]) => !/^\d+\.\d+\.\d+$/u.test(version))
      .map(([name, version]) => `${name}@${version}`),
  );
  expect(loose).toEqual([]);
});

it('names no place it was fetched from', () => {
  expect(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved"/u);
});
