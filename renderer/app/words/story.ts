import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What happened to an order, by the kind its story keeps. */
export const storyNames: Readonly<Record<string, MessageDescriptor>> = {
  seen: msg`Заказ получен, товар отложен`,
  matched: msg`Карточка сопоставлена с товаром`,
  warehouse: msg`Склад назначен`,
  short: msg`Товара не хватает`,
  filled: msg`Товар пришёл, нехватки больше нет`,
  'supply-wanted': msg`Взят в сборку, отправляется в поставку`,
  'supply-confirmed': msg`Маркетплейс подтвердил: заказ в поставке`,
  'supply-refused': msg`Маркетплейс не принял заказ в поставку`,
  'label-stored': msg`Стикер сохранён`,
  'mark-taken': msg`Записан код`,
  'mark-removed': msg`Код снят`,
  packed: msg`Собран, стикер отправлен на печать`,
  unpacked: msg`Сборка отменена, товар возвращён на полку`,
  'put-back': msg`Отложен, собранное в нём помнится`,
  'taken-out': msg`Последняя вещь вынута из посылки`,
  reprinted: msg`Стикер напечатан ещё раз`,
  'cancel-asked': msg`Отмена отправлена маркетплейсу`,
  'cancel-refused': msg`Маркетплейс не дал отменить`,
  'cancelled-packed': msg`Отменён уже после сборки: найдите посылку`,
  'channel-says': msg`Маркетплейс сообщил новый статус`,
  'came-back': msg`Вернулся на склад`,
  'status-new': msg`Новый`,
  'status-assembling': msg`На сборке у маркетплейса`,
  'status-packed': msg`Собран`,
  'status-handed-over': msg`Передан в доставку`,
  'status-delivered': msg`Доставлен покупателю`,
  'status-cancelled': msg`Отменён`,
  'status-returned': msg`Возвращён`,
};
