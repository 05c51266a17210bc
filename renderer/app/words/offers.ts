import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Why a marketplace is told this very figure. */
export const reasonNames: Readonly<Record<string, MessageDescriptor>> = {
  available: msg`всё, что свободно`,
  'nothing-left': msg`свободного нет`,
  'safety-stock': msg`страховой запас`,
  outage: msg`площадка молчит, запас больше обычного`,
  'last-pieces': msg`последние штуки оставлены другому кабинету`,
  share: msg`доля этого кабинета`,
  'promised-to-others': msg`остальное обещано другим кабинетам`,
  maximum: msg`не больше максимума`,
  'less-than-one': msg`меньше одной продажи`,
  frozen: msg`продажа остановлена`,
};

/** What made us tell a figure. */
export const pushCauseNames: Readonly<Record<string, MessageDescriptor>> = {
  first: msg`впервые`,
  decrease: msg`стало меньше`,
  change: msg`изменилось`,
  refused: msg`отказ площадки`,
};
export const pushOutcomeNames: Readonly<Record<string, MessageDescriptor>> = {
  told: msg`принято`,
  parked: msg`не принято`,
};
