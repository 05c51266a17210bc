import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import { cabinetOf, KEY } from '#tests/contract/yandex-market/cabinet.ts';

import { runChannelSuite } from './suite.ts';

runChannelSuite('Yandex Market, scripted', () => ({
  channel: yandexMarket,
  credentials: { token: KEY },
  sellerId: null,
  handoverId: '21000001-1',
  connection: cabinetOf().connection,
}));
