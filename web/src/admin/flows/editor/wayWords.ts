/** Where the words of one way stand below its step: a row, and from its left edge on. */
export interface Place {
  row: number;
  left: number;
  width: number;
}

const ROWS = 3;
/** What a letter takes at most, on the average of the three languages. */
const LETTER = 8;
const AROUND = 8;
/** Of words that are set aside, so much still stands below their dot. */
const BELOW = 6;
/** From this part of the room on, each gets the same. */
const CRAMPED = 0.8;
/** Less tells nothing. */
const LEAST = 14;

/** A place for the words of each way, from left to right: below its dot where there is room, never on its neighbours' and never beyond the card.
 * null for who has none. */
export function placesOf(words: readonly string[], whole: number): (Place | null)[] {
  const ends = Array<number>(ROWS).fill(0);
  const wanted = words.map((word) => (word === "" ? 0 : Math.ceil(word.length * LETTER) + AROUND));
  const isCramped = wanted.reduce((sum, width) => sum + width, 0) > CRAMPED * ROWS * whole;
  const most = isCramped ? (ROWS * whole) / words.length : whole;
  return wanted.map((wish, index) => {
    if (wish === 0) return null;
    const width = Math.min(wish, most);
    const dot = ((index + 1) / (words.length + 1)) * whole;
    const rightmost = whole - width;
    const under = Math.max(0, Math.min(dot - width / 2, rightmost));
    const aside = Math.max(under, Math.min(dot - BELOW, rightmost));
    const free = (from: number): number => ends.findIndex((end) => end <= from);
    const row = [free(under), free(aside), ends.indexOf(Math.min(...ends))].find((each) => each >= 0) ?? 0;
    const left = Math.max(under, ends[row] ?? 0);
    const place = { row, left, width: Math.min(width, whole - left) };
    if (place.width < LEAST) return null;
    ends[row] = left + place.width;
    return place;
  });
}
