import type { Credentials } from '#electron/channels/channel.ts';

/** Credentials as one secret of the vault. A key alone is kept as it is; with a second part both stand in JSON, which no key looks like. */
export const sealCredentials = ({ token, clientId }: Credentials): string =>
  clientId === undefined || clientId === '' ? token : JSON.stringify({ token, clientId });

export function openCredentials(secret: string): Credentials {
  if (!secret.startsWith('{')) return { token: secret };
  const { token, clientId } = JSON.parse(secret) as { readonly token: string; readonly clientId: string };
  return { token, clientId };
}
