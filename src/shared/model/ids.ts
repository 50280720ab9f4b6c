/** Branded ids: a FeedId is never accepted where an ArticleId is meant, though both are strings at run time. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type FeedId = Branded<'FeedId'>;
export type FolderId = Branded<'FolderId'>;
/** `${FeedId}.${identity}`: the same article polled twice always gets the same id. */
export type ArticleId = Branded<'ArticleId'>;
export type TagId = Branded<'TagId'>;
/** Lower-case hex SHA-256 of an image's absolute address; the name under which `media://` serves it. */
export type ImageKey = Branded<'ImageKey'>;
/** Lower-case hex SHA-256 of a recording's absolute address; the name under which `media://` serves it. */
export type AudioKey = Branded<'AudioKey'>;
