import type { Lan } from '#electron/ports/machine.ts';

import { type Access, lanAddresses } from './access.ts';
import { qrRows } from './compose.ts';
import type { WebServer } from './server.ts';

/** The door to the network: the same port on every address of this machine, opened and closed while the program runs. */
export function createLan(server: WebServer, port: number, access: () => Access | null): Lan {
  let open: readonly string[] = [];
  return {
    isOn: () => open.length > 0,
    async turn(on) {
      await server.closeOthers();
      open = [];
      if (!on) return true;
      const tried = await Promise.all(lanAddresses().map(async (address) => ((await server.listenAlso(port, address)) ? address : null)));
      open = tried.filter((address) => address !== null);
      return open.length > 0;
    },
    addresses: () =>
      open.map((address) => {
        const url = `http://${address}:${port}/`;
        return { url, qr: qrRows(url) };
      }),
    pairing: () => access()?.pairingCode() ?? { code: '', validUntilMs: 0 },
  };
}
