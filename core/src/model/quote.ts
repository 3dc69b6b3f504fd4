/**
 * Values of a device inside commands that a person will paste. Single quotes in both languages: nothing inside them is
 * expanded. PowerShell doubles a quote, and takes the typographic ones for quotes too; a shell closes, escapes and reopens.
 */
export const powershell = (value: string): string => `'${value.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;

export const powershellList = (values: readonly string[]): string => `@(${values.map(powershell).join(', ')})`;

/** A word of a shell command; words of harmless characters stay bare, as an administrator would type them. */
export const shell = (value: string): string =>
  /^[A-Za-z0-9_./:@%+=,-]+$/.test(value) ? value : `'${value.replace(/'/g, "'\\''")}'`;

/** `Invoke-EflowVmCommand` around a shell command: the command crosses ssh.exe's command line, which loses double quotes. */
export const inGuest = (command: string): string => `Invoke-EflowVmCommand ${powershell(command)}`;
