import type { Log } from '#electron/ports/log.ts';
import type { PrinterRow } from '#electron/ports/print-store.ts';
import type { PrinterFound, PrinterGuess } from '#electron/ports/printing.ts';

import type { Identity, Language } from './languages/language.ts';
import { profileOf, readProfiles, type Profile } from './profiles.ts';
import type { Link, Transport } from './transports/transport.ts';

interface FindingPorts {
  readonly transports: readonly Transport[];
  readonly languages: readonly Language[];
  readonly resourcesDir: string;
  readonly log: Log;
}
const ANSWER_MS = 700;

/** Looks through the queues and ports of this machine, and at the address of a network printer when one is given. */
export function createFinding(ports: FindingPorts): (address: string | null) => Promise<readonly PrinterGuess[]> {
  let profiles: readonly Profile[] | null = null;
  const guess = (found: PrinterFound, heard: Heard | null): PrinterGuess => {
    profiles ??= readProfiles(ports.resourcesDir);
    const known = profileOf(profiles, `${heard?.identity?.model ?? ''} ${found.model}`);
    return {
      ...found,
      name: heard?.identity?.model ?? found.name,
      profile: known?.name ?? null,
      language: heard?.language ?? known?.language ?? null,
      dpi: heard?.identity?.dpi ?? known?.dpi ?? null,
    };
  };
  const listed = async (transport: Transport): Promise<readonly PrinterGuess[]> => {
    try {
      return ((await transport.list?.()) ?? []).map((found) => guess(found, null));
    } catch (error) {
      ports.log.write('warn', 'printers-not-listed', { transport: transport.id, error: String(error) });
      return [];
    }
  };
  return async (address) => {
    if (address === null) return (await Promise.all(ports.transports.map(listed))).flat();
    const transport = ports.transports.find((one) => one.id === 'tcp');
    if (transport === undefined || !transport.accepts(address)) return [];
    const link = transport.open({ address } as PrinterRow, () => undefined);
    try {
      const heard = await interview(link, ports.languages);
      return heard === null ? [] : [guess({ transport: 'tcp', address: address.trim(), name: address.trim(), model: '' }, heard)];
    } finally {
      link.close();
    }
  };
}

interface Heard {
  /** The language it answered in; null when it took the connection and said nothing. */
  readonly language: PrinterRow['language'] | null;
  readonly identity: Identity | null;
}

/** Null: nobody is there. Questions of one language are noise in another, so the first that is answered wins. */
async function interview(link: Link, languages: readonly Language[]): Promise<Heard | null> {
  if (link.query === null) return null;
  for (const language of languages) {
    for (const question of [language.identity, language.status]) {
      if (question === null) continue;
      const result = await link.query(question.query, (bytes) => question.parse(bytes) !== null, ANSWER_MS);
      if (result.kind === 'unreachable') return null;
      if (result.kind !== 'answer') continue;
      return { language: language.id, identity: question === language.identity ? language.identity.parse(result.bytes) : null };
    }
  }
  return { language: null, identity: null };
}
