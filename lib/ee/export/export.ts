import { contextExport } from '#lib/ee/export/context.ts';
import { eeUtilitiesExport } from '#lib/ee/export/ee-utilities.ts';
import { folderExport } from '#lib/ee/export/folder.ts';
import type { ExportKind, ExportResult, ExportSource } from '#lib/ee/export/types.ts';

/** The files of an export; pure, so the bytes of the files beside the definition are named, not read. */
export function exportDefinition(kind: ExportKind, source: ExportSource): ExportResult {
  switch (kind) {
    case 'folder':
      return folderExport(source);
    case 'ee-utilities':
      return eeUtilitiesExport(source);
    case 'containerfile':
      return contextExport(source);
  }
}
