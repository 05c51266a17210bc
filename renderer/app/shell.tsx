import { msg } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import {
  Activity,
  Boxes,
  ClipboardList,
  Compass,
  LayoutGrid,
  Menu,
  PackageCheck,
  Printer,
  ScanBarcode,
  ShoppingBag,
  SlidersHorizontal,
  Split,
  Store,
  Tag,
  Timer,
  Truck,
  Undo2,
  Warehouse,
  Waves,
  X,
} from 'lucide-react';
import { useState } from 'react';

import { useAction, useCall } from '../bridge/index.ts';
import { isSilent } from '../scan/sound.ts';
import { RelativeTime, useHotkey, useNow } from '../ui/index.ts';
import { Toasts } from '../ui/toast.tsx';
import { OfficeScans } from './office-scans.tsx';
import { SerialScans } from './serial-scans.tsx';
import { BadgeScans, SignIn } from './sign-in.tsx';
import { TypeCode } from './type-code.tsx';

import classes from './shell.module.css';

const PLACES = [
  { to: '/packing', word: msg`Упаковка`, icon: ScanBarcode, key: 'Alt+1' },
  { to: '/orders', word: msg`Заказы`, icon: ClipboardList, key: 'Alt+2' },
  { to: '/waves', word: msg`Волны`, icon: Waves, key: 'Alt+W' },
  { to: '/supplies', word: msg`Поставки`, icon: PackageCheck, key: 'Alt+3' },
  { to: '/handovers', word: msg`Отгрузки`, icon: Truck, key: 'Alt+H' },
  { to: '/returns', word: msg`Возвраты`, icon: Undo2, key: 'Alt+V' },
  { to: '/products', word: msg`Товары`, icon: Boxes, key: 'Alt+4' },
  { to: '/listings', word: msg`Карточки`, icon: LayoutGrid, key: 'Alt+5' },
  { to: '/fulfilment', word: msg`У площадок`, icon: Warehouse, key: 'Alt+F' },
  { to: '/rules', word: msg`Остатки`, icon: Split, key: 'Alt+R' },
  { to: '/sale', word: msg`Продажа`, icon: ShoppingBag, key: 'Alt+S' },
  { to: '/cabinets', word: msg`Кабинеты`, icon: Store, key: 'Alt+6' },
  { to: '/printers', word: msg`Принтеры`, icon: Printer, key: 'Alt+7' },
  { to: '/templates', word: msg`Этикетки`, icon: Tag, key: 'Alt+L' },
  { to: '/shift', word: msg`Смена`, icon: Timer, key: 'Alt+T' },
  { to: '/station', word: msg`Место`, icon: SlidersHorizontal, key: 'Alt+M' },
  { to: '/diagnostics', word: msg`Диагностика`, icon: Activity, key: 'Alt+8' },
  { to: '/guide', word: msg`Начало`, icon: Compass, key: 'Alt+9' },
] as const;

/** The frame of every screen: mode, where to go, how fresh the data is. */
export function Shell() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const station = path.startsWith('/packing');
  const session = useCall('session.get', {});
  const nobody = session.data?.signInNeeded === true;
  const [menu, setMenu] = useState(false);
  return (
    <div className={`${classes.shell} ${station ? classes.compact : ''}`}>
      <ModeBand />
      <nav className={classes.rail} data-open={menu}>
        <div className={classes.brand}>
          <img src="/korob.svg" alt="" />
          <span className={classes.brandName}>Короб</span>
        </div>
        {PLACES.map((place) => (
          <Place key={place.to} place={place} hotkey={place.key} onGo={() => setMenu(false)} />
        ))}
        <button type="button" className={classes.more} aria-expanded={menu} onClick={() => setMenu(!menu)}>
          {menu ? <X size={22} aria-hidden /> : <Menu size={22} aria-hidden />}
          <span>{menu ? <Trans>Закрыть</Trans> : <Trans>Ещё</Trans>}</span>
        </button>
      </nav>
      <TopStrip />
      <main className={classes.main}>{nobody ? <SignIn /> : <Outlet />}</main>
      {station || nobody ? null : <OfficeScans />}
      <SerialScans />
      <BadgeScans />
      <Toasts />
    </div>
  );
}

/** What the floor does all day: on a handheld these stand below, the rest behind «Ещё». */
const NEAR: ReadonlySet<string> = new Set(['/packing', '/waves', '/handovers', '/returns']);

