type Note = readonly [frequencyHz: number, startMs: number, lengthMs: number, wave: OscillatorType];

/** What there is to hear. `cell`: right, and it belongs on the wall; `whole`: right, and an order of several things is complete. */
export type Tune = 'right' | 'ask' | 'wrong' | 'stop' | 'cell' | 'whole';

/** Voices that cannot be taken for one another, even beside a conveyor: up, a question, two low, a siren, a knock, a chord upwards. */
const TUNES: Readonly<Record<Tune, readonly Note[]>> = {
  right: [
    [880, 0, 70, 'sine'],
    [1320, 75, 110, 'sine'],
  ],
  ask: [
    [660, 0, 90, 'triangle'],
    [660, 140, 90, 'triangle'],
    [880, 280, 140, 'triangle'],
  ],
  wrong: [
    [220, 0, 160, 'square'],
    [196, 190, 260, 'square'],
  ],
  stop: [
    [520, 0, 180, 'sawtooth'],
    [390, 180, 180, 'sawtooth'],
    [520, 360, 180, 'sawtooth'],
    [390, 540, 280, 'sawtooth'],
  ],
  cell: [
    [1320, 0, 60, 'sine'],
    [880, 70, 60, 'sine'],
    [1320, 140, 110, 'sine'],
  ],
  whole: [
    [660, 0, 90, 'sine'],
    [880, 95, 90, 'sine'],
    [1100, 190, 90, 'sine'],
    [1320, 285, 200, 'sine'],
  ],
};
const LOUDEST = 0.35;

let context: AudioContext | null = null;
let allowed = true;
let loudness = 1;

/** `volume` in percent; 0 is silence. */
export const allowSound = (on: boolean, volume: number): void => {
  allowed = on && volume > 0;
  loudness = volume / 100;
};

/** A browser keeps sound asleep until a person touches something; any key is enough. */
export function wakeSound(): void {
  if (!allowed) return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
}

export const isSilent = (): boolean => context === null || context.state !== 'running';

export function play(tone: Tune): void {
  if (!allowed || context === null || context.state !== 'running') return;
  for (const [frequencyHz, startMs, lengthMs, wave] of TUNES[tone]) {
    const start = context.currentTime + startMs / 1000;
    const end = start + lengthMs / 1000;
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.type = wave;
    oscillator.frequency.value = frequencyHz;
    gain.gain.setValueAtTime(0.0001, start);
    gain.gain.exponentialRampToValueAtTime(LOUDEST * loudness, start + 0.012);
    gain.gain.exponentialRampToValueAtTime(0.0001, end);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(end);
  }
}
