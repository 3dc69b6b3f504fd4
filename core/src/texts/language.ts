/** The languages that the core speaks; each but English has a folder of the same name beside this file. */
export const languages = ['en', 'ja'] as const;
export type Language = (typeof languages)[number];

/** The language for a culture, as .NET names it (`ja-JP`). English for every culture that has no texts of its own. */
export const languageOf = (culture: string | undefined): Language => {
  const [name] = (culture ?? '').toLowerCase().split('-');
  return languages.find((language) => language === name) ?? 'en';
};
