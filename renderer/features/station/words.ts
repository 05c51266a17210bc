import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

import type { LessonFault, LessonNote } from '../../scan/index.ts';
import type { Tone } from '../../ui/index.ts';

interface NoteWords {
  readonly tone: Tone;
  readonly what: MessageDescriptor;
  readonly next: MessageDescriptor;
}

/** What was learnt of a scanner. `stop`: to be changed in the scanner itself, by the codes of its own booklet. */
export const lessonNoteWords: Readonly<Record<LessonNote, NoteWords>> = {
  'gs-missing': {
    tone: 'stop',
    what: msg`Сканер теряет разделитель GS`,
    next: msg`Короб восстановит его по длине кода, но не у каждого товара. Включите в сканере передачу управляющих символов: в книжке это Function Code Mapping, Control Characters или «Ctrl+символ». Надёжнее всего режим COM-порта.`,
  },
  'no-suffix': {
    tone: 'wrong',
    what: msg`После кода сканер ничего не нажимает`,
    next: msg`Короб узнаёт конец кода по паузе. Включите в сканере суффикс Enter (CR): так надёжнее.`,
  },
  slow: {
    tone: 'wrong',
    what: msg`Сканер печатает медленно`,
    next: msg`Короб подстроился. Поставьте в сканере задержку между символами 0 мс: скан станет короче.`,
  },
  case: {
    tone: 'ask',
    what: msg`Сканер меняет большие и малые буквы местами`,
    next: msg`Короб возвращает их на место. В сканере выключите поправку на Caps Lock, если она есть.`,
  },
  'stand-in': {
    tone: 'right',
    what: msg`Вместо GS сканер шлёт другой знак`,
    next: msg`Короб меняет его на GS сам, но только в кодах маркировки.`,
  },
  prefix: { tone: 'right', what: msg`Сканер добавляет к коду своё`, next: msg`Короб убирает это сам.` },
  layout: { tone: 'right', what: msg`Включена русская раскладка`, next: msg`Она не мешает: Короб смотрит на место клавиши.` },
  'caps-lock': { tone: 'right', what: msg`Включён Caps Lock`, next: msg`Он не мешает: Короб смотрит на место клавиши.` },
};

export const lessonFaultWords: Readonly<Record<LessonFault, { readonly what: MessageDescriptor; readonly next: MessageDescriptor }>> = {
  'other-code': { what: msg`Считался другой код`, next: msg`Сканируйте тот код, что показан сейчас. Соседние прикройте рукой.` },
  'other-keyboard': {
    what: msg`Сканер настроен на клавиатуру другой страны`,
    next: msg`В его книжке найдите Keyboard Country / Language и выберите USA (English). Потом сканируйте этот код ещё раз.`,
  },
  'alt-codes': {
    what: msg`Сканер набирает каждый знак через Alt`,
    next: msg`В его книжке выключите ALT mode (Keypad Emulation): так он в разы медленнее и теряет знаки. Потом сканируйте ещё раз.`,
  },
  'too-short': { what: msg`Пришло слишком мало`, next: msg`Поднесите сканер ближе и сканируйте ещё раз.` },
};
