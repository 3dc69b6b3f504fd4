/** Exit codes of the core: one table for main.ts, the documentation and the PowerShell side. Findings are not exit codes. */
export const exitCodes = {
  done: { code: 0, text: 'Every request was answered, whatever the findings.' },
  badArguments: { code: 2, text: 'The command line is not one that the core knows.' },
  notJson: { code: 3, text: 'A request is not JSON.' },
  contractViolated: { code: 4, text: 'A request is JSON but violates the contract.' },
  contractNumber: { code: 5, text: 'A request carries a contract number that this core does not speak.' },
  refused: { code: 6, text: "A request can't be carried out: the error in its response says why." },
  bug: { code: 70, text: 'A bug in the core.' },
} as const;

export type ExitCodeName = keyof typeof exitCodes;
