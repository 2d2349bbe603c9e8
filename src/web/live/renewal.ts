/**
 * True while every loader is asked again on purpose (sign-in, sign-out, reset). At any other time the root loader rests:
 * what it told is kept fresh by the feed. A module value because `shouldRevalidate` is called outside React.
 */
export const renewal = { running: false }
