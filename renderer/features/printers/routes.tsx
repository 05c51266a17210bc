import { Trans, useLingui } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { Name } from '../../app/words/name.tsx';
import { jobKindNames } from '../../app/words/names.ts';
import { useCommand } from '../../bridge/index.ts';
import { Dialog, Select } from '../../ui/index.ts';

import classes from './printers.module.css';

type List = Output<'printer.list'>;
type Station = List['stations'][number];
type Route = Station['routes'][number];

const keyOf = (route: Route): string => `${route.kind} ${route.widthMm} ${route.heightMm}`;
const nameOf = (printers: List['rows'], id: string | null): string => printers.find((printer) => printer.id === id)?.name ?? '—';

const Size = ({ route }: { readonly route: Route }) => (
  <>
    {route.widthMm === null ? (
      <Trans>любой</Trans>
    ) : (
      <Trans>
        {route.widthMm} × {route.heightMm} мм
      </Trans>
    )}
  </>
);

function Head() {
  return (
    <thead>
      <tr>
        <th>
          <Trans>Что печатать</Trans>
        </th>
        <th>
          <Trans>Размер</Trans>
        </th>
        <th>
          <Trans>Принтер</Trans>
        </th>
        <th>
          <Trans>Запасной</Trans>
        </th>
      </tr>
    </thead>
  );
}

/** What goes where at a station; what a person named stands in bold. */
export function RoutesTable({ station, printers }: { readonly station: Station; readonly printers: List['rows'] }) {
  return (
    <table className={classes.jobs}>
      <Head />
      <tbody>
        {station.routes.map((route) => (
          <tr key={keyOf(route)}>
            <td>
              <Name of={route.kind} names={jobKindNames} />
            </td>
            <td className={classes.size}>
              <Size route={route} />
            </td>
            <td className={route.named ? classes.named : undefined}>{nameOf(printers, route.printerId)}</td>
            <td>{nameOf(printers, route.spareId)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const BY_PAPER = '';
const BY_ITSELF = '';

/** A printer and its spare for each kind and size of label of a station; each choice holds at once. */
export function RoutesDialog({
  station,
  printers,
  onClose,
}: {
  readonly station: Station;
  readonly printers: List['rows'];
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
  const command = useCommand('printer.route');
  const put = (route: Route, printerId: string | null, spareId: string | null) =>
    void command.run({ stationId: station.id, kind: route.kind, widthMm: route.widthMm, heightMm: route.heightMm, printerId, spareId });
  const all = printers.map((printer) => ({ value: printer.id, text: `${printer.name} · ${printer.widthMm} × ${printer.heightMm}` }));
  return (
    <Dialog open wide title={<Trans>Куда что печатать: место {station.name}</Trans>} onClose={onClose}>
      <p className={classes.facts}>
        <Trans>
          Пока принтер не назван, стикер идёт на бумагу своего размера. Запасной печатает, когда первый встал; что ещё не ушло, переходит к
          нему само и возвращается. Tab — к следующему, стрелки — выбрать.
        </Trans>
      </p>
      <ErrorBanner error={command.error} />
      <table className={classes.jobs}>
        <tbody>
          {station.routes.map((route) => {
            const said = nameOf(printers, route.printerId);
            const spare = nameOf(printers, route.spareId);
            const what = keyOf(route);
            return (
              <tr key={what} data-testid={`route ${what}`}>
                <td>
                  <Name of={route.kind} names={jobKindNames} />
                </td>
                <td className={classes.size}>
                  <Size route={route} />
                </td>
                <td>
                  <Select
                    label={<Trans>Принтер</Trans>}
                    value={route.named ? (route.printerId ?? BY_PAPER) : BY_PAPER}
                    options={[{ value: BY_PAPER, text: route.named ? t`по бумаге` : t`по бумаге: ${said}` }, ...all]}
                    onChange={(value) => put(route, value === BY_PAPER ? null : value, value === BY_PAPER ? null : route.spareId)}
                  />
                </td>
                <td>
                  <Select
                    label={<Trans>Запасной</Trans>}
                    value={route.named ? (route.spareId ?? BY_ITSELF) : BY_ITSELF}
                    options={[
                      {
                        value: BY_ITSELF,
                        text: route.spareId === null || route.named ? t`с той же бумагой, если есть` : t`с той же бумагой: ${spare}`,
                      },
                      ...all.filter(({ value }) => value !== route.printerId),
                    ]}
                    onChange={(value) => put(route, route.printerId, value === BY_ITSELF ? null : value)}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Dialog>
  );
}
