/** A serial port of this machine, open for a scanner or scales. */
export interface SerialLine {
  write(bytes: Uint8Array): void;
  /** Nothing is heard after it, not even `onGone`. */
  close(): void;
}

/** COM ports, USB converters, Bluetooth: devices that talk by themselves or when asked. */
export interface SerialDevices {
  list(): Promise<readonly { readonly path: string; readonly name: string }[]>;
  /** Null: no such port, or another program holds it. `onGone`: it was unplugged, or failed. */
  open(path: string, baud: number, hear: (bytes: Uint8Array) => void, onGone: () => void): Promise<SerialLine | null>;
}
