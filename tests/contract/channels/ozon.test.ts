import { ozon } from '#electron/channels/ozon/index.ts';
import { cabinet, CREDENTIALS, SELLER } from '#tests/contract/ozon/cabinet.ts';

import { runChannelSuite } from './suite.ts';

runChannelSuite('Ozon, scripted', () => ({
  channel: ozon,
  credentials: CREDENTIALS,
  sellerId: SELLER,
  connection: cabinet().connection,
}));
