import type { ScalesProtocolId } from './scales.ts';
import type { ScannerHabits } from './scanner.ts';

/** How one place of work is furnished; nothing here changes a fact of the warehouse. */
export interface StationSettings {
  /** Null: the scanner was never learnt, the usual ones work. */
  readonly scanner: ScannerHabits | null;
  /** Loudness of tones and voice, in percent; 0 is silence. */
  readonly volume: number;
  /** Whether the few words that matter are also spoken. */
  readonly voice: boolean;
  /** The hand that holds the scanner: the side panel stands on the other side of it. */
  readonly hand: 'right' | 'left';
  /** Port of a serial scanner, `COM3` or `/dev/ttyUSB0:115200`; empty: none. */
  readonly scannerPort: string;
  /** Port of the scales, likewise. */
  readonly scalesPort: string;
  readonly scalesProtocol: ScalesProtocolId;
  /** A parcel is weighed before its label comes out. */
  readonly weighs: boolean;
}

export const PLAIN_STATION: StationSettings = {
  scanner: null,
  volume: 100,
  voice: false,
  hand: 'right',
  scannerPort: '',
  scalesPort: '',
  scalesProtocol: 'ascii',
  weighs: false,
};
