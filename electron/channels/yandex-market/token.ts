import type { Credentials, CredentialsReading } from '#electron/channels/channel.ts';

/** Letters, digits and the signs of base64, parted by colons. */
const KEY = /^[A-Za-z0-9:_\-.+/=]{24,512}$/u;
/** A key of the old way in (OAuth) begins so; it goes into another header and dies within a year. */
const OAUTH = /^y\d_/u;
const NUMBER = /^\d{1,18}$/u;

/**
 * What can be said of an Api-Key without asking the Market: its shape. It names neither the cabinet nor its rights nor an end (it has none);
 * `seller()` asks for those. The number of the cabinet is needed only for a key that opens several.
 */
export function readKey(credentials: Credentials): CredentialsReading {
  const key = bareKey(credentials.token);
  const cabinet = cabinetNumber(credentials);
  const faults: CredentialsReading['faults'][number][] = [];
  if (OAUTH.test(key)) faults.push({ fault: 'not-accepted', detail: 'OAuth' });
  else if (!KEY.test(key)) faults.push({ fault: 'not-a-token' });
  if (cabinet !== null && !NUMBER.test(cabinet)) faults.push({ fault: 'seller-number-missing', detail: cabinet.slice(0, 40) });
  return {
    faults,
    warnings: [],
    sellerId: cabinet !== null && NUMBER.test(cabinet) ? cabinet : null,
    kind: null,
    categories: [],
    readOnly: false,
    expiresAtMs: null,
  };
}

/** People paste a key with blanks around it, or with the name of its header; a prefix is refused («Api-Key token prefix invalid»). */
export const bareKey = (token: string): string => token.trim().replace(/^(?:api-key\s*:?|bearer)\s+/iu, '');

export function cabinetNumber(credentials: Credentials): string | null {
  const number = credentials.clientId?.trim() ?? '';
  return number === '' ? null : number;
}
