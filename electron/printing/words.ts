import { type Bitmap1, inked, threshold, toGray, windowOf } from './bitmap.ts';
import { lineOf, openTypeCase, type TypeCase } from './type/type-case.ts';

export interface Words {
  /** One line as a bitmap cut to its ink; printers' own fonts have no Cyrillic to rely on (facts: printing §5). */
  line(text: string, capHeightDots: number, weight: 'regular' | 'bold'): Promise<Bitmap1>;
  /** The letters themselves, for what is set line by line. */
  readonly type: TypeCase;
}

/** Draws text in the fonts of `resourcesDir`. */
export function createWords(resourcesDir: string): Words {
  const type = openTypeCase(resourcesDir);
  return {
    type,
    line(text, capHeightDots, weight) {
      const gray = toGray(lineOf(type, text, capHeightDots, weight));
      const box = inked(gray) ?? { left: 0, top: 0, width: 1, height: 1 };
      return Promise.resolve(threshold(windowOf(gray, box.left, box.top, box.width, box.height)));
    },
  };
}
