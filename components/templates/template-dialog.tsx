'use client';

import { CodeEditor } from '#components/editor/code-editor.tsx';
import { formatBytes } from '#components/ui/format.ts';
import { QueryView } from '#components/ui/query-view.tsx';
import type { TemplateSummary } from '#lib/contract/templates.ts';
import { Button, List, ListItem, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { templateQuery } from './data.ts';

/** The text of a template with its comments, before one takes it. */
export function TemplateDialog({ template, onClose }: { template: TemplateSummary; onClose: () => void }) {
  const query = useQuery(templateQuery(template.id));
  return (
    <Modal isOpen variant="large" onClose={onClose} aria-label={template.title}>
      <ModalHeader title={template.title} {...(template.description === '' ? {} : { description: template.description })} />
      <ModalBody>
        <QueryView query={query} what="the template">
          {({ text, files }) => (
            <>
              <div className="eef-dialog-diff"><CodeEditor path="execution-environment.yml" subject="definition" language="yaml" label={`${template.title} as YAML`} value={text} isReadOnly /></div>
              {files.length === 0 ? null : (
                <List isPlain aria-label="Files beside it">
                  {files.map((file) => <ListItem key={file.path}><span className="eef-mono">{file.path}</span> <span className="eef-subtle">{formatBytes(file.size)}</span></ListItem>)}
                </List>
              )}
            </>
          )}
        </QueryView>
      </ModalBody>
      <ModalFooter>
        <Button component={(props: object) => <Link href={`/definitions/new?from=template&of=${template.id}`} {...props} />}>Use</Button>
        <Button variant="link" onClick={onClose}>Close</Button>
      </ModalFooter>
    </Modal>
  );
}
