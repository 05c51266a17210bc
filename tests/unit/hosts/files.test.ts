import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openLogFile, withoutSecrets } from '#electron/node/log-file.ts';
import { CONTENT_SECURITY_POLICY, screenFile } from '#electron/node/screen-files.ts';
import { keyFileSeal, openVaultFile } from '#electron/node/vault-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'korob-hosts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the vault of the web host', () => {
  const open = () => openVaultFile(path.join(folder, 'keys', 'vault.json'), keyFileSeal(path.join(folder, 'keys', 'vault.key')));

  it('gives back after a restart what was put in, and forgets what was removed', () => {
    open().put('account/1', 'eyJ.secret.token');
    open().put('account/2', 'другой ключ');
    open().remove('account/1');
    expect([open().get('account/1'), open().get('account/2'), open().get('account/3')]).toEqual([null, 'другой ключ', null]);
  });

  it('writes nothing readable, into files only this user may open', () => {
    open().put('account/1', 'eyJ.secret.token');
    const file = path.join(folder, 'keys', 'vault.json');
    expect(readFileSync(file, 'utf8')).not.toContain('secret');
    for (const name of ['vault.json', 'vault.key']) expect(statSync(path.join(folder, 'keys', name)).mode & 0o777).toBe(0o600);
  });

  it('opens nothing with another key, and nothing that was changed', () => {
    open().put('account/1', 'secret');
    rmSync(path.join(folder, 'keys', 'vault.key'));
    expect(open().get('account/1')).toBeNull();
    open().put('account/1', 'secret');
    const file = path.join(folder, 'keys', 'vault.json');
    const sealed = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    const bytes = Buffer.from(sealed['account/1'] ?? '', 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(file, JSON.stringify({ 'account/1': bytes.toString('base64') }));
    expect(open().get('account/1')).toBeNull();
  });
});

describe('the log', () => {
  it('holds no key, wherever it stood', () => {
    const clean = JSON.stringify(
      withoutSecrets({
        token: 'abc',
        headers: { Authorization: 'Bearer xyz123' },
        url: 'https://x/?t=eyJhbGciOiJIUzI1NiJ9.eyJzaWQiOiIxIn0.sig',
        nested: [{ apiKey: 'k' }, 'korob_0123456789abcdef0123456789abcdef'],
        tokenKind: 'personal',
      }),
    );
    expect(clean).not.toMatch(/abc|xyz123|eyJ|"k"|0123456789abcdef/u);
    expect(clean).toContain('personal');
  });

  it('turns over when it grew, and keeps five', () => {
    const log = openLogFile(folder, () => 0, 300);
    for (let index = 0; index < 60; index += 1) log.write('info', 'line', { index });
    expect(statSync(path.join(folder, 'korob.4.log')).size).toBeGreaterThan(0);
    expect(statSync(path.join(folder, 'korob.5.log'), { throwIfNoEntry: false })).toBeUndefined();
    expect(log.tail(1)[0]).toContain('"index":59');
  });

  it('remembers its last lines over a restart', () => {
    openLogFile(folder, () => 0).write('warn', 'before');
    expect(
      openLogFile(folder, () => 0)
        .tail(10)
        .join('\n'),
    ).toContain('before');
  });

  it('never stops the work when it cannot be written', () => {
    writeFileSync(path.join(folder, 'taken'), '');
    const log = openLogFile(path.join(folder, 'taken'), () => 0);
    log.write('error', 'still here');
    expect(log.tail(1)[0]).toContain('still here');
  });
});

describe('the built screens', () => {
  beforeEach(() => {
    mkdirSync(path.join(folder, 'screens', 'assets'), { recursive: true });
    writeFileSync(path.join(folder, 'screens', 'index.html'), '<!doctype html>');
    writeFileSync(path.join(folder, 'screens', 'assets', 'app-1a2b.js'), '1');
    writeFileSync(path.join(folder, 'secret.json'), '{}');
  });
  const ask = (pathname: string) => screenFile(path.join(folder, 'screens'), pathname);

  it('answer a route with the page and its policy, an asset for ever', async () => {
    const page = await ask('/');
    expect(page).toMatchObject({
      status: 200,
      headers: { 'content-security-policy': CONTENT_SECURITY_POLICY, 'cache-control': 'no-cache' },
    });
    expect(await ask('/orders/17')).toMatchObject({ status: 200 });
    const asset = await ask('/assets/app-1a2b.js');
    expect(asset).toMatchObject({ status: 200, headers: { 'cache-control': 'public, max-age=31536000, immutable' } });
  });

  it.each(['/../secret.json', '/..%2fsecret.json', '/%2e%2e/secret.json', '/assets/..%5c..%5csecret.json', '/%00.js', '/%zz.js'])(
    'do not leave their folder for %s',
    async (pathname) => expect(await ask(pathname)).toEqual({ kind: 'outside', status: 403 }),
  );

  it('do not follow a link out of their folder', async () => {
    symlinkSync(path.join(folder, 'secret.json'), path.join(folder, 'screens', 'link.json'));
    expect(await ask('/link.json')).toEqual({ kind: 'outside', status: 403 });
  });

  it('have no types but their own', async () => {
    writeFileSync(path.join(folder, 'screens', 'korob.sqlite'), '');
    expect(await ask('/korob.sqlite')).toMatchObject({ status: 404 });
    expect(await ask('/absent.js')).toMatchObject({ status: 404 });
  });

  it('let nothing in from elsewhere and nothing inline', () => {
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*/u);
    expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'");
    expect(CONTENT_SECURITY_POLICY).toContain("frame-ancestors 'none'");
  });
});
