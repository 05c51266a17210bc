import { createHash } from 'node:crypto';
import { statfsSync } from 'node:fs';

import type { Machine } from '#electron/ports/machine.ts';

import type { LogFile } from './log-file.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

export function createMachine(
  facts: Pick<Machine, 'version' | 'host' | 'mode' | 'training' | 'lan'> & { dataDir: string; log: LogFile },
): Machine {
  const electron = process.versions['electron'];
  return {
    version: facts.version,
    host: facts.host,
    mode: facts.mode,
    runtime: `${electron === undefined ? '' : `Electron ${electron}, `}Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    memoryBytes: () => process.memoryUsage.rss(),
    freeBytes() {
      try {
        const disk = statfsSync(facts.dataDir);
        return disk.bavail * disk.bsize;
      } catch {
        return null;
      }
    },
    logTail: (lines) => facts.log.tail(lines),
    sha256,
    training: facts.training,
    lan: facts.lan,
  };
}
