/** Skips the running test aloud: the reporter prints the reason. */
export const skip = (context: Mocha.Context, reason: string): never => {
  if (context.test !== undefined) Object.assign(context.test, { skipReason: reason });
  return context.skip();
};
