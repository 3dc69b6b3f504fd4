// @ts-check
// Loaded before the core: says at the end how much memory the process had at the most, in KB.
import process from 'node:process';

process.on('exit', () => process.stderr.write(`\nmaxRSS ${process.resourceUsage().maxRSS}\n`));
