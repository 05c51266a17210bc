import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parseSync } from 'rolldown/utils';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const ROOMS = ['electron', 'renderer', 'shared'] as const;

export interface SourceFile {
  /** From the root of the project, with forward slashes. */
  readonly file: string;
  readonly text: string;
  /** What it imports: project files as paths from the root, packages by name, `node:` modules as they stand. */
  readonly imports: readonly string[];
}

/** Every TypeScript file of the product, parsed. Throws on one that does not parse, so none is passed over in silence. */
export function sourceFiles(folders: readonly string[] = ROOMS): readonly SourceFile[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: ROOT }))
    .map((file) => file.replaceAll(path.sep, '/'))
    .toSorted()
    .map(read);
}

function read(file: string): SourceFile {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const parsed = parseSync(file, text);
  if (parsed.errors.length > 0) throw new Error(`${file} does not parse: ${parsed.errors[0]?.message ?? ''}`);
  const requests = [
    ...parsed.module.staticImports.map((entry) => entry.moduleRequest.value),
    ...parsed.module.staticExports.flatMap((entry) =>
      entry.entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
    ),
    // Dynamic imports and `import('…')` types; the parser gives their place, the text gives their name.
    ...Array.from(text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/gu), (match) => match[1]!),
  ];
  return { file, text, imports: [...new Set(requests.map((request) => resolve(file, request)))] };
}

function resolve(from: string, request: string): string {
  if (request.startsWith('#')) return request.slice(1);
  if (request.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(from), request));
  return request;
}
