import type { CorrectionFigee } from '../../contrats/cloture/cloture';
import type { Antenne } from '../../contrats/commun';
import { motifEnMots } from '../../libelles/motif';
import { dateEtHeure } from '../../mots/dates';
import type { Instant } from '../../temps/types';
import { nomAntenneAu } from '../antenne/registre';
import { DEFINITIONS } from '../correction/natures/table';

const CENTRAL = 'le service central';
/** Whoever types commands. */
export const ADMINISTRATION = 'l’administration du service';
const ANTENNE = 'l’antenne ';
/** No login has a space. */
const estFonction = (auteur: string): boolean =>
  [CENTRAL, ADMINISTRATION].includes(auteur) || auteur.startsWith(ANTENNE);

/**
 * [CO-1] Who wrote, by their function: of an account, its role; of none, whether a command was typed, or an antenna's history taken
 * over. Who is named by a function already, in a document that left, keeps it. `quand`: the antenna is called what it was called then.
 */
export const fonctionDe = (
  a: Pick<CorrectionFigee, 'auteur' | 'auteurRole'>,
  antenne: Antenne,
  quand: Instant,
): string => {
  if (a.auteurRole === undefined && estFonction(a.auteur)) return a.auteur;
  if (a.auteurRole === 'CENTRAL') return CENTRAL;
  const gestion =
    a.auteurRole === 'GESTIONNAIRE' || (a.auteurRole === undefined && !/^(CLI:|SERVEUR$|SYSTEME$)/.test(a.auteur));
  return gestion ? `${ANTENNE}${nomAntenneAu(antenne, quand).libelle}` : ADMINISTRATION;
};

/** [CO-1] What, why, by whom, when. */
export const phraseCorrection = (c: CorrectionFigee, par = c.auteurNom ?? c.auteur): string => {
  const pourquoi = motifEnMots(c.motif) + (c.commentaire ? ` (${c.commentaire})` : '');
  return `${DEFINITIONS[c.nature].mots.releve(c)}. Motif : ${pourquoi}. Par ${par}, le ${dateEtHeure(c.instant)}.`;
};
