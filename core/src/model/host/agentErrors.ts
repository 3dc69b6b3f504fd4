/**
 * What the EFLOW cmdlets complain about, sorted by what is really wrong. The texts are English in every edition (Microsoft's
 * page "Common issues and resolutions for Azure IoT Edge for Linux on Windows", and Azure/iotedge-eflow).
 */
export type AgentError =
  | 'certificateExpired'
  | 'tooManyKeys'
  | 'keyOpen'
  | 'keyRefused'
  | 'vmOff'
  | 'addressMissing'
  | 'agentUnreachable'
  | 'vmUnknown'
  | 'switchUnknown'
  | 'sshFailed';

const patterns: readonly { readonly error: AgentError; readonly pattern: RegExp }[] = [
  { error: 'certificateExpired', pattern: /certificate has expired|authentication handshake failed/i },
  { error: 'tooManyKeys', pattern: /too many authentication failures/i },
  // The words of ssh.exe (OpenSSH, authfile.c and sshconnect2.c).
  {
    error: 'keyOpen',
    pattern: /UNPROTECTED PRIVATE KEY FILE|private key will be ignored|are too open|bad permissions/i,
  },
  { error: 'keyRefused', pattern: /Load key "|Permission denied \(publickey/i },
  { error: 'vmOff', pattern: /VM is OFF|EFLOW virtual machine is off/i },
  {
    error: 'agentUnreachable',
    pattern: /wssdagent unreachable|Can't find WSSDAGENT service|desc = .?connection error/i,
  },
  {
    error: 'vmUnknown',
    pattern: /Virtual machine name could not be retrieved|code = NotFound|More than one virtual machine found/i,
  },
  {
    error: 'addressMissing',
    pattern:
      /failed to acquire (IP|MAC) address|could not (retrieve|resolve).{0,80}IP address|Missing EFLOW-VM guest interface/i,
  },
  {
    error: 'switchUnknown',
    pattern:
      /virtual switch .{1,300} was not found|Network '.{0,300}' does not exist|No adapters associated with the switch|expected vnet resource/i,
  },
  {
    error: 'sshFailed',
    pattern:
      /Unable to connect virtual machine with SSH|ssh_exchange_identification|kex_exchange_identification|ssh: connect to host|ssh failed to execute|SSH channel cannot be initialized/i,
  },
];

/** What a complaint is about; null for one that is not known. The first that fits counts: a handshake failure is also a failed query. */
export const classify = (complaint: string): AgentError | null =>
  patterns.find(({ pattern }) => pattern.test(complaint))?.error ?? null;

/** The first complaint of a kind; null where there is none. */
export const complaintOf = (kind: AgentError, complaints: readonly string[]): string | null =>
  complaints.find((one) => classify(one) === kind) ?? null;
