import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { useCall } from '../../bridge/index.ts';
import { Page, PageHeader, Tabs } from '../../ui/index.ts';
import { PaceTable } from './pace-table.tsx';
import { People } from './people.tsx';
import { Radar } from './radar.tsx';

const PARTS = ['radar', 'pace', 'people'] as const;
type Part = (typeof PARTS)[number];

/** Whether the shift makes its cut-offs, who does what, and who works here. */
export function ShiftScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { part } = useSearch({ strict: false }) as { readonly part?: string };
  const session = useCall('session.get', {});
  const rights = session.data?.permissions ?? [];
  const shown = PARTS.find((one) => one === part) ?? 'radar';
  const tabs: { readonly value: Part; readonly text: string }[] = [
    { value: 'radar', text: t`Отсечки` },
    ...(rights.includes('stock') ? [{ value: 'pace' as const, text: t`Темп` }] : []),
    { value: 'people', text: t`Люди` },
  ];
  return (
    <Page>
      <PageHeader
        title={<Trans>Смена</Trans>}
        note={<Trans>Сколько осталось до каждой отсечки, успеваем ли нынешним темпом, кто за каким столом.</Trans>}
      />
      <Tabs label={t`Что показать`} value={shown} tabs={tabs} onChange={(next) => void navigate({ to: '.', search: { part: next } })} />
      {shown === 'radar' ? <Radar /> : shown === 'pace' ? <PaceTable /> : <People mayChange={rights.includes('manage')} />}
    </Page>
  );
}
