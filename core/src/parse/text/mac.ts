/** A MAC address in the form of Linux tools, from theirs (colons), Windows' (dashes) or Hyper-V's (nothing); null for anything else. */
export const normalMac = (text: string | null | undefined): string | null => {
  const digits = (text ?? '').trim().replace(/[:-]/g, '').toLowerCase();
  return /^[0-9a-f]{12}$/.test(digits) ? (digits.match(/../g) ?? []).join(':') : null;
};
