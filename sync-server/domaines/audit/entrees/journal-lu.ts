import { ACTIONS, type ActionAudit } from '#shared/contrats/exploitation/audit';
import { dateEntiere } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import type { DateCivile } from '#shared/temps/types';
import type { FiltreAudit } from '../lire';
import { phrase } from '../mots';
import { avecNoms, type Dire, entreGuillemets } from './famille';
import { enQui } from './personnes';

// The log, read or taken: that is in the log too.

export type FiltreJournal = Omit<FiltreAudit, 'avant'>;

/** `2026-11-25 nadia CONSULTATION`. */
export const motsFiltre = (f: FiltreJournal): (string | undefined)[] => [f.jour, f.auteur, f.action];

/** `34 lignes jusqu’au maillon 512`. */
export const motsPris = ({ lignes, maillon }: { lignes: number; maillon: number }): string[] => [
  pluriel(lignes, 'ligne'),
  `jusqu’au maillon ${maillon}`,
];

/** `journal d’audit 2026-11-25 nadia CONSULTATION 512 : usager:M200001`; a number alone: the link before which a page ends. */
export const motsJournal = (f: FiltreAudit, usagers: ReadonlySet<string>): (string | number | undefined)[] => [
  'journal d’audit',
  ...motsFiltre(f),
  f.avant,
  ...(usagers.size > 0 ? [':', enQui(usagers)] : []),
];

/** What it was filtered by: what is neither a day, nor an action, nor a number is its author. */
const direFiltre = (filtre: string): string[] => {
  const auteur: string[] = [];
  const dits = filtre.split(' ').flatMap((mot) => {
    if (mot in ACTIONS) return `action ${entreGuillemets(ACTIONS[mot as ActionAudit])}`;
    if (/^\d{4}-\d\d-\d\d$/.test(mot)) return `du ${dateEntiere(mot as DateCivile)}`;
    if (mot !== '' && !/^\d+$/.test(mot)) auteur.push(mot);
    return [];
  });
  return [...dits, ...(auteur.length > 0 ? [`auteur ${entreGuillemets(auteur.join(' '))}`] : [])];
};

const PRIS = /^(\S+) (?:(.*) )?(\d[\d\u00a0]*\u00a0lignes? jusqu’au maillon \d+)$/;
/** The log as a file; undefined: the object is of another file. */
export const direJournalPris = (objet: string): string | undefined => {
  const [, nom, filtre = '', combien] = PRIS.exec(objet) ?? [];
  return nom === undefined ? undefined : phrase('A pris un fichier', nom, ...direFiltre(filtre), combien);
};

/** What it was filtered by, and who was named in it. */
export const direJournal: Dire = ({ objet, noms }) => {
  const [filtre = '', qui] = objet.replace(/^journal d’audit ?/, '').split(/(?:^| ): /);
  return phrase(
    'A lu le journal d’audit',
    ...direFiltre(filtre),
    ...(qui === undefined ? [] : /^\d/.test(qui) ? [`avec les noms de ${qui}`] : avecNoms('avec', qui, noms)),
  );
};
