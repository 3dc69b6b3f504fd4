import { listOf, text } from './shape.js';

/** What AzureEFLOW complained of. No collector hands it over: it is found in the rest of the snapshot. */
export const HostComplaints = listOf(text);
