import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** Nothing from elsewhere, nothing inline, no string ever becomes a script (DESIGN §8). Both hosts send it with every page. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self'",
  "img-src 'self' data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wav': 'audio/wav',
};

export type ScreenFile =
  | { readonly kind: 'file'; readonly status: 200; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array }
  | { readonly kind: 'outside'; readonly status: 403 }
  | { readonly kind: 'absent'; readonly status: 404 };

/**
 * One file of the built screens. A path that leads out of `root`, by dots, by encoding or by a link, is `outside`.
 * A path without an ending is a route of the application and answers index.html.
 * @param pathname as it stands in the URL, still percent-encoded
 */
export async function screenFile(root: string, pathname: string): Promise<ScreenFile> {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return { kind: 'outside', status: 403 };
  }
  if (name.includes('\0') || name.includes('\\') || name.split('/').includes('..')) return { kind: 'outside', status: 403 };
  const route = path.extname(name) === '';
  const file = path.resolve(root, route ? 'index.html' : `.${name.startsWith('/') ? name : `/${name}`}`);
  const type = TYPES[path.extname(file)];
  if (type === undefined) return { kind: 'absent', status: 404 };
  try {
    const [real, home] = await Promise.all([realpath(file), realpath(root)]);
    if (!real.startsWith(home + path.sep)) return { kind: 'outside', status: 403 };
    if (!(await stat(real)).isFile()) return { kind: 'absent', status: 404 };
    const headers = { ...SECURITY_HEADERS, 'content-type': type, 'cache-control': cacheOf(name, route) };
    return {
      kind: 'file',
      status: 200,
      headers: type.startsWith('text/html') ? { ...headers, 'content-security-policy': CONTENT_SECURITY_POLICY } : headers,
      body: new Uint8Array(await readFile(real)),
    };
  } catch {
    return { kind: 'absent', status: 404 };
  }
}

/** vite puts a hash into the name of every asset, so one never changes; all else is asked anew. */
const cacheOf = (name: string, route: boolean): string =>
  !route && name.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

/** A page of our own without any script; its one style is let in by its hash. */
export function plainPage(body: string, options: { readonly form?: boolean } = {}): { html: string; headers: Record<string, string> } {
  const hash = createHash('sha256').update(PLAIN_STYLE, 'utf8').digest('base64');
  return {
    html: `<!doctype html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Короб</title><style>${PLAIN_STYLE}</style></head><body><main>${body}</main></body></html>`,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action ${options.form === true ? "'self'" : "'none'"}; frame-ancestors 'none'`,
    },
  };
}

const PLAIN_STYLE = `body{margin:0;font:18px/1.5 system-ui,sans-serif;background:#f4f1ea;color:#1c1a17}main{max-width:42rem;margin:8vh auto;padding:0 1.5rem}h1{font-size:1.7rem}code{background:#e7e2d6;padding:.1em .3em;overflow-wrap:anywhere}section+section{margin-top:2.5rem;color:#55504a}input,button{font:inherit;padding:.5rem .8rem}`;

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
