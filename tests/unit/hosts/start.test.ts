import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { exitCodeOf, faultLines, faultPage, StartFault, type StartFaultCode } from '#electron/node/start-fault.ts';
import { parseOptions } from '#electron/web/options.ts';
import { statusOf } from '#electron/web/server.ts';

import { nodeFault } from '../../../build/scripts/preflight.ts';

const CODES = [
  'database-locked',
  'database-read-only',
  'database-broken',
  'database-from-future',
  'database-foreign',
  'sqlite-too-old',
  'disk-full',
  'network-share',
  'port-taken',
  'no-screens',
  'unexpected',
] as const satisfies readonly StartFaultCode[];

describe('a start that failed', () => {
  it.each(CODES)('%s is told in both languages, with its next step and its own exit code', (code) => {
    const fault = new StartFault(code, '/some/<place>');
    const { html, headers } = faultPage(fault);
    expect(html).toContain('lang="ru"');
    expect(html).toContain('lang="en"');
    expect(html).toContain('/some/&lt;place&gt;');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(faultLines(fault).split('\n')).toHaveLength(2);
  });

  it('has an exit code for each cause', () => {
    const codes = CODES.map((code) => exitCodeOf(new StartFault(code, '')));
    expect(new Set(codes).size).toBe(CODES.length);
    expect(codes).not.toContain(0);
  });
});

describe('the command line of the web host', () => {
  it('understands what the scripts pass', () => {
    expect(parseOptions(['--demo', '--port', '5000', '--data', 'x', '--no-open'])).toEqual({
      port: 5000,
      dataDir: path.resolve('x'),
      mode: 'demo',
      openBrowser: false,
      headless: false,
      dev: false,
      lan: false,
      empty: false,
      oneMarket: false,
    });
    expect(parseOptions(['--headless'], 7)).toMatchObject({ mode: 'demo', headless: true, openBrowser: false });
    expect(parseOptions([])).toMatchObject({ mode: 'live', port: null, lan: false, openBrowser: true });
  });

  it('says what it does not understand', () => {
    expect(parseOptions(['--prot', '1'])).toHaveProperty('wrong');
    expect(parseOptions(['--port', '99999'])).toEqual({ wrong: '--port 99999 is not a port' });
  });
});

describe('the status of a refusal', () => {
  it.each([
    ['bad-input', 400],
    ['forbidden', 403],
    ['order-unknown', 404],
    ['unknown-call', 404],
    ['article-taken', 409],
    ['internal', 500],
    ['disk-full', 500],
    ['busy', 503],
  ])('%s is %i', (code, status) => expect(statusOf({ code })).toBe(status));
});

describe('the preflight', () => {
  it('lets Node 24 through and sends an older one to npm', () => {
    expect(nodeFault('24.21.0')).toBeNull();
    expect(nodeFault('20.20.2')).toMatch(/runs on Node 24, and this is Node 20\.20\.2.*npm ci/u);
  });
});
