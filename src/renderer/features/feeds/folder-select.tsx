import { Select } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import type { Folder } from '../../../shared/model/folder';
import type { FolderId } from '../../../shared/model/ids';
import '../../ui/menu.css';

interface FolderSelectProps {
  readonly folders: readonly Folder[];
  readonly value: FolderId | null;
  readonly onChange: (folderId: FolderId | null) => void;
}

/** Which folder a new subscription goes to. Not there while there is no folder to choose. */
export function FolderSelect({ folders, value, onChange }: FolderSelectProps) {
  if (folders.length === 0) return null;
  const choices = [
    { value: null, label: 'No folder' },
    ...folders.map((folder) => ({ value: folder.id, label: folder.title })),
  ];
  return (
    <Select.Root items={choices} value={value} onValueChange={onChange}>
      <div className="field">
        <Select.Label className="field-label">Folder</Select.Label>
        <Select.Trigger className="field-input folder-select">
          <Select.Value className="folder-select-value" />
          <Select.Icon className="folder-select-icon">
            <ChevronsUpDown aria-hidden size={14} strokeWidth={2} />
          </Select.Icon>
        </Select.Trigger>
      </div>
      <Select.Portal>
        <Select.Positioner className="popup-positioner" sideOffset={4} alignItemWithTrigger={false}>
          <Select.Popup className="menu folder-select-popup">
            <Select.List className="menu-list">
              {choices.map((choice) => (
                <Select.Item key={choice.value} value={choice.value} className="menu-item">
                  <Select.ItemText className="menu-item-label">{choice.label}</Select.ItemText>
                  <Select.ItemIndicator>
                    <Check aria-hidden size={14} strokeWidth={2.25} />
                  </Select.ItemIndicator>
                </Select.Item>
              ))}
            </Select.List>
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
