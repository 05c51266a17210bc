import { i18n } from '@lingui/core';

import { messages as en } from '../locales/en.po';
import { messages as ru } from '../locales/ru.po';

i18n.load({ ru, en });
i18n.activate('ru');

export const speak = (language: string): void => {
  if (i18n.locale !== language) i18n.activate(language === 'en' ? 'en' : 'ru');
};
