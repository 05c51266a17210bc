import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Memory that takes files: the database is written, locked and read there as anywhere, only nobody waits for a disk to turn. */
const IN_MEMORY = '/dev/shm';

/** Runs `work` with a file of its own for one simulated life; the folder is gone afterwards. */
export async function inSimulationFolder<T>(work: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'korob-simulate-'));
  try {
    return await work(path.join(folder, 'korob.sqlite'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
