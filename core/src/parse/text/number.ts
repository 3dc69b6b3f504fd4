/** A whole number of plain decimal digits, as tools print them; null for anything else and beyond what a number holds exactly. */
export const wholeNumber = (text: string | null | undefined): number | null => {
  if (text === undefined || text === null || !/^\d{1,16}$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
};

/** A port of TCP or UDP. */
export const portNumber = (text: string | null | undefined): number | null => {
  const value = wholeNumber(text);
  return value !== null && value <= 65_535 ? value : null;
};

/** As wholeNumber, with a minus sign where there is one. */
export const signedNumber = (text: string | null | undefined): number | null => {
  const value = wholeNumber(text?.replace(/^-/, ''));
  return value === null || text?.startsWith('-') !== true ? value : -value;
};
