import { useLingui as useCatalogue } from '@lingui/react';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';

import type { Output } from '#shared/contract/index.ts';
import type { LabelTemplate } from '#shared/domain/label-template.ts';

import { elementNames, labelWarningNames } from '../../app/words/labels.ts';
import { Name } from '../../app/words/name.tsx';
import { useCall } from '../../bridge/index.ts';
import { Field, Select } from '../../ui/index.ts';
import { elementName } from './canvas.tsx';

import classes from './templates.module.css';

export interface ProofView {
  readonly pngBase64: string | null;
  readonly warnings: Output<'label.proof'>['warnings'];
  /** The product it is shown on; null: an example. */
  readonly productName: string | null;
}

/** How long a hand must rest before the label is drawn anew. */
const REST_MS = 120;

/** What the host draws of the template, a moment after the last change. */
export function useProof(template: LabelTemplate, dpi: 203 | 300, productSearch: string): ProofView {
  const still = useRested(template);
  const search = useRested(productSearch);
  const wanted = template.kind === 'product' && search.trim() !== '';
  const found = useCall('product.list', { search, limit: 1 }, { enabled: wanted, keep: true });
  const product = wanted ? (found.data?.rows[0] ?? null) : null;
  const proof = useCall(
    'label.proof',
    { template: still as Output<'label.template'>['template'], dpi, productId: product?.id ?? null },
    { keep: true, enabled: still.name.trim() !== '' },
  );
  return { pngBase64: proof.data?.pngBase64 ?? null, warnings: proof.data?.warnings ?? [], productName: product?.name ?? null };
}

function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

interface Props {
  readonly proof: ProofView;
  readonly template: LabelTemplate;
  readonly dpi: 203 | 300;
  readonly search: string;
  readonly onDpi: (dpi: 203 | 300) => void;
  readonly onSearch: (search: string) => void;
  readonly onSelect: (id: string) => void;
}

/** On what and for which printer it is shown, and what is wrong with it. */
export function Proof({ proof, template, dpi, search, onDpi, onSearch, onSelect }: Props) {
  const { t } = useLingui();
  const { i18n } = useCatalogue();
  return (
    <div className={classes.proof}>
      <div className={classes.pair}>
        <Select
          label={t`Принтер, точек на дюйм`}
          value={String(dpi)}
          options={['203', '300'].map((value) => ({ value, text: `${value} dpi` }))}
          onChange={(value) => onDpi(value === '300' ? 300 : 203)}
        />
        {template.kind === 'product' ? (
          <Field
            label={<Trans>Показать на товаре</Trans>}
            data-scan="take"
            placeholder={t`артикул, штрихкод, название`}
            hint={proof.productName ?? t`пример`}
            value={search}
            onChange={(event) => onSearch(event.target.value)}
          />
        ) : null}
      </div>
      <ul className={classes.warnings} data-testid="label-warnings">
        {proof.warnings.map((warning) => {
          const element = template.elements.find((one) => one.id === warning.elementId);
          return (
            <li key={`${warning.elementId} ${warning.code}`}>
              <button type="button" className={classes.warning} onClick={() => onSelect(warning.elementId)}>
                <b>
                  <Name of={warning.code} names={labelWarningNames} />
                </b>{' '}
                {element === undefined ? null : elementName(element, i18n._(elementNames[element.kind]!))}
                {warning.code === 'letters-missing' ? ` (${warning.detail})` : null}
              </button>
            </li>
          );
        })}
        {proof.pngBase64 !== null && proof.warnings.length === 0 ? (
          <li className={classes.fine}>
            <Trans>Всё помещается, каждый код прочитан обратно.</Trans>
          </li>
        ) : null}
      </ul>
    </div>
  );
}
