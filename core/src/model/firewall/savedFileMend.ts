import { parseIptablesSave } from '../../parse/iptables/save.js';
import type { SavedRules } from '../../parse/iptables/savedRules.js';
import { inGuest, shell } from '../quote.js';
import type { BackEndName } from '../netfilter/world.js';
import { homelessLines, isEndless, savedFileFaults } from './savedFile.js';

/** What the VM loads when it starts. */
export const SAVED_RULES = '/etc/systemd/scripts/ip4save';

/** As Azure Linux and CBL-Mariner ship it (SPECS/iptables/ip4save). */
const STOCK = [
  '*filter',
  ':INPUT DROP [0:0]',
  ':FORWARD DROP [0:0]',
  ':OUTPUT DROP [0:0]',
  '-A INPUT -i lo -j ACCEPT',
  '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT',
  '-A INPUT -p icmp --icmp-type 11 -j ACCEPT',
  '-A INPUT -p icmp --icmp-type 3 -j ACCEPT',
  '-A OUTPUT -j ACCEPT',
  'COMMIT',
];

/** Writes the stock file. */
export const stockCommand = (): string =>
  inGuest(`printf '%s\\n' ${STOCK.map(shell).join(' ')} | sudo tee ${SAVED_RULES}`);

const END = '\nCOMMIT\n';

const loads = (saved: SavedRules, text: string, boot: BackEndName): boolean =>
  savedFileFaults({ ...saved, text, ruleset: parseIptablesSave(text) }, boot).length === 0;

/** What makes the whole file load, and changes nothing of what loads already; empty where that is not enough. */
interface Mend {
  /** Ends the last line. */
  readonly end: string;
  /** Ends the last table. */
  readonly commit: string;
  /** Takes lines out that cannot load; a copy of the file stays. */
  readonly drop: string;
}

export const savedFileMend = (saved: SavedRules, boot: BackEndName): Mend => {
  const lines = homelessLines(saved);
  const rest = saved.text.split('\n').filter((_line, index) => !lines.includes(index + 1));
  const file = shell(saved.path);
  return {
    end:
      isEndless(saved, boot) && loads(saved, `${saved.text}\n`, boot)
        ? inGuest(`printf '\\n' | sudo tee -a ${file}`)
        : '',
    commit: loads(saved, saved.text + END, boot) ? inGuest(`printf '\\nCOMMIT\\n' | sudo tee -a ${file}`) : '',
    drop:
      lines.length > 0 && loads(saved, rest.join('\n'), boot)
        ? inGuest(`sudo sed -i.broken ${lines.map((line) => `-e ${line}d`).join(' ')} ${file}`)
        : '',
  };
};
