import { MENTIONS, type ModeFictif } from '#shared/contrats/acces/compte';

// Of the whole process, as its mode is: a document that some path made without it would pass for a real one.
let mention: string | undefined;

/** Said once, where a process or a thread starts. In production nothing is said, and no byte of a document is other. */
export const mentionner = (mode: ModeFictif | 'production'): void => {
  mention = mode === 'production' ? undefined : MENTIONS[mode];
};

/** What every PDF and workbook bears where the service is an invented one. */
export const mentionDuMode = (): string | undefined => mention;

/** The same, for a thread that is started. */
export const reprendreMention = (texte: string | undefined): void => {
  mention = texte;
};
