/** U+00A0: keeps a figure with its unit, a name with its number, a word with its sign, on one line. */
export const INSECABLE = '\u00a0';
