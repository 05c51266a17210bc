type Note = readonly [frequencyHz: number, startMs: number, lengthMs: number, wave: OscillatorType];

/** Four voices that cannot be taken for one another, even beside a conveyor: up, a question, two low, a siren. */
const TUNES: Readonly<Record<'right' | 'ask' | 'wrong' | 'stop', readonly Note[]>> = {
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
};

let context: AudioContext | null = null;
let allowed = true;

export const allowSound = (on: boolean): void => {
  allowed = on;
};

/** A browser keeps sound asleep until a person touches something; any key is enough. */
export function wakeSound(): void {
  if (!allowed) return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
}

export const isSilent = (): boolean => context === null || context.state !== 'running';

export function play(tone: keyof typeof TUNES): void {
  if (!allowed || context === null || context.state !== 'running') return;
  for (const [frequencyHz, startMs, lengthMs, wave] of TUNES[tone]) {
    const start = context.currentTime + startMs / 1000;
    const end = start + lengthMs / 1000;
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.type = wave;
    oscillator.frequency.value = frequencyHz;
    gain.gain.setValueAtTime(0.0001, start);
    gain.gain.exponentialRampToValueAtTime(0.35, start + 0.012);
    gain.gain.exponentialRampToValueAtTime(0.0001, end);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(end);
  }
}
