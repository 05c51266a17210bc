import { msg } from '@lingui/core/macro';

import type { Words } from './kinds.ts';

/** Errors of dividing an order: units taken out of it, several places, a part that goes first. */
export const placeErrorWords: Readonly<Record<string, Words>> = {
  'order-packed': {
    what: msg`Посылка уже закрыта`,
    means: msg`Её состав не меняется, пока она собрана.`,
    next: msg`Отмените сборку, потом повторите.`,
  },
  'too-late': {
    what: msg`Поздно: площадка уже считает заказ собранным`,
    means: msg`После этого она не меняет ни состав, ни число мест.`,
    next: msg`Соберите как есть или отмените заказ целиком.`,
  },
  'line-unknown': { what: msg`Этого товара в заказе уже нет`, means: msg`Состав изменился.`, next: msg`Посмотрите на заказ ещё раз.` },
  'line-too-many': {
    what: msg`Столько в заказе нет`,
    means: msg({ message: 'Снять можно не больше {left}.' }),
    next: msg`Уменьшите количество.`,
  },
  'line-is-order': {
    what: msg`Так в заказе ничего не останется`,
    means: msg`Последний товар площадки не снимают.`,
    next: msg`Отмените заказ целиком.`,
  },
  'nothing-short': { what: msg`Делить нечего`, means: msg`Весь заказ лежит на полках.`, next: msg`Соберите его целиком.` },
  'nothing-there': {
    what: msg`Отправлять пока нечего`,
    means: msg`Ни одной единицы заказа на полках нет.`,
    next: msg`Примите товар или снимите его с заказа.`,
  },
  'nothing-in-hand': { what: msg`В руках нет заказа`, means: msg`Место начинают в собираемом заказе.`, next: msg`Сканируйте вещь.` },
  'place-empty': {
    what: msg`Это место ещё пустое`,
    means: msg`В каждом месте должно что-то лежать.`,
    next: msg`Сканируйте вещь, потом начинайте следующее.`,
  },
  'place-half': {
    what: msg`Комплект лежит не целиком`,
    means: msg`Один комплект не делится между местами.`,
    next: msg`Доложите его части и начните следующее место.`,
  },
  'place-doubt': {
    what: msg`Вещь ещё не подтверждена`,
    means: msg`Её легко спутать с похожей, и она ещё ни в каком месте.`,
    next: msg`Сканируйте её ещё раз, потом начинайте следующее место.`,
  },
  'order-begun': {
    what: msg`Заказ уже лежит в нескольких местах`,
    means: msg`Одна этикетка на две коробки — потерянная коробка.`,
    next: msg`Верните вещи из второго места, потом повторите.`,
  },
  'unit-unknown': { what: msg`Грузоместо не найдено`, means: msg`В этой отгрузке такого нет.`, next: msg`Посмотрите на список ещё раз.` },
  'unit-closed': {
    what: msg`Грузоместо уже закрыто`,
    means: msg`В закрытое ничего не кладут.`,
    next: msg`Выберите открытое или создайте новое.`,
  },
  'unit-empty': { what: msg`Грузоместо пустое`, means: msg`Закрывать нечего.`, next: msg`Положите в него посылки или отмените его.` },
  'place-last': { what: msg`Всё уже лежит`, means: msg`Класть в следующее место нечего.`, next: msg`Отсканируйте недостающий код.` },
};
