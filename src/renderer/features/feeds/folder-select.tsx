import type { Folder } from '../../../shared/model/folder';
import { folderLines } from '../../../shared/model/folder-tree';
import type { FolderId } from '../../../shared/model/ids';
import { SelectField } from '../../ui/select-field';

interface FolderSelectProps {
  readonly folders: readonly Folder[];
  readonly value: FolderId | null;
  readonly onChange: (folderId: FolderId | null) => void;
}

/** Which folder a new subscription goes to. Not there while there is no folder to choose. */
export function FolderSelect({ folders, value, onChange }: FolderSelectProps) {
  if (folders.length === 0) return null;
  const choices = [
    { value: null, label: 'No folder', level: 1 },
    ...folderLines(folders).map(({ folder, level }) => ({ value: folder.id, label: folder.title, level })),
  ];
  return <SelectField label="Folder" choices={choices} value={value} onChange={onChange} />;
}
