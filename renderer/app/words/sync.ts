import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

type Names = Readonly<Record<string, MessageDescriptor>>;

/** What the loop does for a cabinet in the background. */
export const streamNames: Names = {
  orders: msg`Новые заказы`,
  statuses: msg`Статусы заказов`,
  sweep: msg`Сверка всех заказов`,
  labels: msg`Стикеры`,
  marks: msg`Проверка маркировки`,
  outbox: msg`Действия`,
  stock: msg`Остатки`,
  'read-back': msg`Контрольное чтение остатков`,
  listings: msg`Карточки`,
  warehouses: msg`Склады площадки`,
  supplies: msg`Поставки`,
  handovers: msg`Отгрузки`,
  returns: msg`Возвраты`,
  fulfilment: msg`Товары и заказы на складах площадки`,
  key: msg`Ключ кабинета`,
};

/** What an action asks of a marketplace. */
export const outboxKindNames: Names = {
  'supply.create': msg`Создать поставку`,
  'supply.add': msg`Добавить заказы в поставку`,
  'supply.shipping': msg`Сообщить, куда и когда везём`,
  'supply.deliver': msg`Передать поставку в доставку`,
  'supply.remove': msg`Удалить пустую поставку`,
  'supply.boxes.add': msg`Добавить грузоместа`,
  'supply.boxes.remove': msg`Убрать грузоместа`,
  'handover.create': msg`Создать отгрузку`,
  'handover.setOrders': msg`Оставить в отгрузке собранное`,
  'handover.places': msg`Сообщить, сколько грузомест везём`,
  'handover.postpone': msg`Перенести заказы в следующую отгрузку`,
  'handover.confirm': msg`Закрыть отгрузку`,
  'handover.cancel': msg`Отменить отгрузку`,
  'mark.put': msg`Передать код маркировки`,
  'mark.remove': msg`Снять код маркировки`,
  'order.cancel': msg`Отменить заказ`,
  'order.confirm': msg`Сообщить, что заказ собран`,
  'order.track': msg`Сообщить номер перевозчика`,
  'order.deliver': msg`Сообщить, где посылка`,
  'pass.save': msg`Заказать пропуск`,
  'pass.remove': msg`Удалить пропуск`,
};

/** Why a live figure is not what was told. */
export const driftNames: Names = {
  'changed-outside': msg`изменили в кабинете площадки`,
  'told-not-applied': msg`площадка приняла, но не применила`,
  'order-in-flight': msg`только что купили, заказ ещё в пути`,
};
