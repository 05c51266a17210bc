import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

type Names = Readonly<Record<string, MessageDescriptor>>;

/** What is wrong with a token, and what to do. */
export const tokenFaultWords: Names = {
  'not-a-token': msg`Это не похоже на токен: он состоит из трёх длинных частей через точку. Скопируйте его целиком.`,
  expired: msg`Срок токена вышел. Создайте новый в кабинете продавца.`,
  'read-only': msg`Токен только для чтения. Создайте новый без отметки «Только на чтение»: иначе заказ не взять на сборку.`,
  'missing-category': msg`В токене нет нужной категории. Создайте новый с категориями «Контент» и «Маркетплейс».`,
  'sandbox-token': msg`Это токен песочницы, настоящих заказов он не видит. Создайте боевой.`,
  'other-seller': msg`Это токен другого продавца.`,
  'seller-number-missing': msg`Не указан номер клиента: он стоит рядом с ключом в настройках площадки.`,
  'not-accepted': msg`Токены этого вида не принимаются. Создайте персональный токен.`,
};

/** What is worth knowing about a token that will do. */
export const tokenWarningWords: Names = {
  'limits-reduced': msg`У токена этого вида урезаны лимиты. Персональный токен быстрее и предназначен для программ на своём компьютере.`,
  'expires-soon': msg`Срок токена скоро выйдет. Создайте новый заранее.`,
};