function Place({ place, hotkey, onGo }: { readonly place: (typeof PLACES)[number]; readonly hotkey: string; readonly onGo: () => void }) {
  const navigate = useNavigate();
  const { t } = useLingui();
  useHotkey(hotkey, () => void navigate({ to: place.to }));
  const Icon = place.icon;
  return (
    <Link to={place.to} className={classes.link} title={hotkey} data-near={NEAR.has(place.to)} onClick={onGo}>
      <Icon size={20} aria-hidden />
      <span className={classes.word}>{t(place.word)}</span>
      <span className={classes.key}>{hotkey}</span>
    </Link>
  );
}

function ModeBand() {
  const session = useCall('session.get', {});
  if (session.data === undefined || session.data.mode === 'live') return null;
  return (
    <div className={classes.band} data-mode={session.data.mode}>
      {session.data.mode === 'training' ? (
        <Trans>УЧЕБНЫЙ РЕЖИМ · всё здесь ненастоящее, настоящие заказы не тронуты</Trans>
      ) : (
        <Trans>ДЕМОНСТРАЦИЯ · выдуманные товары и заказы, маркетплейс в миниатюре</Trans>
      )}
    </div>
  );
}

const STALE_MS = 10 * 60_000;

function TopStrip() {
  const session = useCall('session.get', {});
  const health = useCall('sync.health', {}, { everyMs: 30_000 });
  const setting = useAction('setting.save');
  const signOut = useAction('person.signOut');
  const now = useNow(10_000);
  const data = health.data;
  const waiting = data?.rows.reduce((sum, row) => sum + row.queue.waiting + row.queue.unknown, 0) ?? 0;
  const rejected = data?.rows.reduce((sum, row) => sum + row.queue.rejected, 0) ?? 0;
  const stale = data?.dataAtMs != null && now - data.dataAtMs > STALE_MS;
  return (
    <div className={classes.top}>
      {health.isError ? (
        <span className={classes.offline}>
          <Trans>Программа не отвечает</Trans>
        </span>
      ) : null}
      {data?.offline === true ? (
        <span className={classes.offline} data-testid="offline">
          <Trans>Нет связи с маркетплейсом</Trans>
        </span>
      ) : null}
      {data?.dataAtMs == null ? null : (
        <span data-testid="data-age">
          <i className={`${classes.dot} ${stale || data.offline ? classes.off : ''}`} />
          <Trans>
            Данные: <RelativeTime ms={data.dataAtMs} />
          </Trans>
        </span>
      )}
      {waiting === 0 ? null : (
        <Link to="/cabinets" data-testid="queue-waiting">
          <Plural
            value={waiting}
            one="# действие ждёт отправки"
            few="# действия ждут отправки"
            many="# действий ждут отправки"
            other="# действия ждёт"
          />
        </Link>
      )}
      {rejected === 0 ? null : (
        <Link to="/cabinets">
          <Plural value={rejected} one="# отказ маркетплейса" few="# отказа маркетплейса" many="# отказов маркетплейса" other="# отказа" />
        </Link>
      )}
      <span className={classes.spread} />
      <SoundNote on={session.data?.sounds ?? true} />
      <TypeCode />
      <button
        type="button"
        className={`${classes.choice} ${classes.office}`}
        onClick={() => void setting.run({ language: session.data?.language === 'en' ? 'ru' : 'en' })}
      >
        {session.data?.language === 'en' ? 'Русский' : 'English'}
      </button>
      <button
        type="button"
        className={`${classes.choice} ${classes.office}`}
        onClick={() => void setting.run({ theme: nextTheme(session.data?.theme) })}
      >
        <ThemeWord theme={session.data?.theme ?? 'system'} />
      </button>
      {session.data === undefined ? null : (
        <span className={classes.office}>
          <Trans>Место {session.data.stationName}</Trans>
        </span>
      )}
      {session.data?.person == null ? null : (
        <button type="button" className={classes.choice} data-testid="person" onClick={() => void signOut.run({})}>
          <Trans>{session.data.person.name}: выйти</Trans>
        </button>
      )}
    </div>
  );
}

function SoundNote({ on }: { readonly on: boolean }) {
  useNow(1000);
  if (on && !isSilent()) return null;
  return <span>{on ? <Trans>Звук включится с первой клавишей</Trans> : <Trans>Звук выключен</Trans>}</span>;
}

type Theme = 'system' | 'light' | 'dark' | 'contrast';
const THEMES: readonly Theme[] = ['system', 'light', 'dark', 'contrast'];
const nextTheme = (theme: Theme | undefined): Theme => THEMES[(THEMES.indexOf(theme ?? 'system') + 1) % THEMES.length] ?? 'system';

function ThemeWord({ theme }: { readonly theme: Theme }) {
  if (theme === 'light') return <Trans>Светлая</Trans>;
  if (theme === 'dark') return <Trans>Тёмная</Trans>;
  if (theme === 'contrast') return <Trans>Контрастная</Trans>;
  return <Trans>Как в системе</Trans>;
}
