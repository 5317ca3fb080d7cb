import type { Correction } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { CONVENABLES } from '#shared/domain/correction/motifs';
import { natureDesHeures } from '#shared/domain/correction/nature-des-heures';
import { corrige } from '#shared/domain/correction/plier';
import type { Contexte, CorrectionSuivie, Valeurs } from '#shared/domain/types';
import { ajouterA } from '#shared/listes';
import { dateCourte, heure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { majuscule, minuscule } from '#shared/mots/textes';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { SANS_POINTAGE_ATTENDU } from '../../../_donnees/depot/statut-affiche';
import { EN_CONFLIT } from '../../../_ui/actes/composer';
import { composerSuite } from '../../../_ui/actes/enregistrer';
import type { Signature } from '../../../_ui/actes/signature';
import { type Aussi, direAilleurs } from '../../../_ui/personnes/ailleurs';
import { direDispense } from '../panneau/dispense-en-phrase';

/** What visits of one lot lack, in a word and a sentence: their planned hours fill it. */
export const GENRES_LOT = {
  DEPART: {
    mot: 'sans départ',
    manque: 'le départ manque : il sera pris dans la visite prévue',
  },
  ARRIVEE: {
    mot: 'sans arrivée',
    manque: 'l’arrivée manque : elle sera prise dans la visite prévue',
  },
  VISITE: {
    mot: 'sans pointage',
    manque: 'personne n’a appelé : la visite sera créée à ses heures prévues',
  },
} as const satisfies Partial<Record<keyof typeof CONVENABLES, { mot: string; manque: string }>>;
export type GenreLot = keyof typeof GENRES_LOT;

const ANNULEE = 'Annulée : rétablissez-la d’abord.';
const CORRIGEE = 'Déjà corrigée : ouvrez-la pour la changer.';
const COMPLETE = 'A déjà ses deux heures : ouvrez-la pour les changer.';
const SANS_PREVU = 'Aucune visite prévue d’où proposer l’heure : ouvrez la visite et écrivez-la.';

/** No punch is expected of it, or nobody has said yet that it took place where nobody should be: it is looked at alone. */
const estDispensee = ({ statut, dispense, enAbsence }: Ligne): boolean =>
  SANS_POINTAGE_ATTENDU.has(statut) ||
  (statut === 'NON_POINTEE' && dispense !== undefined) ||
  (enAbsence !== undefined && !enAbsence.vue);

/** The kind of a visit, or why it is of none, with what to do. */
export const genreDe = (ligne: Ligne): GenreLot | { refus: string } => {
  const { retenue: r, prevu } = ligne;
  if (r.conflit) return { refus: EN_CONFLIT.message };
  if (r.supprimee) return { refus: ANNULEE };
  const { couverture } = r.intervention;
  if (couverture && !r.quittee)
    return { refus: `Couverte par la visite de ${heure(couverture.arrivee.instant)} : corrigez celle-là.` };
  if (r.debut && r.fin) return { refus: r.corrections.some(corrige) ? CORRIGEE : COMPLETE };
  if (estDispensee(ligne)) return { refus: direDispense(ligne) };
  if (!prevu) return { refus: SANS_PREVU };
  if (r.debut) return 'DEPART';
  return r.fin ? 'ARRIVEE' : 'VISITE';
};

/** The lines of each kind, the most numerous kind first. */
export const repartir = (lignes: readonly Ligne[]): { genre: GenreLot; lignes: Ligne[] }[] => {
  const parGenre = new Map<GenreLot, Ligne[]>();
  for (const l of lignes) {
    const genre = genreDe(l);
    if (typeof genre === 'string') ajouterA(parGenre, genre, l);
  }
  return [...parGenre]
    .map(([genre, siennes]) => ({ genre, lignes: siennes }))
    .sort((a, b) => b.lignes.length - a.lignes.length);
};

/** « 10 visites choisies », « 4 visites à corriger sur 10 choisies »: what the lot does of them, at this moment. */
export const titreLot = ({ prets, ecartes }: Lot): string => {
  const choisies = prets.length + ecartes.length;
  if (ecartes.length === 0) return pluriel(choisies, 'visite choisie', 'visites choisies');
  const sur = `sur ${choisies} choisies`;
  return prets.length === 0
    ? `Aucune visite à corriger ${sur}`
    : `${pluriel(prets.length, 'visite')} à corriger ${sur}`;
};

/** « 3 sans départ, 2 sans pointage, 1 qui ne se corrige pas en lot ». */
export const lotEnMots = (lignes: readonly Ligne[]): string => {
  const groupes = repartir(lignes);
  const autres = lignes.length - groupes.reduce((n, g) => n + g.lignes.length, 0);
  const dits = groupes.map(({ genre, lignes: siennes }) => `${siennes.length} ${GENRES_LOT[genre].mot}`);
  return [...dits, ...(autres > 0 ? [`${autres} à ouvrir une à une`] : [])].join(', ');
};

export type Heures = { debut?: Instant | undefined; fin?: Instant | undefined };
export type Pret = { ligne: Ligne; corrections: Correction[]; avant: Heures; apres: Heures };
export type Ecarte = { ligne: Ligne; phrase: string };
export type Lot = { prets: Pret[]; ecartes: Ecarte[] };

/** What a lot leaves, once it is corrected: why, where another motif would not do either. */
export type Laissees = { ids: ReadonlySet<string>; raisons: ReadonlyMap<string, string> };

/** Those set aside that are still to be treated: they stay chosen, for the next motif. One that needs nothing is let go of. */
export const laisseesPar = ({ ecartes }: Lot, genre: GenreLot): Laissees => {
  const restent = ecartes.filter(({ ligne }) => ligne.aTraiter);
  const refusees = restent.filter(({ ligne }) => genreDe(ligne) === genre);
  return {
    ids: new Set(restent.map(({ ligne }) => ligne.id)),
    raisons: new Map(refusees.map(({ ligne, phrase }) => [ligne.id, phrase])),
  };
};

/** A month may be chosen whole. */
const AILLEURS_DITS = 5;

/** [AP-10] Whose aides a lot would have in two homes at once, the hours of each beside those that it gives to the others. */
export const direLot = (etat: EtatDepot, prets: readonly Pret[], maintenant: Instant): string[] => {
  const aussi: Aussi = new Map(prets.map(({ ligne, apres }) => [ligne.id, apres]));
  const dites = prets.flatMap(({ ligne: { retenue, date, id, usager }, apres }) =>
    direAilleurs(etat, { ...retenue, ...apres, date, id }, maintenant, aussi).map(
      (phrase) => `${usager}, ${dateCourte(date)} : ${minuscule(phrase)}`,
    ),
  );
  const reste = dites.length - AILLEURS_DITS;
  return reste > 0 ? [...dites.slice(0, AILLEURS_DITS), `Et ${pluriel(reste, 'autre')}`] : dites;
};

type Autour = {
  contexte: Contexte;
  autres: (i: Intervention) => CorrectionSuivie[];
  nouvelle: () => Signature;
};

/**
 * [CO-3] One correction a line, the missing side taken from its plan; each judged as the server will, those that it would
 * refuse set aside with what to do. No motif yet: judged with one that is in force, so that the lines are known before it.
 */
export const preparerLot = (
  lignes: readonly Ligne[],
  genre: GenreLot,
  { motif, commentaire }: { motif: string; commentaire: string },
  { contexte, autres, nouvelle }: Autour,
): Lot => {
  const enVigueur = contexte.parametresAu(dateParis(contexte.maintenant)).motifs;
  const sansMotif = motif === '' || (motif === 'AUTRE' && commentaire.trim() === '');
  const code = sansMotif ? (enVigueur.find((m) => m !== 'AUTRE') ?? motif) : motif;
  const lot: Lot = { prets: [], ecartes: [] };
  for (const ligne of lignes) {
    const sien = genreDe(ligne);
    if (typeof sien !== 'string') {
      lot.ecartes.push({ ligne, phrase: sien.refus });
      continue;
    }
    if (sien !== genre) {
      lot.ecartes.push({
        ligne,
        phrase: `${majuscule(GENRES_LOT[sien].mot)} : un autre motif la corrige, après celles-ci.`,
      });
      continue;
    }
    const { debut, fin } = ligne.retenue;
    const cotes = { ...(debut ? {} : { debut: ligne.prevu?.debut }), ...(fin ? {} : { fin: ligne.prevu?.fin }) };
    const valeurs: Valeurs = { nature: natureDesHeures(ligne.retenue), ...cotes, motif: code, commentaire };
    const suite = composerSuite(ligne, [valeurs], autres(ligne.retenue.intervention), contexte, nouvelle);
    if (suite.ok) {
      lot.prets.push({ ligne, corrections: suite.corrections, avant: { debut, fin }, apres: { debut, fin, ...cotes } });
    } else lot.ecartes.push({ ligne, phrase: suite.refus.message });
  }
  return lot;
};
