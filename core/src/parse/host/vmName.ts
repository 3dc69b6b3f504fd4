import { text } from './shape.js';

/** What Get-EflowVmName says. */
export const HostVmName = text;
