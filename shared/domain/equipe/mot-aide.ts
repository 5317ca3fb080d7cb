import { type Refus, refuser } from '../../contrats/commun';
import type { Correction } from '../../contrats/corrections/correction';
import type { Note, Proposees } from '../../contrats/corrections/equipe';
import { COMMENTAIRE_MAX } from '../../contrats/saisie-commune';
import { couper } from '../../libelles/couper';
import { motifEnMots } from '../../libelles/motif';
import { dateBreve, heure } from '../../mots/dates';
import { ajouterJours, aLaMinute, dateParis } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import { jugerCorrection } from '../correction/juger';
import { natureDesHeures } from '../correction/nature-des-heures';
import { applique } from '../correction/plier';
import type { Contexte, Retenue, Valeurs } from '../types';

// [PR-1] What an aide says of the hours of her visit is a note on it, and changes no hour: a manager may make it her own.

const TETE = 'Heures contestées par l’aide\u00a0: ';

const heuresEnMots = ({ debut, fin, motif }: Proposees): string =>
  [
    ...(debut ? [`arrivée ${heure(debut)}`] : []),
    ...(fin ? [`départ ${heure(fin)}`] : []),
    motifEnMots(motif).toLocaleLowerCase('fr'),
  ].join(', ');

/** Whole in words, wherever notes are read. */
export const ecrireMot = (texte: string, proposees?: Proposees): string =>
  TETE + [...(proposees ? [heuresEnMots(proposees)] : []), ...(texte === '' ? [] : [texte])].join('\u00a0: ');

/** As its aide reads it. */
export const motLu = (n: Pick<Note, 'texte'>): string =>
  n.texte.startsWith(TETE) ? n.texte.slice(TETE.length) : n.texte;

/** An aide's word on this visit, and no note of a colleague. */
export const estMotAide = (n: Pick<Note, 'intervenantId' | 'objet'>): boolean =>
  n.intervenantId !== undefined && n.objet.genre !== 'USAGER';

type Mot = Pick<Note, 'texte' | 'auteur' | 'instant' | 'proposees'>;

const citer = (n: Mot): string => {
  const jour = dateParis(n.instant);
  return couper(
    `Proposé par l’aide ${n.auteur}, le ${dateBreve(jour, jour)} à ${heure(n.instant)}\u00a0: ${motLu(n)}`,
    COMMENTAIRE_MAX,
  );
};

/** [CO-2] A side that is already so is not given. */
const autre = (proposee: Instant | undefined, retenue: Instant | undefined): Instant | undefined =>
  proposee && (!retenue || aLaMinute(proposee) !== aLaMinute(retenue)) ? proposee : undefined;

/** [PR-3] The correction that makes it the manager's own; undefined: nothing is proposed, or the visit is already so. */
export const valeursProposees = (r: Retenue, n: Mot): Valeurs | undefined => {
  if (!n.proposees) return undefined;
  const [debut, fin] = [autre(n.proposees.debut, r.debut), autre(n.proposees.fin, r.fin)];
  if (!debut && !fin) return undefined;
  return {
    nature: natureDesHeures(r),
    ...(debut ? { debut } : {}),
    ...(fin ? { fin } : {}),
    motif: n.proposees.motif,
    commentaire: citer(n),
  };
};

/** [PR-2] Hours are proposed only where the correction that they would make would be accepted now. */
export const jugerProposition = (r: Retenue, n: Note, contexte: Contexte): Refus | undefined => {
  const { intervention: i } = r;
  const proche = (h: Instant | undefined): boolean =>
    h === undefined || (dateParis(h) >= ajouterJours(i.date, -1) && dateParis(h) <= ajouterJours(i.date, 1));
  if (!proche(n.proposees?.debut) || !proche(n.proposees?.fin))
    return refuser('HEURES_LOINTAINES', 'Ces heures ne sont pas du jour de la visite : vérifiez-les.').refus;
  const valeurs = valeursProposees(r, n);
  if (!valeurs)
    return refuser(
      'RIEN_NE_CHANGE',
      'Ces heures sont déjà celles qui sont retenues : changez-les, ou dites-le en mots.',
    ).refus;
  const c: Correction = {
    ...valeurs,
    _id: `correction:${i.date}:${n.id}`,
    type: 'correction',
    id: n.id,
    date: i.date,
    antenne: n.antenne,
    cible: r.cible,
    auteur: n.auteur,
    instant: n.instant,
    poste: n.poste,
    base: r.base,
    source: 'POSTE',
  };
  const connues = r.corrections.filter(applique).map(({ correction }) => ({ correction }));
  return jugerCorrection(i, connues, c, contexte);
};
