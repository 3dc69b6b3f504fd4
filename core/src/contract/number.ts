/**
 * The contract number. Both ends check it: the module refuses a core that answers with another number, the core refuses
 * a request with another one. Raised when a reader of the old number would misunderstand the new one.
 */
export const CONTRACT = 1;
