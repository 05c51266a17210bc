/** Lines of a text inside its frame. Heights and widths in dots. */
export interface LaidText {
  readonly lines: readonly string[];
  readonly capDots: number;
  /** Something did not fit even at the smallest size and was left out. */
  readonly cut: boolean;
}

export interface TextFrame {
  readonly widthDots: number;
  readonly heightDots: number;
  /** Height of a capital as it was asked for. */
  readonly capDots: number;
  readonly fit: 'shrink' | 'wrap';
  /** The smallest height of a capital that can still be read on paper. */
  readonly leastCapDots: number;
}

/** From base line to base line, in heights of a capital: «Й» above does not touch «у» beneath. */
export const LINE_PITCH = 1.65;
/** From the upper edge of the frame to the first base line: room for the dots of «Ё». */
export const FIRST_BASE = 1.3;

/** @param measure width of a line in dots with capitals so high */
export function layText(text: string, frame: TextFrame, measure: (line: string, capDots: number) => number): LaidText {
  const least = Math.min(frame.capDots, frame.leastCapDots);
  for (let capDots = frame.capDots; capDots >= least; capDots -= 1) {
    const lines = broken(text, frame, (line) => measure(line, capDots));
    if (lines !== null && heightOf(lines.length, capDots) <= frame.heightDots) return { lines, capDots, cut: false };
  }
  return cutShort(text, { ...frame, capDots: least }, measure);
}

const heightOf = (lines: number, capDots: number): number => capDots * (FIRST_BASE + 0.35 + (lines - 1) * LINE_PITCH);

/** Null when a line, or a single word of it, is wider than the frame. */
function broken(text: string, frame: TextFrame, measure: (line: string) => number): readonly string[] | null {
  const paragraphs = text.split('\n').map((line) => line.trim());
  if (frame.fit === 'shrink') {
    const line = paragraphs.join(' ');
    return measure(line) <= frame.widthDots ? [line] : null;
  }
  const lines: string[] = [];
  for (const paragraph of paragraphs) {
    let line = '';
    for (const word of paragraph.split(/ +/u)) {
      if (measure(word) > frame.widthDots) return null;
      const longer = line === '' ? word : `${line} ${word}`;
      if (measure(longer) <= frame.widthDots) line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    lines.push(line);
  }
  return lines;
}

/** At the smallest size, what still fits: words are broken where they must be, and the last line ends with an ellipsis. */
function cutShort(text: string, frame: TextFrame, measure: (line: string, capDots: number) => number): LaidText {
  const { capDots } = frame;
  const room = frame.fit === 'shrink' ? 1 : 1 + Math.floor((frame.heightDots / capDots - FIRST_BASE - 0.35) / LINE_PITCH);
  const most = Math.max(1, room);
  const lines: string[] = [];
  let rest = text.replaceAll('\n', ' ').trim();
  while (rest !== '' && lines.length < most) {
    const last = lines.length === most - 1;
    const line = longest(rest, last, (part) => measure(part, capDots) <= frame.widthDots);
    lines.push(line.shown);
    rest = line.rest;
  }
  return { lines, capDots, cut: rest !== '' };
}

function longest(text: string, last: boolean, fits: (part: string) => boolean): { readonly shown: string; readonly rest: string } {
  if (fits(text)) return { shown: text, rest: '' };
  const letters = Array.from(text);
  let count = letters.length - 1;
  while (count > 1 && !fits(letters.slice(0, count).join('') + (last ? '…' : ''))) count -= 1;
  const part = letters.slice(0, count).join('');
  if (last) return { shown: `${part.trimEnd()}…`, rest: text.slice(part.length) };
  const blank = part.lastIndexOf(' ');
  const shown = blank > 0 ? part.slice(0, blank) : part;
  return { shown, rest: text.slice(shown.length).trim() };
}
