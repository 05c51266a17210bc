import { Trans } from '@lingui/react/macro';

/** Where goods lie at a marketplace: its warehouse's own id, or the kind of storage where it tells no more. */
export function PlaceName({ place }: { readonly place: string }) {
  if (place === 'fbo') return <Trans>склады площадки</Trans>;
  if (place === 'fbp') return <Trans>склад партнёра площадки</Trans>;
  return <Trans>склад {place}</Trans>;
}
