import { wildberries } from '#electron/channels/wildberries/index.ts';
import { SELLER, smallCabinet, tokenOf } from '#tests/contract/wildberries/cabinet.ts';

import { runChannelSuite } from './suite.ts';

runChannelSuite('Wildberries, scripted', () => ({
  channel: wildberries,
  credentials: { token: tokenOf() },
  sellerId: SELLER,
  connection: smallCabinet().connection,
}));
