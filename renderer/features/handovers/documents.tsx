import { Trans } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { saveFile } from '../../app/text-file.ts';
import { Name } from '../../app/words/name.tsx';
import { handoverDocumentNames } from '../../app/words/names.ts';
import { useAsk } from '../../bridge/index.ts';
import { Button, Card, StatusChip } from '../../ui/index.ts';

import classes from './handovers.module.css';

const TYPES = { pdf: 'application/pdf', png: 'image/png', xls: 'application/vnd.ms-excel' } as const;
const bytesOf = (content: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
/** The act is what is signed at the gate: it has the key. */
const FIRST = 'act';

/** Papers as the marketplace drew them; they are stored here, so they open without a network too. */
export function Documents({ story }: { readonly story: Output<'handover.get'> }) {
  const ask = useAsk('handover.document');
  const { documents, handover } = story;
  if (documents.length === 0) return null;
  const take = async (kind: (typeof documents)[number]['kind']) => {
    const answer = await ask.run({ id: handover.id, kind });
    if (answer.ok) show(answer.value);
  };
  return (
    <Card title={<Trans>Документы</Trans>}>
      <div className={classes.list}>
        {documents.map(({ kind, stored, barcode }) => (
          <div key={kind} className={classes.line}>
            <span>
              <Name of={kind} names={handoverDocumentNames} />
              {barcode === null ? null : (
                <>
                  {' '}
                  <b>{barcode}</b>
                </>
              )}
            </span>
            {stored ? (
              <Button size="small" {...(kind === FIRST ? { hotkey: 'F4' as const } : {})} onClick={() => void take(kind)}>
                <Trans>Открыть</Trans>
              </Button>
            ) : (
              <StatusChip>
                <Trans>составляется</Trans>
              </StatusChip>
            )}
          </div>
        ))}
      </div>
      <ErrorBanner error={ask.error} />
    </Card>
  );
}

/** In a tab, where it is printed from; where windows are not let open, and for a table, as a file. */
function show({ format, content, fileName }: Output<'handover.document'>): void {
  const bytes = bytesOf(content);
  if (format !== 'xls') {
    const address = URL.createObjectURL(new Blob([bytes], { type: TYPES[format] }));
    if (globalThis.open(address) !== null) return;
    URL.revokeObjectURL(address);
  }
  saveFile(fileName, TYPES[format], bytes);
}
