import type { Answer, Input } from '#shared/contract/index.ts';

import type { CommandName } from './topics.ts';
import { call } from './wire.ts';

export type CommandInput<N extends CommandName> = Omit<Input<N>, 'operationId'>;

const PAUSES_MS = [150, 500, 1500];

/**
 * Sends a command under an id made by the caller. While the host does not answer the same id is sent again,
 * so the deed happens once however often it was asked for.
 */
export async function send<N extends CommandName>(name: N, operationId: string, input: CommandInput<N>): Promise<Answer<N>> {
  let answer = await call(name, { ...input, operationId } as unknown as Input<N>);
  for (const pause of PAUSES_MS) {
    if (answer.ok || answer.error.code !== 'host-gone') return answer;
    await new Promise((done) => setTimeout(done, pause));
    answer = await call(name, { ...input, operationId } as unknown as Input<N>);
  }
  return answer;
}
