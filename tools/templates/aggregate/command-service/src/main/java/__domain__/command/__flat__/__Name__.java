package __domain__.command.__flat__;

/** What the rules need to know of __article__ __words__, one record for each stage of its life. */
public sealed interface __Name__ {

  /** Nobody has issued it yet. */
  record NotIssued() implements __Name__ {}

  /** It can be redeemed. */
  record Issued() implements __Name__ {}

  /** It was used up. */
  record Redeemed() implements __Name__ {}
}
