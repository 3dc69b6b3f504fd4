/** Without the characters of one kind at its end; linear in the text, which a pattern that ends in `+$` is not. */
export const withoutEnd = (text: string, character: string): string => {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end -= 1;
  return text.slice(0, end);
};
