import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Why one of many chosen orders was left out, by the code its call answers. */
export const leftOutNames: Readonly<Record<string, MessageDescriptor>> = {
  'order-unknown': msg`заказа здесь больше нет`,
  'not-new': msg`уже не новый`,
  'already-in-supply': msg`уже в поставке`,
  'already-asked': msg`уже передан площадке`,
  'packed-first': msg`сначала упаковывается, площадка узнает сама`,
  'does-not-fit': msg`не подходит к поставке`,
  'order-over': msg`отменён, передан или доставлен`,
  'no-label-yet': msg`стикера ещё нет`,
  'printed-already': msg`стикер уже печатали`,
  'in-wave': msg`уже в волне`,
  'other-warehouse': msg`собирается на другом складе`,
  'no-room': msg`волна полна: не хватило места или ячейки`,
  'not-pickable': msg`не на сборке или товара не хватает`,
};
