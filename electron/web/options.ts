import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  /** Null: the usual one, or any free one when that is taken. */
  readonly port: number | null;
  readonly dataDir: string;
  readonly mode: 'live' | 'demo' | 'training';
  readonly openBrowser: boolean;
  readonly headless: boolean;
  readonly dev: boolean;
  readonly lan: boolean;
  /** The simulated marketplace, and nothing set up yet: to try the first-run guide. */
  readonly empty: boolean;
  /** Only Wildberries in the demo. */
  readonly oneMarket: boolean;
}

export const USUAL_PORT = 4680;

export const USAGE = `Korob, the local web host
  --port N      listen on this port (usually ${USUAL_PORT})
  --data DIR    keep the database, keys, logs and backups here
  --no-open     do not open a browser
  --demo        a simulated marketplace with goods and orders
  --empty       with --demo: nothing set up yet, to try the first-run guide
  --one-market  with --demo: Wildberries alone
  --training    practice on a database of its own
  --headless    play one shift of the demo without a screen, then end
  --lan         let other devices of this network pair
  --dev         screens from the sources, reloaded as they change`;

/** Options from the command line, or the sentence that says what is wrong with them. */
export function parseOptions(argv: readonly string[], pid = process.pid): Options | { readonly wrong: string } {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        demo: { type: 'boolean', default: false },
        training: { type: 'boolean', default: false },
        headless: { type: 'boolean', default: false },
        dev: { type: 'boolean', default: false },
        lan: { type: 'boolean', default: false },
        empty: { type: 'boolean', default: false },
        'one-market': { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
  const port = values.port === undefined ? null : Number(values.port);
  if (port !== null && (!Number.isInteger(port) || port < 0 || port > 65_535)) return { wrong: `--port ${values.port} is not a port` };
  const demo = values.demo || values.headless;
  return {
    port,
    dataDir: path.resolve(values.data ?? (demo ? path.join(tmpdir(), `korob-demo-${pid}`) : userDataDir())),
    mode: values.training ? 'training' : demo ? 'demo' : 'live',
    openBrowser: !values['no-open'] && !values.headless,
    headless: values.headless,
    dev: values.dev,
    lan: values.lan,
    empty: values.empty,
    oneMarket: values['one-market'] || values.headless,
  };
}

function userDataDir(): string {
  if (process.platform === 'win32') return path.join(process.env['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local'), 'Korob');
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', 'Korob');
  return path.join(process.env['XDG_DATA_HOME'] ?? path.join(homedir(), '.local', 'share'), 'korob');
}
