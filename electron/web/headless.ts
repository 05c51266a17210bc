import type { Station } from './station.ts';
import { OWNER } from './station.ts';

/** Plays one shift of the demo, a step a line, and answers the exit code. */
export async function playHeadless({ engine, market }: Station): Promise<number> {
  if (engine === null || market === null) throw new Error('a shift needs the demo');
  try {
    await market.play(engine, OWNER, (line) => console.log(line));
    return 0;
  } catch (error) {
    console.error(`The shift broke: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}
