import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

type Names = Readonly<Record<string, MessageDescriptor>>;

/** Where an order stands. */
export const orderStatusNames: Names = {
  new: msg`Новый`,
  assembling: msg`На сборке`,
  packed: msg`Упакован`,
  'handed-over': msg`Передан`,
  delivered: msg`Доставлен`,
  cancelled: msg`Отменён`,
  returned: msg`Возврат`,
  unknown: msg`Неизвестный статус`,
};

/** Why an order cannot be packed yet. */
export const holdNames: Names = {
  cancelled: msg`Отменён`,
  'not-matched': msg`Карточка без товара`,
  short: msg`Не хватает товара`,
  'not-confirmed': msg`Не взят на сборку`,
  'no-label': msg`Ждёт стикера`,
  'no-warehouse': msg`Склад не связан`,
  packed: msg`Упакован`,
  gone: msg`Уже передан`,
};

/** Whether the label is here. */
export const labelStateNames: Names = {
  none: msg`Стикера нет`,
  wanted: msg`Стикер запрошен`,
  stored: msg`Стикер готов`,
};

/** Where a supply stands. */
export const supplyStateNames: Names = {
  creating: msg`Создаётся`,
  open: msg`Открыта`,
  delivering: msg`Передаётся`,
  delivered: msg`Передана`,
  removed: msg`Удалена`,
};

/** What became of a label. */
export const jobStateNames: Names = {
  waiting: msg`Ждёт этикетку`,
  queued: msg`В очереди`,
  sending: msg`Печатается`,
  sent: msg`Отправлен на принтер`,
  confirmed: msg`Напечатан`,
  'failed-not-sent': msg`Не напечатан`,
  unknown: msg`Неизвестно, вышел ли`,
  cancelled: msg`Снят`,
};

/** What is printed. */
export const jobKindNames: Names = {
  'order-label': msg`Стикер заказа`,
  'supply-code': msg`Код поставки`,
  'box-label': msg`Стикер короба`,
  'own-label': msg`Своя этикетка`,
  test: msg`Пробная этикетка`,
};

/** How a printer is. */
export const conditionNames: Names = {
  ready: msg`Готов`,
  printing: msg`Печатает`,
  'paper-out': msg`Кончилась бумага`,
  'head-open': msg`Открыта крышка`,
  'ribbon-out': msg`Кончилась лента`,
  paused: msg`Пауза`,
  error: msg`Ошибка`,
  unanswered: msg`Молчит`,
  unreachable: msg`Нет связи`,
};

/** What to do at the printer, by how it is. */
export const conditionAdvice: Names = {
  'paper-out': msg`Вставьте рулон и закройте крышку: печать пойдёт дальше сама.`,
  'head-open': msg`Закройте крышку до щелчка.`,
  'ribbon-out': msg`Поставьте новую ленту.`,
  paused: msg`Снимите паузу кнопкой на принтере.`,
  error: msg`Проверьте бумагу и крышку; если не помогло, выключите и включите принтер.`,
  unanswered: msg`Так молчат принтеры без бумаги или с открытой крышкой. Посмотрите на него.`,
  unreachable: msg`Проверьте питание и кабель. Неотправленное не пропадёт и уйдёт само.`,
};

/** What a marketplace asks to be told of the thing. */
export const markNames: Names = {
  sgtin: msg`Код «Честного знака»`,
  uin: msg`УИН`,
  imei: msg`IMEI`,
  gtin: msg`GTIN`,
  expiration: msg`Срок годности`,
  customs: msg`Номер таможенной декларации`,
  rnpt: msg`РНПТ: номер партии прослеживаемого товара`,
  country: msg`Страна производства (две буквы)`,
  weight: msg`Вес в граммах`,
};

/** What became of a mark. */
export const markStateNames: Names = {
  recorded: msg`Записан`,
  sent: msg`Проверяется`,
  passed: msg`Принят`,
  refused: msg`Отклонён`,
};

/** Where an action for a marketplace stands. */
export const outboxStateNames: Names = {
  queued: msg`Ждёт`,
  sending: msg`Отправляется`,
  unknown: msg`Выясняется`,
  done: msg`Выполнено`,
  rejected: msg`Отказано`,
  dropped: msg`Снято`,
};

/** How a cabinet is, in one word. */
export const moodNames: Names = {
  good: msg`Всё хорошо`,
  waiting: msg`Ждёт`,
  offline: msg`Нет связи`,
  refused: msg`Токен не принят`,
  paused: msg`На паузе`,
};

