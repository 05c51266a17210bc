import { escapeHtml, plainPage } from './screen-files.ts';

export type StartFaultCode =
  | 'database-locked'
  | 'database-read-only'
  | 'database-broken'
  | 'database-from-future'
  | 'database-foreign'
  | 'sqlite-too-old'
  | 'disk-full'
  | 'network-share'
  | 'port-taken'
  | 'no-screens'
  | 'unexpected';

/** Why Korob did not start: shown as a page, printed in the terminal; the process ends with `exitCode`. */
export class StartFault extends Error {
  readonly code: StartFaultCode;
  /** The file or port it is about. */
  readonly subject: string;
  constructor(code: StartFaultCode, subject: string, options?: ErrorOptions) {
    super(`${code}: ${subject}`, options);
    this.name = 'StartFault';
    this.code = code;
    this.subject = subject;
  }
}

/** What happened, and what to do next. */
interface Words {
  readonly title: string;
  readonly next: string;
}

const RU: Readonly<Record<StartFaultCode, Words>> = {
  'database-locked': {
    title: 'База уже открыта другим Коробом',
    next: 'Закройте второй Короб на этом компьютере и откройте этот снова. Данные целы.',
  },
  'database-read-only': {
    title: 'В базу нельзя писать',
    next: 'Проверьте права на папку и не включена ли защита от записи, затем откройте Короб снова. Данные целы.',
  },
  'database-broken': {
    title: 'Файл базы повреждён',
    next: 'Ничего не удаляйте. Скопируйте папку данных целиком, затем положите на место базы последнюю копию из папки backups и откройте Короб снова.',
  },
  'database-from-future': {
    title: 'Базу создала более новая версия Короба',
    next: 'Установите последнюю версию Короба. Файл не тронут.',
  },
  'database-foreign': {
    title: 'Этот файл создала другая программа',
    next: 'Укажите Коробу другую папку данных. Файл не тронут.',
  },
  'sqlite-too-old': { title: 'Сборка Короба неполна: слишком старый SQLite', next: 'Установите Короб заново. Данные целы.' },
  'disk-full': { title: 'На диске нет места', next: 'Освободите хотя бы 1 ГБ и откройте Короб снова. Всё подтверждённое сохранено.' },
  'network-share': {
    title: 'База лежит на сетевом диске',
    next: 'Перенесите папку данных на диск этого компьютера: по сети база может повредиться. Другие места работы подключайте через браузер.',
  },
  'port-taken': { title: 'Порт уже занят', next: 'Закройте другую программу или запустите Короб с другим --port. Данные целы.' },
  'no-screens': { title: 'Экраны не собраны', next: 'Выполните npm run build и запустите снова.' },
  unexpected: {
    title: 'Короб не смог запуститься',
    next: 'Откройте Короб снова; если повторится, пришлите файл korob.log из папки данных.',
  },
};

const EN: Readonly<Record<StartFaultCode, Words>> = {
  'database-locked': {
    title: 'Another Korob has this database open',
    next: 'Close the other Korob on this computer and open this one again. Nothing is lost.',
  },
  'database-read-only': {
    title: 'The database cannot be written',
    next: 'Check the permissions of the folder and any write protection, then open Korob again. Nothing is lost.',
  },
  'database-broken': {
    title: 'The database file is damaged',
    next: 'Delete nothing. Copy the whole data folder, then put the latest copy from the backups folder in place of the database and open Korob again.',
  },
  'database-from-future': {
    title: 'A newer Korob made this database',
    next: 'Install the latest Korob. The file was not touched.',
  },
  'database-foreign': {
    title: 'This file was made by another program',
    next: 'Give Korob another data folder. The file was not touched.',
  },
  'sqlite-too-old': { title: 'This build of Korob is not whole: its SQLite is too old', next: 'Install Korob again. Nothing is lost.' },
  'disk-full': { title: 'The disk is full', next: 'Free at least 1 GB and open Korob again. Everything acknowledged is kept.' },
  'network-share': {
    title: 'The database lies on a network drive',
    next: 'Move the data folder to a disk of this computer: over a network the file may be damaged. Connect other places through a browser.',
  },
  'port-taken': { title: 'The port is taken', next: 'Close the other program or start Korob with another --port. Nothing is lost.' },
  'no-screens': { title: 'The screens are not built', next: 'Run npm run build and start again.' },
  unexpected: { title: 'Korob could not start', next: 'Open Korob again; if it happens again, send korob.log from the data folder.' },
};

const EXIT_CODES: Readonly<Record<StartFaultCode, number>> = {
  unexpected: 1,
  'database-locked': 10,
  'database-read-only': 11,
  'database-broken': 12,
  'database-from-future': 13,
  'database-foreign': 14,
  'sqlite-too-old': 15,
  'disk-full': 16,
  'network-share': 17,
  'port-taken': 18,
  'no-screens': 19,
};

export const exitCodeOf = (fault: StartFault): number => EXIT_CODES[fault.code];

/** For the terminal, both languages. */
export function faultLines(fault: StartFault): string {
  const [ru, en] = [RU[fault.code], EN[fault.code]];
  return `Korob: ${en.title} (${fault.subject}). ${en.next}\nКороб: ${ru.title} (${fault.subject}). ${ru.next}`;
}

/** The screen a person sees in place of the program. */
export function faultPage(fault: StartFault): { html: string; headers: Record<string, string> } {
  const block = (lang: string, { title, next }: Words): string =>
    `<section lang="${lang}"><h1>${title}</h1><p><code>${escapeHtml(fault.subject)}</code></p><p>${next}</p></section>`;
  return plainPage(block('ru', RU[fault.code]) + block('en', EN[fault.code]));
}

export const asStartFault = (error: unknown): StartFault =>
  error instanceof StartFault
    ? error
    : new StartFault('unexpected', error instanceof Error ? error.message : String(error), { cause: error });
