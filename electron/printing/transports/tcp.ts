import { BlockList, isIP, Socket } from 'node:net';

import type { Timers } from '#electron/ports/clock.ts';

import { openStreamLink, type StreamTiming } from './stream-link.ts';
import type { Transport } from './transport.ts';

export interface TcpTiming extends StreamTiming {
  readonly connectMs: number;
}
const USUAL: TcpTiming = { connectMs: 1_200, stallMs: 10_000 };

/** This machine and the local network: labels carry buyers' orders and go nowhere else. */
const NEAR = new BlockList();
NEAR.addSubnet('127.0.0.0', 8);
NEAR.addSubnet('10.0.0.0', 8);
NEAR.addSubnet('172.16.0.0', 12);
NEAR.addSubnet('192.168.0.0', 16);
NEAR.addSubnet('169.254.0.0', 16);
NEAR.addAddress('::1', 'ipv6');
NEAR.addSubnet('fc00::', 7, 'ipv6');
NEAR.addSubnet('fe80::', 10, 'ipv6');

/** host:port; 9100 when no port is said. Null: neither a name nor an address of a machine. */
export function tcpAddress(text: string): { readonly host: string; readonly port: number } | null {
  const match = /^(?:\[(?<six>[0-9a-f:.]+)\]|(?<host>[^\s:/@]+))(?::(?<port>\d{1,5}))?$/iu.exec(text.trim());
  const host = match?.groups?.['six'] ?? match?.groups?.['host'];
  const port = Number(match?.groups?.['port'] ?? 9100);
  if (host === undefined || port < 1 || port > 65_535) return null;
  const named = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.?$/iu.test(host);
  const family = isIP(host);
  const near = family === 0 ? named && !/^[\d.]+$/u.test(host) : NEAR.check(host, family === 4 ? 'ipv4' : 'ipv6');
  return near ? { host, port } : null;
}

/** Port 9100, two ways. One connection a printer, kept open between labels and made again on demand. */
export const tcpTransport = (timers: Timers, timing: TcpTiming = USUAL): Transport => ({
  id: 'tcp',
  accepts: (address) => tcpAddress(address) !== null,
  open: (printer, onBroken) => openStreamLink(() => dial(printer.address, timers, timing), onBroken, timers, timing),
  list: null,
});

function dial(address: string, timers: Timers, timing: TcpTiming): Promise<Socket | null> {
  const target = tcpAddress(address);
  if (target === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    const socket = new Socket();
    const fail = () => {
      stop();
      socket.destroy();
      resolve(null);
    };
    const stop = timers.after(timing.connectMs, fail);
    socket.once('error', fail);
    socket.connect(target.port, target.host, () => {
      stop();
      socket.off('error', fail);
      socket.setNoDelay(true);
      socket.setKeepAlive(true, 10_000);
      resolve(socket);
    });
  });
}
