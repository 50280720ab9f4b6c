import stylesheet from './article.css?url';

// The frame's policy knows no data: addresses; a stylesheet put into the script would leave every article bare.
const address = new URL(stylesheet, window.location.href);
if (address.protocol === 'data:') throw new Error('article.css has to be emitted as a file');

/** Absolute address of the stylesheet of articles. */
export const articleStylesheet = address.href;