/** What is wrong with how a queue of the system is set up. */
export const queueAdvice: Names = {
  'queue-repeats': msg`После сбоя система сама отправит этикетку ещё раз: посылка может уехать с двумя.`,
  'queue-stops': msg`После сбоя очередь встанет, а потом система отправит ту же этикетку ещё раз.`,
};

/** How labels reach a printer. */
export const transportNames: Names = {
  virtual: msg`Виртуальный, бумага на экране`,
  tcp: msg`По сети, порт 9100`,
  file: msg`В папку`,
  winspool: msg`Принтер Windows`,
  cups: msg`Принтер CUPS`,
  serial: msg`Последовательный порт`,
};

/** What keeps a supply from going. */
export const missingNames: Names = {
  'no-orders': msg`В поставке нет заказов`,
  'orders-not-confirmed': msg`Заказы ещё не взяты на сборку`,
  'orders-cancelled': msg`Есть отменённые заказы`,
  'orders-not-packed': msg`Не все заказы упакованы`,
  'marks-missing': msg`Не хватает кодов маркировки`,
  'marks-pending': msg`Коды маркировки проверяются`,
  'marks-refused': msg`Есть отклонённые коды маркировки`,
  shipping: msg`Не указано, куда и когда везти`,
  'queued-commands': msg`Есть неотправленные действия`,
  'not-created': msg`Поставка ещё создаётся у маркетплейса`,
};

/** Where a hand-over stands. */
export const handoverStateNames: Names = {
  open: msg`Собирается`,
  confirmable: msg`Можно закрыть`,
  closing: msg`Закрывается`,
  closed: msg`Закрыта`,
  accepted: msg`Принята площадкой`,
  cancelled: msg`Отменена`,
  failed: msg`Ошибка на площадке`,
  unknown: msg`Неизвестный статус`,
};

/** What stands between a hand-over and the gate. */
export const handoverLackNames: Names = {
  'no-orders': msg`В отгрузке нет заказов`,
  'not-yet': msg`Площадка ещё не даёт её закрыть`,
  'orders-not-packed': msg`Не упакованы`,
  'labels-missing': msg`Упакованы, но ждут стикера`,
  'marks-missing': msg`Не хватает кодов маркировки`,
  'marks-pending': msg`Коды маркировки проверяются`,
  'marks-refused': msg`Коды маркировки отклонены`,
  'orders-cancelled': msg`Отменены: найдите и отложите посылки`,
  'commands-refused': msg`Площадка отказала в действиях`,
  'commands-waiting': msg`Действия ещё не дошли до площадки`,
  'orders-outside': msg`Той же точки и дня, но вне отгрузки`,
  'parcels-not-scanned': msg`Не проверены сканером при выносе`,
  'units-open': msg`Не все грузоместа закрыты`,
  'orders-outside-units': msg`Лежат вне грузомест`,
};

/** Papers of a hand-over. */
export const handoverDocumentNames: Names = {
  act: msg`Акт приёма-передачи`,
  barcode: msg`Штрихкод отгрузки`,
  places: msg`Ярлыки грузомест`,
  waybill: msg`Транспортная накладная`,
  discrepancy: msg`Акт расхождений`,
};

/** Where a return stands by the marketplace's word. */
export const returnStateNames: Names = {
  announced: msg`Объявлен`,
  'on-way': msg`Едет к вам`,
  'ready-for-pickup': msg`Ждёт вас в пункте`,
  received: msg`По словам площадки, отдан вам`,
  disposed: msg`Утилизирован`,
  lost: msg`Утерян`,
  unknown: msg`Неизвестный статус`,
};

/** Why a thing comes back. */
export const returnKindNames: Names = {
  cancelled: msg`Не дошёл до покупателя`,
  returned: msg`Вернул покупатель`,
  unknown: msg`Возврат`,
};

/** Why a return is worth a claim. */
export const returnClaimNames: Names = {
  overdue: msg`Объявлен больше месяца назад`,
  'said-received': msg`Площадка говорит «отдан», здесь его не принимали`,
  lost: msg`Площадка потеряла`,
};

/** How far an order is that the seller delivers. */
export const deliveryStepNames: Names = {
  'on-way': msg`в пути`,
  'last-mile': msg`курьер везёт покупателю`,
  delivered: msg`доставлен`,
};

/** Boxes and pallets of a hand-over. */
export const cargoKindNames: Names = { box: msg`Короб`, pallet: msg`Палета` };
export const cargoStateNames: Names = {
  wanted: msg`создаётся`,
  open: msg`наполняется`,
  closing: msg`закрывается`,
  closed: msg`закрыто`,
  gone: msg`принято площадкой`,
  cancelled: msg`отменено`,
  failed: msg`площадка отказала`,
  unknown: msg`состояние незнакомо`,
};
