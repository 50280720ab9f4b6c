import { type Change, diffWordsWithSpace } from 'diff';
import { useEffect, useMemo, useState } from 'react';
import type { Article } from '../../../shared/model/article';
import type { Revision } from '../../../shared/model/revision';
import { queries } from '../../library/connect';
import { closeDialog } from '../../state/dialogs';
import { Modal } from '../../ui/modal';
import { SelectField } from '../../ui/select-field';
import './history-dialog.css';

/** A version of the article in plain text, with when it was the current one. */
interface Version {
  readonly label: string;
  readonly title: string;
  readonly text: string;
}

/** The words that were added and removed between any two versions of an article. */
export function HistoryDialog({ article }: { readonly article: Article }) {
  const versions = useVersions(article);
  const [chosen, setChosen] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const last = (versions?.length ?? 0) - 1;
  const { from, to } = chosen ?? { from: last - 1, to: last };
  const [before, after] = [versions?.[from], versions?.[to]];
  return (
    <Modal title="Changes" width="widest" onClose={closeDialog}>
      {versions && before && after && (
        <>
          <div className="history-versions">
            <SelectField
              label="From"
              choices={versions.map(({ label }, value) => ({ value, label }))}
              value={from}
              onChange={(value) => setChosen({ from: value, to })}
            />
            <SelectField
              label="To"
              choices={versions.map(({ label }, value) => ({ value, label }))}
              value={to}
              onChange={(value) => setChosen({ from, to: value })}
            />
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long texts scroll, and have to by keyboard as well */}
          <section className="history-text" aria-label="What changed" tabIndex={0}>
            <h3 className="history-headline" dir="auto">
              <Difference before={before.title} after={after.title} />
            </h3>
            <p dir="auto">
              <Difference before={before.text} after={after.text} />
            </p>
          </section>
        </>
      )}
    </Modal>
  );
}

function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  const parts = useMemo(() => differenceOf(before, after), [before, after]);
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts never change place
  return parts.map((part, place) => <Part key={place} part={part} />);
}

function Part({ part: { added, removed, value } }: { readonly part: Change }) {
  if (added) return <ins>{value}</ins>;
  if (removed) return <del>{value}</del>;
  return <span>{value}</span>;
}

/** Milliseconds; beyond, the texts have so little in common that a comparison helps nobody. */
const comparisonTime = 500;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

function differenceOf(before: string, after: string): readonly Change[] {
  // Words as the language has them, since Chinese and Japanese put no spaces between theirs.
  const options = { intlSegmenter: segmenter, timeout: comparisonTime };
  return (
    diffWordsWithSpace(before, after, options) ?? [
      { value: before, removed: true, added: false, count: 1 },
      { value: after, added: true, removed: false, count: 1 },
    ]
  );
}

/** Oldest first, the article as it is now last; undefined while they are being read. */
function useVersions(article: Article): readonly Version[] | undefined {
  const [versions, setVersions] = useState<readonly Version[]>();
  useEffect(() => {
    let current = true;
    void Promise.all([queries.readRevisions(article.id), queries.readBody(article.id)]).then(
      ([revisions, body]) => {
        if (current) setVersions(versionsOf(article, revisions, body?.html ?? ''));
      },
    );
    return () => {
      current = false;
    };
  }, [article]);
  return versions;
}

function versionsOf(article: Article, revisions: readonly Revision[], html: string): readonly Version[] {
  const times = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  const since = (at: number) => `since ${times.format(at)}`;
  const begins = [article.arrivedAt, ...revisions.map(({ replacedAt }) => replacedAt)];
  return [
    ...revisions.map((revision, place) => ({
      label: `Version ${revision.number + 1}, ${since(begins[place] ?? 0)}`,
      title: revision.title,
      text: linesOf(revision.html),
    })),
    {
      label: `Now, ${since(begins.at(-1) ?? 0)}`,
      title: article.title,
      text: linesOf(html),
    },
  ];
}

/** The words of sanitized HTML, blocks apart. Parsed into a document that runs and loads nothing. */
function linesOf(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode() as Text | null; text; text = texts.nextNode() as Text | null) {
    if (!text.parentElement?.closest('pre')) text.data = text.data.replace(/\s+/g, ' ');
  }
  for (const end of page.querySelectorAll('br, tr')) end.after('\n');
  for (const block of page.querySelectorAll(
    'p, li, h1, h2, h3, h4, h5, h6, blockquote, pre, figure, table',
  )) {
    block.after('\n\n');
  }
  return (page.body.textContent ?? '')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
