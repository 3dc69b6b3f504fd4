/** `*` and `?` as in PowerShell's -like, without regard to case. */
export const isLike = (text: string, pattern: string): boolean => {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'iu').test(text);
};
