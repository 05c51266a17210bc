import { describe, expect, it } from 'vitest';

import { sourceFiles, type SourceFile } from '#tests/support/source-files.ts';

/** The walls of DESIGN §1. Each rule says which files it binds and what they may not import; together they bind every file. */
const files = sourceFiles();

const room = (file: string): string => {
  const [top, second, third] = file.split('/');
  if (top === 'electron' && second === 'channels' && third !== undefined && !third.includes('.')) return `electron/channels/${third}`;
  if (top === 'renderer' && second === 'features' && third !== undefined && !third.includes('.')) return `renderer/features/${third}`;
  return second === undefined || second.includes('.') ? top! : `${top}/${second}`;
};

const PURE = ['shared/kit', 'shared/domain', 'shared/contract', 'electron/engine', 'electron/sync', 'electron/ports', 'electron/channels'];
const isPure = (file: string) => PURE.some((folder) => file.startsWith(`${folder}/`));
const isCompose = (file: string) => file === 'electron/main/compose.ts' || file === 'electron/web/compose.ts';
const inside = (target: string, ...folders: readonly string[]) => folders.some((folder) => target.startsWith(`${folder}/`));

/** Which rooms a room may import. A room that is missing here fails the test that every file has a rule. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  'shared/kit': ['shared/kit'],
  'shared/domain': ['shared/kit', 'shared/domain'],
  'shared/contract': ['shared/kit', 'shared/domain', 'shared/contract'],
  'electron/ports': ['electron/ports', 'electron/channels/channel.ts', 'shared'],
  'electron/channels': ['electron/channels/channel.ts', 'shared/domain', 'shared/kit'],
  'electron/sync': ['electron/sync', 'electron/ports', 'electron/channels/channel.ts', 'shared'],
  'electron/engine': ['electron/engine', 'electron/sync', 'electron/ports', 'electron/channels/channel.ts', 'shared'],
  'electron/db': ['electron/db', 'electron/ports', 'electron/channels/channel.ts', 'shared'],
  'electron/printing': ['electron/printing', 'electron/ports', 'electron/documents', 'shared'],
  'electron/documents': ['electron/documents', 'electron/ports', 'shared'],
  'electron/exchange': ['electron/exchange', 'electron/ports', 'shared'],
  'electron/node': ['electron/node', 'electron/ports', 'shared'],
  'electron/simulator': ['electron/simulator', 'electron/engine/engine.ts', 'electron/engine/handlers.ts', 'shared'],
  'electron/web': ['electron', 'shared', 'build'],
  'electron/main': ['electron', 'shared'],
  'electron/preload': ['electron/preload', 'shared'],
  renderer: ['renderer', 'shared'],
};

const arrowsOf = (name: string): readonly string[] | undefined => {
  // channel.ts is put together of its terms; everybody else sees them through it.
  if (name === 'electron/channels') return ['electron/channels/terms', ...ARROWS[name]!];
  if (name === 'electron/channels/terms') return [name, 'shared/domain', 'shared/kit'];
  if (name.startsWith('electron/channels/')) return [name, ...ARROWS['electron/channels']!];
  if (name.startsWith('renderer')) return ARROWS['renderer'];
  return ARROWS[name];
};

const isProjectFile = (target: string) => inside(target, 'electron', 'renderer', 'shared', 'build', 'tests', 'resources');

function offences(bound: (file: SourceFile) => boolean, forbidden: (target: string, file: SourceFile) => boolean): readonly string[] {
  return files
    .filter(bound)
    .flatMap((file) => file.imports.filter((target) => forbidden(target, file)).map((target) => `${file.file} imports ${target}`));
}

describe('the walls', () => {
  it('visit every file of the product, and every file has a room with arrows', () => {
    expect(files.length).toBeGreaterThan(60);
    expect(files.filter((file) => arrowsOf(room(file.file)) === undefined).map((file) => file.file)).toEqual([]);
  });

  it('let arrows run one way', () => {
    const allowed = (target: string, file: SourceFile) =>
      (arrowsOf(room(file.file)) ?? []).some((to) => target === to || target.startsWith(`${to}/`));
    expect(
      offences(
        () => true,
        (target, file) => isProjectFile(target) && !allowed(target, file),
      ),
    ).toEqual([]);
  });

  it('keep electron in the desktop host and its preload', () => {
    expect(
      offences(
        (file) => !inside(file.file, 'electron/main', 'electron/preload'),
        (target) => target === 'electron' || (!target.startsWith('electron/') && target.startsWith('electron-updater')),
      ),
    ).toEqual([]);
  });

  it('keep the hosts apart', () => {
    expect(
      offences(
        (file) => inside(file.file, 'electron/web'),
        (target) => inside(target, 'electron/main', 'electron/preload'),
      ),
    ).toEqual([]);
    expect(
      offences(
        (file) => inside(file.file, 'electron/main', 'electron/preload'),
        (target) => inside(target, 'electron/web'),
      ),
    ).toEqual([]);
    expect(
      offences(
        (file) => !inside(file.file, 'electron/web', 'electron/main'),
        (target) => inside(target, 'electron/web', 'electron/main'),
      ),
    ).toEqual([]);
  });

  it('build marketplaces, printers and databases in the two composition roots alone', () => {
    const concrete = (target: string) =>
      /^electron\/channels\/[^/]+\//u.test(target) ||
      inside(target, 'electron/db', 'electron/printing', 'electron/documents', 'electron/exchange');
    expect(offences((file) => inside(file.file, 'electron/web', 'electron/main') && !isCompose(file.file), concrete)).toEqual([]);
  });

  it('keep Node, packages and the clock out of the pure rooms', () => {
    expect(
      offences(
        (file) => isPure(file.file),
        (target) => !isProjectFile(target) && target !== 'zod',
      ),
    ).toEqual([]);
    const stray = files.filter(
      (file) => isPure(file.file) && /\bnew Date\(\s*\)|\bDate\.now\b|\bMath\.random\b|\bperformance\.now\b/u.test(file.text),
    );
    expect(stray.map((file) => file.file)).toEqual([]);
  });

  it('keep SQL in the database room', () => {
    const sql = /\b(?:SELECT\s+.+\s+FROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET)\b/u;
    expect(files.filter((file) => !inside(file.file, 'electron/db') && sql.test(file.text)).map((file) => file.file)).toEqual([]);
  });

  it('keep features of the renderer strangers to each other', () => {
    expect(
      offences(
        (file) => room(file.file).startsWith('renderer/features/'),
        (target, file) => target.startsWith('renderer/features/') && !target.startsWith(`${room(file.file)}/`),
      ),
    ).toEqual([]);
  });

  it('let a screen know shared/ and nothing of the main side', () => {
    expect(
      offences(
        (file) => file.file.startsWith('renderer/'),
        (target) => target.startsWith('electron') || target.startsWith('node:'),
      ),
    ).toEqual([]);
  });
});
