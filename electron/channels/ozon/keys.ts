import type { Credentials, CredentialsReading } from '#electron/channels/channel.ts';

/**
 * A key of Ozon says nothing of itself: its shape is all that can be checked here, its end and its rights are asked of `/v1/roles`.
 * The number of the cabinet (Client-Id) is copied beside it and is the account's key.
 */
export function readKey(credentials: Credentials): CredentialsReading {
  const sellerId = bareClientId(credentials.clientId ?? '');
  const faults: CredentialsReading['faults'][number][] = [];
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(bareKey(credentials.token))) faults.push({ fault: 'not-a-token' });
  if (!/^\d{1,15}$/u.test(sellerId)) faults.push({ fault: 'seller-number-missing' });
  return {
    faults,
    warnings: [],
    sellerId: /^\d{1,15}$/u.test(sellerId) ? sellerId : null,
    kind: null,
    categories: [],
    readOnly: false,
    expiresAtMs: null,
  };
}

/** People paste keys with blanks around them, or with the name of the header before them. */
export const bareKey = (key: string): string => key.trim().replace(/^api-key\s*:?\s*/iu, '');
export const bareClientId = (text: string): string => text.trim().replace(/^client-id\s*:?\s*/iu, '');
