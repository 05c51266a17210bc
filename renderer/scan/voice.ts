let allowed = false;
let language = 'ru';
let volume = 1;

/** `percent`: how loud; the voice is one of this computer or none. */
export const allowVoice = (on: boolean, inLanguage: string, percent: number): void => {
  allowed = on;
  language = inLanguage;
  volume = percent / 100;
  if (!on) globalThis.speechSynthesis?.cancel();
};

/** Only voices of this computer: what is said here goes to no network, and it is said without one. */
function localVoice(): SpeechSynthesisVoice | null {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  return voices.find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language)) ?? null;
}

export const hasVoice = (): boolean => localVoice() !== null;

/** Says a few words; what is still being said is cut off, because the next scan is what matters. Waits for nothing, and may stay silent. */
export function say(words: string, asTest = false): void {
  if (!allowed && !asTest) return;
  const voice = localVoice();
  if (voice === null) return;
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.volume = volume;
  utterance.rate = 1.15;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
}
