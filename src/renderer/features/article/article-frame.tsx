import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { Article, ArticleBody } from '../../../shared/model/article';
import { library } from '../../library/connect';
import { useLiveStoredImages } from '../../library/hooks';
import { typographyOf, useAppearance } from '../../state/appearance';
import { closePopovers } from '../../state/dialogs';
import { appearanceAttributes } from '../appearance/apply-appearance';
import { followLink, openLink } from '../articles/article-actions';
import { handleKey } from '../commands/use-commands';
import { focusPane } from '../panes/pane-focus';
import { afterPaint } from './after-paint';
import { articleDocument } from './article-document';
import { articleStylesheet } from './article-stylesheet';
import { colourCode } from './frame-code';
import { listenInside, showArrived, showTags } from './frame-document';
import { noteFrameLoaded } from './frame-loaded';
import { keepPosition } from './frame-position';
import { viewPictures } from './pictures';
import { useAudioCards } from './use-audio-cards';

interface ArticleFrameProps {
  readonly article: Article;
  readonly body: ArticleBody;
  readonly feedTitle: string;
  readonly tags: readonly string[];
}

/** The article's document in a frame without scripts. It is loaded anew only when the publisher's part changes. */
export function ArticleFrame({ article, body, feedTitle, tags }: ArticleFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const theme = useAppearance((state) => state.theme);
  const typography = useAppearance((state) => typographyOf(state, article.feedId));
  const [loads, setLoads] = useState(0);

  // Status, tags and appearance change while the article is read; loading it anew would lose the reader's place.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const html = useMemo(
    () =>
      articleDocument({
        article,
        body,
        feedTitle,
        tags,
        attributes: appearanceAttributes(theme, typography),
        origin: window.location.origin,
        stylesheet: articleStylesheet,
      }),
    [article.id, article.contentHash, body.html, body.leadImage?.key, feedTitle],
  );

  const attach = useEffectEvent(() => {
    const inside = frame.current?.contentDocument;
    // An empty document stands in the frame before the first one is loaded.
    if (inside?.documentElement.dataset.article !== article.id) return;
    listenInside(inside, article.url, {
      followLink: (url) => void followLink(url),
      openLink: (url) => void openLink(url),
      onKey,
      openPicture: viewPictures,
      onPress: closePopovers,
    });
    colourCode(inside);
    keepPosition(inside, article.id);
    // What follows draws nothing the reader waits for.
    afterPaint(() => {
      setLoads((count) => count + 1);
      noteFrameLoaded(article.id);
    });
  });

  useEffect(() => {
    const element = frame.current;
    const onLoad = () => attach();
    element?.addEventListener('load', onLoad);
    return () => element?.removeEventListener('load', onLoad);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each load brings a new document to show the tags in
  useEffect(() => {
    const inside = frame.current?.contentDocument;
    if (inside) showTags(inside, tags);
  }, [tags, loads]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a document just loaded may be of before the change
  useEffect(() => {
    const page = frame.current?.contentDocument?.documentElement;
    for (const [name, value] of Object.entries(appearanceAttributes(theme, typography))) {
      // Written again, even the same value makes the whole document be styled anew.
      if (page && page.getAttribute(name) !== value) page.setAttribute(name, value);
    }
  }, [theme, typography, loads]);

  useAudioCards(frame, loads, article.id, body);

  const keys = useMemo(
    () => [...(body.leadImage ? [body.leadImage.key] : []), ...body.images.map(({ key }) => key)],
    [body],
  );
  useEffect(() => {
    if (keys.length > 0) void library.noteShown(keys);
  }, [keys]);
  const stored = useLiveStoredImages(keys);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a document just loaded may have missed what arrived meanwhile
  useEffect(() => {
    const inside = frame.current?.contentDocument;
    if (inside) showArrived(inside, stored);
  }, [stored, loads]);

  return (
    <iframe
      ref={frame}
      className="article-frame"
      title="Article"
      sandbox="allow-same-origin"
      srcDoc={html}
      data-pane-entry
    />
  );
}

/** Keys pressed while the focus is in the article. */
function onKey(event: KeyboardEvent): void {
  const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
  const scrollsItself = (event.target as Element | null)?.closest?.('.table-scroller, .math-scroller, pre');
  if (plain && event.key === 'ArrowLeft' && !scrollsItself) {
    event.preventDefault();
    focusPane('articles');
    return;
  }
  handleKey(event);
}
