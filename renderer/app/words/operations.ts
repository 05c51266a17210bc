import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What an operation of the ledger did. */
export const operationNames: Readonly<Record<string, MessageDescriptor>> = {
  receive: msg`Приход`,
  move: msg`Перемещение`,
  'write-off': msg`Списание`,
  count: msg`Пересчёт`,
  reserve: msg`Резерв`,
  release: msg`Снят резерв`,
  pick: msg`Отбор`,
  ship: msg`Отгрузка`,
  return: msg`Возврат`,
  reverse: msg`Отмена операции`,
  intake: msg`Заказы от маркетплейса`,
  cancel: msg`Отмена заказа`,
  pack: msg`Сборка`,
  scan: msg`Скан`,
  unpack: msg`Отмена сборки`,
  import: msg`Загрузка из файла`,
  rule: msg`Правило остатков`,
  sell: msg`Продажа`,
  save: msg`Правка справочника`,
  match: msg`Сопоставление`,
  supply: msg`Поставка`,
  handover: msg`Отгрузка`,
  settle: msg`Ответ маркетплейса`,
  setup: msg`Настройка`,
  print: msg`Печать`,
  weigh: msg`Взвешивание`,
  deliver: msg`Доставка своими силами`,
};

/** Virtual places stock comes from and goes to. */
export const placeNames: Readonly<Record<string, MessageDescriptor>> = {
  supplier: msg`поставщик`,
  customer: msg`покупатель`,
  loss: msg`потери`,
  reserved: msg`отложено под заказ`,
};
