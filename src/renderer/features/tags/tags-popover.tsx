import { Autocomplete } from '@base-ui/react/autocomplete';
import { Popover } from '@base-ui/react/popover';
import { Hash, Tag as TagIcon, X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ArticleId } from '../../../shared/model/ids';
import { type Tag, tagKey } from '../../../shared/model/tag';
import { useSidebar } from '../../library/hooks';
import { setTagsOpen, useDialogs } from '../../state/dialogs';
import { WithTooltip } from '../../ui/icon-button';
import '../../ui/menu.css';
import { addTag, removeTag } from './tag-actions';
import './tags-popover.css';

interface TagsPopoverProps {
  readonly articleId: ArticleId;
  /** The tags the article has. */
  readonly tags: readonly Tag[];
}

/** The button "Tags" and what it opens: the article's tags, a field for one more, and the tags there are. */
export function TagsPopover({ articleId, tags }: TagsPopoverProps) {
  const open = useDialogs((state) => state.tagsOpen);
  const field = useRef<HTMLInputElement>(null);
  return (
    <Popover.Root open={open} onOpenChange={setTagsOpen}>
      <WithTooltip label="Tags" shortcut="T">
        <Popover.Trigger className="icon-button" aria-label="Tags" data-tagged={tags.length > 0}>
          <TagIcon aria-hidden size={17} strokeWidth={1.75} />
        </Popover.Trigger>
      </WithTooltip>
      <Popover.Portal>
        <Popover.Positioner className="popup-positioner" sideOffset={6} align="start">
          <Popover.Popup
            className="popover tags-popover"
            initialFocus={field}
            aria-label="Tags of this article"
          >
            <TagsField articleId={articleId} tags={tags} field={field} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface TagsFieldProps extends TagsPopoverProps {
  readonly field: { readonly current: HTMLInputElement | null };
}

function TagsField({ articleId, tags, field }: TagsFieldProps) {
  const [text, setText] = useState('');
  const highlighted = useRef<string | undefined>(undefined);
  const all = useSidebar()?.tags ?? [];
  const present = new Set(tags.map((tag) => tag.key));
  const suggestions = all.filter((tag) => !present.has(tag.key)).map((tag) => tag.name);

  const add = (name: string) => {
    setText('');
    if (tagKey(name)) void addTag(articleId, name.trim());
  };

  return (
    <Autocomplete.Root
      inline
      open
      items={suggestions}
      value={text}
      onValueChange={(value, { reason }) => {
        if (reason === 'item-press') add(value);
        else setText(value);
      }}
      onItemHighlighted={(name) => {
        highlighted.current = name;
      }}
    >
      {tags.length > 0 && (
        <ul className="tag-chips" aria-label="Tags of this article">
          {tags.map((tag) => (
            <li key={tag.id} className="tag-chip">
              <span className="tag-chip-name">{tag.name}</span>
              <button
                type="button"
                className="tag-chip-remove"
                aria-label={`Remove ${tag.name}`}
                onClick={() => {
                  void removeTag(articleId, tag);
                  field.current?.focus();
                }}
              >
                <X aria-hidden size={12} strokeWidth={2.25} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Autocomplete.Input
        ref={field as React.RefObject<HTMLInputElement | null>}
        className="tags-input"
        aria-label="Tag"
        placeholder={tags.length > 0 ? 'Add another tag' : 'Add a tag'}
        maxLength={80}
        spellCheck={false}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' && !highlighted.current) {
            event.preventDefault();
            add(text);
          } else if (event.key === 'Backspace' && !text) {
            const last = tags.at(-1);
            if (last) void removeTag(articleId, last);
          }
        }}
      />
      <Autocomplete.List className="menu-list tags-list">
        {(name: string) => (
          <Autocomplete.Item key={name} value={name} className="menu-item">
            <Hash aria-hidden size={14} strokeWidth={1.75} />
            <span className="menu-item-label">{name}</span>
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}
