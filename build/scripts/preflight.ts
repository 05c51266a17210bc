const LEAST_NODE = 24;

/** Null when this Node will do, else the sentence to print. better-sqlite3 dies without a word on older ones. */
export function nodeFault(version: string): string | null {
  const major = Number(version.split('.')[0]);
  if (major >= LEAST_NODE) return null;
  return (
    `Korob runs on Node ${LEAST_NODE}, and this is Node ${version}. ` +
    'Run it through npm (npm start, npm run demo), which brings the right Node along; if it does not, run npm ci first.'
  );
}
