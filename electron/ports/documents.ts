/** Papers of the warehouse: what each says. How it looks is the business of the documents' room. Times are UTC milliseconds. */
export type PaperData = PickList | PackingSlip | SupplySheet | TransferAct | ReturnsSheet | ScannerSheet;

/** What to take from shelves, in the order a person walks. */
export interface PickList {
  readonly kind: 'pick-list';
  readonly madeAtMs: number;
  /** The supply it is for; null: everything that can be packed now. */
  readonly supplyName: string | null;
  /** The wave it is for: its number, and the code by which the whole list comes back as done. Codes of its rows are of their lines then. */
  readonly wave?: { readonly number: number; readonly code: string };
  readonly orders: number;
  readonly rows: readonly {
    /** Null: the goods lie nowhere we know. */
    readonly bin: string | null;
    readonly article: string;
    readonly name: string;
    readonly barcode: string;
    readonly quantity: number;
    readonly orders: readonly string[];
  }[];
}

/** What lies in the parcel. */
export interface PackingSlip {
  readonly kind: 'packing-slip';
  readonly madeAtMs: number;
  readonly seller: string;
  readonly accountName: string;
  readonly orderNumber: string;
  readonly orderedAtMs: number;
  readonly rows: readonly { readonly article: string; readonly name: string; readonly quantity: number }[];
  /** In minor units. */
  readonly price: { readonly minor: number; readonly currency: string } | null;
}

/** A supply and what is in it, for whoever loads the car. */
export interface SupplySheet {
  readonly kind: 'supply-sheet';
  readonly madeAtMs: number;
  readonly supplyName: string;
  readonly supplyNumber: string | null;
  /** Text of the supply's own code, null until the marketplace gave one. */
  readonly code: string | null;
  readonly accountName: string;
  readonly warehouseName: string | null;
  readonly shippingDate: string | null;
  readonly boxes: number;
  readonly rows: readonly ParcelRow[];
}

/** The seller hands parcels over, somebody receives them. */
export interface TransferAct {
  readonly kind: 'transfer-act';
  readonly madeAtMs: number;
  readonly seller: string;
  readonly taxId: string;
  readonly channel: string;
  readonly supplyName: string;
  readonly supplyNumber: string | null;
  readonly boxes: number;
  readonly rows: readonly ParcelRow[];
  /** Sum of the orders in minor units; null where a price is not known. */
  readonly total: { readonly minor: number; readonly currency: string } | null;
}

export interface ParcelRow {
  readonly number: string;
  readonly caption: string;
  readonly article: string;
  readonly name: string;
  readonly quantity: number;
  readonly packed: boolean;
}

/** Parcels whose orders were cancelled: to be found, taken apart and put back. */
export interface ReturnsSheet {
  readonly kind: 'returns-sheet';
  readonly madeAtMs: number;
  readonly rows: readonly {
    readonly number: string;
    readonly caption: string;
    readonly article: string;
    readonly name: string;
    readonly barcode: string;
    readonly quantity: number;
    /** Where its kind lies. */
    readonly bin: string | null;
  }[];
}

/** The three codes a scanner is learnt by, for scanners that read no screens. */
export interface ScannerSheet {
  readonly kind: 'scanner-sheet';
  readonly madeAtMs: number;
  readonly marking: string;
  readonly rows: readonly string[];
}

/** Languages that papers speak. */
export type PaperLanguage = 'ru' | 'en';

/** Draws papers as PDF with letters of every script we print embedded. */
export interface Documents {
  draw(paper: PaperData, language: PaperLanguage): Promise<Uint8Array>;
}

/** Shows a paper by the means of the host, where it is printed by the system's own dialog. */
export interface Papers {
  /** The address to open in a new tab, on this host alone; null: the host has shown it by itself. */
  show(pdf: Uint8Array, name: string): Promise<{ readonly url: string | null }>;
}
