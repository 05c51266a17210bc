import type { SpoolerFacts } from './windows-status.ts';

/** What we ask of winspool.drv. Nothing here throws for what a printer does; a null or a `not-sent` says it. */
export interface Spooler {
  printers(): Promise<readonly { readonly name: string; readonly driver: string; readonly port: string }[]>;
  /** Null: there is no such printer, or it cannot be opened. */
  facts(printer: string): Promise<SpoolerFacts | null>;
  print(
    printer: string,
    document: string,
    bytes: Uint8Array,
  ): Promise<{ readonly kind: 'sent'; readonly jobId: number } | { readonly kind: 'not-sent' | 'maybe'; readonly problem: string }>;
}

/** winspool.h: printers of this machine and those of others that it is connected to. */
const LOCAL_AND_CONNECTED = 0x2 | 0x4;
const JOBS_AT_MOST = 1000;
/** The driver is an XPS one (version 4): raw jobs must be passed on as `XPS_PASS`, or they come out empty (facts: printing §1.2). */
const DRIVER_XPS = 0x2;
const PIECE_BYTES = 1_048_576;

let opened: Promise<Spooler> | null = null;

/** Opens the system's library, once; only on Windows. */
export const openSpooler = (): Promise<Spooler> => (opened ??= load());

async function load(): Promise<Spooler> {
  const { default: koffi } = await import('koffi');
  const api = winspoolOf(koffi);
  const rows = (bytes: Uint8Array, count: number, type: string): Record<string, unknown>[] =>
    count === 0 ? [] : (koffi.decode(bytes, koffi.array(type, count)) as Record<string, unknown>[]);
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');

  const withPrinter = async <T>(name: string, absent: T, work: (handle: unknown) => Promise<T>): Promise<T> => {
    const out: unknown[] = [null];
    if (!(await api.open(name, out, null))) return absent;
    try {
      return await work(out[0]);
    } finally {
      await api.close(out[0]);
    }
  };
  const attributesOfDriver = async (handle: unknown): Promise<number> => {
    const row = await filled((buffer, size, needed) => api.driver(handle, null, 8, buffer, size, needed));
    return row === null ? 0 : Number(rows(row, 1, 'KorobDriver')[0]?.['attributes'] ?? 0);
  };
  const facts = async (handle: unknown): Promise<SpoolerFacts | null> => {
    const row = await filled((buffer, size, needed) => api.printer(handle, 2, buffer, size, needed));
    if (row === null) return null;
    const [printer] = rows(row, 1, 'KorobPrinterRow');
    const count: number[] = [0];
    const queue = await filled((buffer, size, needed) => api.jobs(handle, 0, JOBS_AT_MOST, 1, buffer, size, needed, count));
    const jobs = queue === null ? [] : rows(queue, count[0] ?? 0, 'KorobJob');
    return {
      status: Number(printer?.['status'] ?? 0),
      attributes: Number(printer?.['attributes'] ?? 0),
      jobs: jobs.map((job) => ({ id: Number(job['id']), status: Number(job['status']) })),
    };
  };

  return {
    async printers() {
      const count: number[] = [0];
      const found = await filled((buffer, size, needed) => api.enumerate(LOCAL_AND_CONNECTED, null, 2, buffer, size, needed, count));
      const printers = found === null ? [] : rows(found, count[0] ?? 0, 'KorobPrinterRow');
      return printers.map((row) => ({ name: text(row['name']), driver: text(row['driver']), port: text(row['port']) }));
    },
    facts: (printer) => withPrinter<SpoolerFacts | null>(printer, null, facts),
    print: (printer, document, bytes) =>
      withPrinter<Printed>(printer, { kind: 'not-sent', problem: 'printer-gone' }, async (handle) => {
        const datatype = ((await attributesOfDriver(handle)) & DRIVER_XPS) === 0 ? 'RAW' : 'XPS_PASS';
        return printed(api, handle, { document, datatype }, bytes);
      }),
  };
}

type Printed = Awaited<ReturnType<Spooler['print']>>;

async function printed(
  api: Winspool,
  handle: unknown,
  { document, datatype }: { readonly document: string; readonly datatype: 'RAW' | 'XPS_PASS' },
  bytes: Uint8Array,
): Promise<Printed> {
  const jobId = await api.startDocument(handle, 1, { document, file: null, datatype });
  if (jobId === 0) return { kind: 'not-sent', problem: 'queue-refused' };
  if (!(await api.startPage(handle))) {
    await api.abort(handle);
    return { kind: 'not-sent', problem: 'queue-refused' };
  }
  for (let from = 0; from < bytes.length;) {
    const written: number[] = [0];
    const piece = bytes.subarray(from, from + PIECE_BYTES);
    const took = await api.write(handle, piece, piece.length, written);
    from += written[0] ?? 0;
    if (took && (written[0] ?? 0) > 0) continue;
    await api.abort(handle);
    return from === 0 ? { kind: 'not-sent', problem: 'queue-refused' } : { kind: 'maybe', problem: 'connection-broken' };
  }
  await api.endPage(handle);
  return (await api.endDocument(handle)) ? { kind: 'sent', jobId } : { kind: 'maybe', problem: 'connection-broken' };
}

