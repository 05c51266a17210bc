import { OWNER, type Station } from './station.ts';

/** Plays one shift of the demo over this host's own HTTP, a step a line, and answers the exit code. */
export async function playHeadless({ engine, market, url }: Station): Promise<number> {
  if (engine === null || market === null) throw new Error('a shift needs the demo');
  try {
    const made = await engine.ask('token.create', { name: 'shift', permissions: ['read', 'pack', 'stock', 'manage'] }, OWNER);
    if (!made.ok) throw new Error(made.error.code);
    await market.play({ url, token: made.value.token }, (line) => console.log(line));
    return 0;
  } catch (error) {
    console.error(`The shift broke: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}
