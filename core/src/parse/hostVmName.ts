import { text } from './hostShape.js';

/** What Get-EflowVmName says. */
export const HostVmName = text;