/** Windows is asked twice: for the size, and for the answer. Null: neither came. */
async function filled(ask: (buffer: Uint8Array | null, size: number, needed: number[]) => Promise<number>): Promise<Uint8Array | null> {
  const needed: number[] = [0];
  await ask(null, 0, needed);
  const size = needed[0] ?? 0;
  if (size === 0) return null;
  const buffer = Buffer.alloc(size);
  return (await ask(buffer, size, needed)) ? buffer : null;
}

/** A native function called on a thread of the library's own pool: the main thread never waits for a dead printer. */
type Native = (...args: readonly unknown[]) => Promise<number>;
type Winspool = ReturnType<typeof winspoolOf>;

/** The functions by their declarations, and the rows they fill. Text that we do not read is left as a pointer. */
function winspoolOf(koffi: typeof import('koffi').default) {
  const library = koffi.load('winspool.drv');
  koffi.opaque('KorobPrinter');
  koffi.struct('KorobDocument', { document: 'str16', file: 'str16', datatype: 'str16' });
  /** Fields as «name type», in the order of winspool.h. */
  const struct = (name: string, fields: string): void => {
    koffi.struct(name, Object.fromEntries(fields.split(',').map((field) => field.trim().split(/ (.*)/u, 2))) as Record<string, string>);
  };
  struct(
    'KorobPrinterRow',
    `server void *, name str16, share void *, port str16, driver str16, comment void *, location void *, devMode void *, separator void *,
    processor void *, datatype void *, parameters void *, security void *, attributes uint32_t, priority uint32_t, defaultPriority uint32_t,
    startTime uint32_t, untilTime uint32_t, status uint32_t, jobs uint32_t, pagesPerMinute uint32_t`,
  );
  struct(
    'KorobJob',
    `id uint32_t, printer void *, machine void *, user void *, document void *, datatype void *, statusText void *, status uint32_t,
    priority uint32_t, position uint32_t, pages uint32_t, printed uint32_t, submitted uint16_t [8]`,
  );
  struct(
    'KorobDriver',
    `version uint32_t, name void *, environment void *, path void *, data void *, config void *, help void *, dependent void *,
    monitor void *, defaultType void *, previous void *, date uint32_t [2], driverVersion uint64_t, maker void *, url void *, hardware void *,
    provider void *, processor void *, setup void *, profiles void *, inf void *, attributes uint32_t, core void *,
    inboxDate uint32_t [2], inboxVersion uint64_t`,
  );
  const native = (signature: string): Native => {
    const call = library.func(signature);
    return (...args) =>
      new Promise((resolve, reject) => {
        call.async(...args, (error: Error | null, result: number) => (error === null ? resolve(result) : reject(error)));
      });
  };
  const handle = 'KorobPrinter *printer';
  const answer = 'uint8_t *rows, uint32_t size, _Out_ uint32_t *needed';
  return {
    open: native('bool __stdcall OpenPrinterW(str16 name, _Out_ KorobPrinter **printer, void *defaults)'),
    close: native(`bool __stdcall ClosePrinter(${handle})`),
    startDocument: native(`uint32_t __stdcall StartDocPrinterW(${handle}, uint32_t level, KorobDocument *document)`),
    endDocument: native(`bool __stdcall EndDocPrinter(${handle})`),
    abort: native(`bool __stdcall AbortPrinter(${handle})`),
    startPage: native(`bool __stdcall StartPagePrinter(${handle})`),
    endPage: native(`bool __stdcall EndPagePrinter(${handle})`),
    write: native(`bool __stdcall WritePrinter(${handle}, const uint8_t *bytes, uint32_t size, _Out_ uint32_t *written)`),
    enumerate: native(`bool __stdcall EnumPrintersW(uint32_t flags, void *name, uint32_t level, ${answer}, _Out_ uint32_t *count)`),
    printer: native(`bool __stdcall GetPrinterW(${handle}, uint32_t level, ${answer})`),
    driver: native(`bool __stdcall GetPrinterDriverW(${handle}, void *environment, uint32_t level, ${answer})`),
    jobs: native(`bool __stdcall EnumJobsW(${handle}, uint32_t first, uint32_t most, uint32_t level, ${answer}, _Out_ uint32_t *count)`),
  };
}
