import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';

import { type CodeElement, LABEL_FIELDS, type LabelElement, type LabelKind, type TextElement } from '#shared/domain/label-template.ts';

import { labelFieldNames } from '../../app/words/labels.ts';
import { Check, Field, Select, TextArea } from '../../ui/index.ts';

import classes from './templates.module.css';

type Change = (change: Partial<LabelElement>, series: string) => void;

/** Everything of the held element, by numbers. */
export function Properties({
  element,
  kind,
  onChange,
}: {
  readonly element: LabelElement;
  readonly kind: LabelKind;
  readonly onChange: Change;
}) {
  const { t } = useLingui();
  const number = (name: 'xMm' | 'yMm' | 'widthMm' | 'heightMm', label: string) => (
    <Millimetres label={label} value={element[name]} onChange={(value) => onChange({ [name]: value }, `${name} ${element.id}`)} />
  );
  return (
    <div className={classes.form}>
      {element.kind === 'text' ? <TextFields element={element} kind={kind} onChange={onChange} /> : null}
      {element.kind === 'code' ? <CodeFields element={element} kind={kind} onChange={onChange} /> : null}
      {element.kind === 'box' ? (
        <Millimetres
          label={t`Толщина, мм`}
          value={element.thickMm}
          step={0.1}
          onChange={(thickMm) => onChange({ thickMm: Math.max(0.1, thickMm) }, `thick ${element.id}`)}
        />
      ) : null}
      <div className={classes.pair}>
        {number('xMm', t`Слева, мм`)}
        {number('yMm', t`Сверху, мм`)}
        {number('widthMm', t`Ширина, мм`)}
        {number('heightMm', t`Высота, мм`)}
      </div>
    </div>
  );
}

function TextFields({ element, kind, onChange }: { readonly element: TextElement; readonly kind: LabelKind; readonly onChange: Change }) {
  const { t } = useLingui();
  return (
    <>
      <Content element={element} kind={kind} onChange={onChange} />
      <div className={classes.pair}>
        <Millimetres
          label={t`Высота букв, мм`}
          value={element.capMm}
          step={0.1}
          onChange={(capMm) => onChange({ capMm: Math.max(0.5, capMm) }, `cap ${element.id}`)}
        />
        <Select
          label={t`Выравнивание`}
          value={element.align}
          options={[
            { value: 'left', text: t`влево` },
            { value: 'center', text: t`по середине` },
            { value: 'right', text: t`вправо` },
          ]}
          onChange={(align) => onChange({ align }, `align ${element.id}`)}
        />
      </div>
      <Select
        label={t`Если не помещается`}
        value={element.fit}
        options={[
          { value: 'shrink', text: t`в одну строку, мельче` },
          { value: 'wrap', text: t`переносить по словам` },
        ]}
        onChange={(fit) => onChange({ fit }, `fit ${element.id}`)}
      />
      <Check
        label={<Trans>Жирный</Trans>}
        checked={element.weight === 'bold'}
        onChange={(bold) => onChange({ weight: bold ? 'bold' : 'regular' }, `weight ${element.id}`)}
      />
    </>
  );
}

function CodeFields({ element, kind, onChange }: { readonly element: CodeElement; readonly kind: LabelKind; readonly onChange: Change }) {
  const { t } = useLingui();
  const bars = element.symbology !== 'qr' && element.symbology !== 'gs1-datamatrix';
  return (
    <>
      <Select
        label={t`Вид кода`}
        value={element.symbology}
        options={[
          { value: 'auto', text: t`EAN-13, а если не он, то Code 128` },
          { value: 'ean13', text: 'EAN-13' },
          { value: 'code128', text: 'Code 128' },
          { value: 'code128-or-qr', text: t`Code 128, для других букв QR` },
          { value: 'gs1-datamatrix', text: 'GS1 DataMatrix' },
          { value: 'qr', text: 'QR' },
        ]}
        onChange={(symbology) => onChange({ symbology }, `symbology ${element.id}`)}
      />
      <Content element={element} kind={kind} onChange={onChange} />
      {bars ? (
        <Check
          label={<Trans>Цифры под штрихами</Trans>}
          checked={element.digits}
          onChange={(digits) => onChange({ digits }, `digits ${element.id}`)}
        />
      ) : null}
    </>
  );
}

/** Words with fields in braces; a field is picked from the list and put at the end. */
function Content({
  element,
  kind,
  onChange,
}: {
  readonly element: TextElement | CodeElement;
  readonly kind: LabelKind;
  readonly onChange: Change;
}) {
  const { t, i18n } = useLingui();
  const write = (content: string) => onChange({ content }, `content ${element.id}`);
  const names: readonly string[] = LABEL_FIELDS[kind];
  return (
    <>
      <TextArea label={t`Что написать`} rows={2} value={element.content} onChange={(event) => write(event.target.value)} />
      <Select
        label={t`Вставить поле`}
        value=""
        options={[{ value: '', text: t`выберите` }, ...names.map((name) => ({ value: name, text: i18n._(labelFieldNames[name]!) }))]}
        onChange={(name) => (name === '' ? undefined : write(withField(element, name)))}
      />
    </>
  );
}

/** A code is one field as a rule; a text may hold many. */
const withField = (element: TextElement | CodeElement, name: string): string =>
  element.kind === 'code'
    ? `{${name}}`
    : `${element.content}${element.content === '' || element.content.endsWith(' ') ? '' : ' '}{${name}}`;

/** A number that may be half typed: the label follows every value that is one. */
export function Millimetres({
  label,
  value,
  step = 0.5,
  onChange,
}: {
  readonly label: ReactNode;
  readonly value: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field
      label={label}
      type="number"
      step={step}
      value={typed ?? String(value)}
      onChange={(event) => {
        setTyped(event.target.value);
        const next = Number(event.target.value.replace(',', '.'));
        if (event.target.value !== '' && Number.isFinite(next)) onChange(next);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
