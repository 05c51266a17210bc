import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';

/** Class names of a CSS module, in order of first use. Strings and comments hold none. */
export function classNames(css: string): string[] {
  const bare = css.replaceAll(/\/\*[\s\S]*?\*\/|"[^"]*"|'[^']*'|\d\.\d+/gu, '');
  return [...new Set([...bare.matchAll(/\.(-?[_a-zA-Z][\w-]*)/gu)].map((match) => match[1] ?? ''))];
}

/** One name a line, as the formatter leaves it. */
export const declarationOf = (css: string): string =>
  `declare const classes: {\n${classNames(css)
    .map((name) => `  readonly ${/^[a-zA-Z_]\w*$/u.test(name) ? name : `'${name}'`}: string;\n`)
    .join('')}};\nexport default classes;\n`;

export const declarationPath = (module: string): string => module.replace(/\.css$/u, '.d.css.ts');

/** Writes `X.module.d.css.ts` beside every `X.module.css` of the renderer; with `--check` only says which are stale. */
function main(): void {
  const check = process.argv.includes('--check');
  const stale = globSync('renderer/**/*.module.css').filter((file) => {
    const wanted = declarationOf(readFileSync(file, 'utf8'));
    const target = declarationPath(file);
    if (existsSync(target) && readFileSync(target, 'utf8') === wanted) return false;
    if (!check) writeFileSync(target, wanted);
    return true;
  });
  if (check && stale.length > 0) {
    console.error(`Stale class names, run node build/scripts/css-types.ts:\n${stale.join('\n')}`);
    process.exitCode = 1;
  }
}

if (process.argv[1]?.endsWith('css-types.ts') === true) main();
