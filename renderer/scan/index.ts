export { listenForScans, offer, type Scan, useHabits, useRawPresses, useScan, useScanGuard, useTyped } from './hub.ts';
export { hear, learn, type Lesson, type LessonFault, type LessonNote, type RawPress, type Sample } from './learn.ts';
export { play, type Tune } from './sound.ts';
export { TEST_CODES, type TestCode } from './test-codes.ts';
export { hasVoice, say } from './voice.ts';
