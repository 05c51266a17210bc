import { createHashHistory, createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router';

import { useCall } from '../bridge/index.ts';
import { CabinetsScreen } from '../features/cabinets/index.ts';
import { DiagnosticsScreen } from '../features/diagnostics/index.ts';
import { FulfilmentScreen } from '../features/fulfilment/index.ts';
import { GuideScreen } from '../features/guide/index.ts';
import { HandoverScreen, HandoversScreen } from '../features/handovers/index.ts';
import { HuntScreen } from '../features/hunt/index.ts';
import { ListingsScreen } from '../features/listings/index.ts';
import { OrderScreen, OrdersScreen } from '../features/orders/index.ts';
import { PackingScreen } from '../features/packing/index.ts';
import { PrintersScreen } from '../features/printers/index.ts';
import { ProductScreen, ProductsScreen } from '../features/products/index.ts';
import { ReturnsScreen } from '../features/returns/index.ts';
import { RulesScreen } from '../features/rules/index.ts';
import { SaleScreen } from '../features/sale/index.ts';
import { ShiftScreen } from '../features/shift/index.ts';
import { StationScreen } from '../features/station/index.ts';
import { SuppliesScreen, SupplyScreen } from '../features/supplies/index.ts';
import { EditorScreen, TemplatesScreen } from '../features/templates/index.ts';
import { WaveScreen, WavesScreen } from '../features/waves/index.ts';
import { Shell } from './shell.tsx';

/** What a list remembers in its address: filters as text, so a link shows the same list. */
export type Search = Readonly<Record<string, string>>;

const validateSearch = (search: Record<string, unknown>): Partial<Search> =>
  Object.fromEntries(
    Object.entries(search)
      .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
      .map(([key, value]) => [key, String(value)]),
  );

function Start() {
  const status = useCall('setup.status', {});
  const session = useCall('session.get', {});
  if (status.data === undefined || session.data === undefined) return null;
  // A demonstration comes set up: it opens where the work is.
  const ready = status.data.finished || status.data.dismissed || session.data.mode === 'demo';
  return <Navigate to={ready ? '/packing' : '/guide'} replace />;
}

const root = createRootRoute({ component: Shell });
const under = { getParentRoute: () => root };
const tree = root.addChildren([
  createRoute({ ...under, path: '/', component: Start }),
  createRoute({ ...under, path: '/packing', component: PackingScreen }),
  createRoute({ ...under, path: '/packing/hunt', component: HuntScreen }),
  createRoute({ ...under, path: '/orders', component: OrdersScreen, validateSearch }),
  createRoute({ ...under, path: '/orders/$id', component: OrderScreen }),
  createRoute({ ...under, path: '/supplies', component: SuppliesScreen, validateSearch }),
  createRoute({ ...under, path: '/supplies/$id', component: SupplyScreen }),
  createRoute({ ...under, path: '/handovers', component: HandoversScreen, validateSearch }),
  createRoute({ ...under, path: '/handovers/$id', component: HandoverScreen }),
  createRoute({ ...under, path: '/returns', component: ReturnsScreen, validateSearch }),
  createRoute({ ...under, path: '/products', component: ProductsScreen, validateSearch }),
  createRoute({ ...under, path: '/products/$id', component: ProductScreen }),
  createRoute({ ...under, path: '/listings', component: ListingsScreen, validateSearch }),
  createRoute({ ...under, path: '/fulfilment', component: FulfilmentScreen, validateSearch }),
  createRoute({ ...under, path: '/rules', component: RulesScreen, validateSearch }),
  createRoute({ ...under, path: '/sale', component: SaleScreen, validateSearch }),
  createRoute({ ...under, path: '/cabinets', component: CabinetsScreen, validateSearch }),
  createRoute({ ...under, path: '/printers', component: PrintersScreen }),
  createRoute({ ...under, path: '/templates', component: TemplatesScreen }),
  createRoute({ ...under, path: '/templates/$id', component: EditorScreen }),
  createRoute({ ...under, path: '/waves', component: WavesScreen, validateSearch }),
  createRoute({ ...under, path: '/waves/$id', component: WaveScreen }),
  createRoute({ ...under, path: '/station', component: StationScreen }),
  createRoute({ ...under, path: '/shift', component: ShiftScreen, validateSearch }),
  createRoute({ ...under, path: '/diagnostics', component: DiagnosticsScreen, validateSearch }),
  createRoute({ ...under, path: '/guide', component: GuideScreen }),
]);

/** Addresses live behind `#`: the same page then works from app:// and from any web host. */
export const router = createRouter({ routeTree: tree, history: createHashHistory(), defaultPreload: false });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
