/**
 * A shell that runs a text and nothing else. Node gives a child a socket for its input, and bash(1) reads ~/.bashrc where it finds
 * one there and no shell above it in its environment: it takes itself for one of a remote shell.
 */
export const plainBash = ['bash', '--norc', '-c'] as const;
