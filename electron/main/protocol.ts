import { protocol, type Session } from 'electron';

import { CONTENT_SECURITY_POLICY, screenFile, SECURITY_HEADERS } from '#electron/node/screen-files.ts';

/** The only origin a window ever shows. */
export const APP_ORIGIN = 'app://korob';

/** Must run before the application is ready. */
export function announceScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Answers `app://korob/…` from the built screens and nothing outside them; `instead` is the page shown in place of a program that did not start. */
export function serveScreens(
  session: Session,
  screens: string,
  instead: () => { readonly html: string; readonly headers: Readonly<Record<string, string>> } | null,
): void {
  session.protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const page = instead();
    if (url.host !== 'korob' || request.method !== 'GET') return refused(403);
    if (page !== null) return new Response(page.html, { status: 200, headers: page.headers });
    const file = await screenFile(screens, url.pathname);
    if (file.kind !== 'file') return refused(file.status);
    return new Response(Buffer.from(file.body), { status: file.status, headers: file.headers });
  });
}

const refused = (status: number): Response =>
  new Response('', { status, headers: { ...SECURITY_HEADERS, 'content-security-policy': CONTENT_SECURITY_POLICY } });
