/** Any run of characters, or what one character must be like. */
export type Piece = '*' | ((char: string) => boolean);

/**
 * Whether a text is made of these pieces. Step by step, and back to the last star only: an expression made of somebody's
 * pattern could keep the core busy for hours.
 */
export const fits = (text: string, pieces: readonly Piece[]): boolean => {
  const chars = Array.from(text);
  let [at, next] = [0, 0];
  /** Behind the last star, and where what follows it was tried last. */
  let again: { next: number; at: number } | null = null;
  while (at < chars.length) {
    const piece = pieces[next];
    if (piece === '*') {
      next += 1;
      again = { next, at };
    } else if (piece?.(chars[at] ?? '') === true) {
      next += 1;
      at += 1;
    } else if (again === null) return false;
    else {
      again.at += 1;
      ({ next, at } = again);
    }
  }
  return pieces.slice(next).every((piece) => piece === '*');
};

export const exactly =
  (wanted: string): Piece =>
  (char) =>
    char.toLowerCase() === wanted.toLowerCase();

const pieceOf = (char: string): Piece => {
  if (char === '*') return '*';
  return char === '?' ? () => true : exactly(char);
};

/** `*` and `?` as in PowerShell's -like, without regard to case. */
export const isLike = (text: string, pattern: string): boolean => fits(text, Array.from(pattern, pieceOf));
