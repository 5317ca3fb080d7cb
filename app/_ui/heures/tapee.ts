import type { Intervention } from '#shared/contrats/corrections/intervention';
import { type Absence, NATURES_ABSENCE, type NatureAbsence } from '#shared/contrats/dossiers/absence';
import {
  type AbsenceEnVigueur,
  type AbsenceTapee,
  absencesEnVigueur,
  apresDepart,
  estEntamee,
  jugerAbsence,
} from '#shared/domain/absence/absences';
import { estExcusable } from '#shared/domain/alerte/dispenses';
import { estSansAppel } from '#shared/domain/intervention/couverture';
import { dateBreve } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { dateExiste, dateParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { type Ligne, saisiesDuType } from '../../_donnees/depot/lignes';
import { lignesDesVisites } from '../../_donnees/depot/plier';
import { A_TRAITER } from '../../_donnees/depot/statut-affiche';
import { type Signature, signee } from '../actes/signature';

/** What the form holds, as it is typed. */
export type Champs = {
  usagerId: string;
  nature: NatureAbsence;
  du: string;
  au: string;
  commentaire: string;
};
/** As a new absence opens, its day apart. */
export const CHAMPS_VIERGES: Champs = { usagerId: '', nature: 'VACANCES', du: '', au: '', commentaire: '' };
/** As the one that is modified says. */
export const champsDe = (a: AbsenceEnVigueur): Champs => ({
  ...CHAMPS_VIERGES,
  ...{ usagerId: a.usagerId, nature: a.nature, du: a.du },
  ...{ au: a.au ?? '', commentaire: a.commentaire ?? '' },
});

export type Erreurs = Partial<Record<keyof Champs | 'formulaire', string>>;

const CHAMP_DU_REFUS: Record<string, keyof Champs> = {
  FIN_INUTILE: 'au',
  FIN_AVANT_DEBUT: 'au',
  COMMENTAIRE: 'commentaire',
  CHEVAUCHE: 'du',
};

export const absencesDuPoste = (e: Pick<EtatDepot, 'saisies' | 'refus'>): AbsenceEnVigueur[] =>
  absencesEnVigueur(saisiesDuType(e, 'absence'));

/** What was typed, or what to change and in which field. `remplace`: the absence that is modified. */
export const lireChamps = (
  c: Champs,
  enVigueur: readonly AbsenceEnVigueur[],
  remplace?: string,
): { ok: true; valeur: AbsenceTapee } | { ok: false; erreurs: Erreurs } => {
  if (!c.usagerId) return { ok: false, erreurs: { usagerId: 'Choisissez l’usager absent.' } };
  if (!dateExiste(c.du)) return { ok: false, erreurs: { du: 'Choisissez le premier jour de l’absence.' } };
  const { definitive } = NATURES_ABSENCE[c.nature];
  const au = definitive ? '' : c.au;
  if (au !== '' && !dateExiste(au))
    return { ok: false, erreurs: { au: 'Choisissez le dernier jour, ou laissez vide.' } };
  const commentaire = c.commentaire.trim();
  const tapee: AbsenceTapee = {
    usagerId: c.usagerId,
    nature: c.nature,
    du: c.du,
    ...(au === '' ? {} : { au: au as DateCivile }),
    ...(commentaire === '' ? {} : { commentaire }),
    ...(remplace === undefined ? {} : { remplace }),
  };
  const r = jugerAbsence(tapee, enVigueur);
  if (r.ok) return r;
  return { ok: false, erreurs: { [CHAMP_DU_REFUS[r.refus.code] ?? 'formulaire']: r.refus.message } };
};

/** Append only: modifying states the absence again, cancelling says that it never was. */
export const composerAbsence = (t: AbsenceTapee, s: Signature, annulee = false): Absence => {
  const date = dateParis(s.maintenant);
  return {
    ...signee('absence', date, s),
    usagerId: t.usagerId,
    nature: t.nature,
    du: t.du,
    ...(t.au === undefined ? {} : { au: t.au }),
    ...(t.commentaire === undefined ? {} : { commentaire: t.commentaire }),
    ...(t.remplace === undefined ? {} : { remplace: t.remplace }),
    ...(annulee ? { annulee: true } : {}),
  };
};

type Jours = Pick<AbsenceTapee, 'usagerId' | 'du' | 'au'>;

/** Visits planned within these dates that no call nor correction has touched: annulled, or created, they are planned no more. */
const sansSuite = (e: EtatDepot, a: Jours, maintenant: Instant): Ligne[] => {
  const siennes = [...e.jours].flatMap(([jour, liste]) =>
    jour >= a.du && (a.au === undefined || jour <= a.au)
      ? liste.filter((i) => i.usagerId === a.usagerId && estSansAppel(i))
      : [],
  );
  return lignesDesVisites(e, siennes, maintenant).filter(
    ({ retenue: r }) => r.usagerId === a.usagerId && !r.conflit && estExcusable(r.statut),
  );
};

/** [AL-5] On the first and the last day, what is over and claimed already stays so: somebody has to say whether it was made. */
const resteATraiter = (a: Jours, l: Ligne): boolean =>
  estEntamee(a, l.date) && l.retenue.statut === 'NON_POINTEE' && A_TRAITER.has(l.statut);

/** Those of them that an absence of these dates excuses, or that a departure leaves to be taken away. */
export const visitesPrevues = (e: EtatDepot, a: Jours, maintenant: Instant): Ligne[] =>
  sansSuite(e, a, maintenant).filter((l) => !resteATraiter(a, l));

/** Those of the first and of the last day that stay to be treated. */
export const visitesATraiter = (e: EtatDepot, a: Jours, maintenant: Instant): Ligne[] =>
  sansSuite(e, a, maintenant).filter((l) => resteATraiter(a, l));

/** [AL-5] Visits punched within these dates, save on the first and the last: they will be to be checked. */
export const visitesPointees = (
  jours: ReadonlyMap<string, readonly Intervention[]>,
  a: Pick<AbsenceTapee, 'usagerId' | 'du' | 'au'>,
): number => {
  let n = 0;
  for (const [jour, liste] of jours)
    if (jour > a.du && (a.au === undefined || jour < a.au))
      n += liste.filter((i) => i.usagerId === a.usagerId && (i.arrivee || i.depart)).length;
  return n;
};

/** « du 20 nov. au 30 nov. », « depuis le 20 nov. », « à partir du 2 déc. »; a departure is of its day, « le 3 nov. ». */
export const periodeEnMots = (a: Pick<Absence, 'nature' | 'du' | 'au'>, aujourdhui: DateCivile): string => {
  const du = dateBreve(a.du, aujourdhui);
  if (apresDepart(a) !== undefined || a.au === a.du) return `le ${du}`;
  if (a.au !== undefined) return `du ${du} au ${dateBreve(a.au, aujourdhui)}`;
  return a.du <= aujourdhui ? `depuis le ${du}` : `à partir du ${du}`;
};

/** « Hospitalisation » where dates say the rest; « Décès le 3 nov. », whose day is all there is to say. */
export const absenceEnMots = (a: Pick<Absence, 'nature' | 'du' | 'au'>, aujourdhui: DateCivile): string => {
  const { libelle, definitive } = NATURES_ABSENCE[a.nature];
  return definitive ? `${libelle} ${periodeEnMots(a, aujourdhui)}` : libelle;
};

const pointeesEnMots = (n: number): string =>
  n === 0
    ? ''
    : ` ${pluriel(n, 'visite a été pointée', 'visites ont été pointées')} sur ces jours : ${n > 1 ? 'elles seront' : 'elle sera'} à vérifier.`;

/** What follows of an absence for the planned visits and for those already punched, in figures. */
export const suiteEnMots = (n: number, nature: NatureAbsence, pointees = 0, aTraiter = 0): string =>
  prevuesEnMots(n, nature) + aTraiterEnMots(aTraiter) + pointeesEnMots(pointees);

const aTraiterEnMots = (n: number): string =>
  n === 0
    ? ''
    : ` ${pluriel(n, 'visite déjà passée, non pointée, reste', 'visites déjà passées, non pointées, restent')} à traiter : dites si ${n > 1 ? 'elles ont' : 'elle a'} eu lieu.`;

const prevuesEnMots = (n: number, nature: NatureAbsence): string => {
  if (n === 0) return 'Aucune visite prévue n’est touchée.';
  const visites = pluriel(n, 'visite reste prévue', 'visites restent prévues');
  return NATURES_ABSENCE[nature].definitive
    ? `${visites} : faites-${n > 1 ? 'les' : 'la'} retirer du planning dans Millésime.`
    : `${visites} sur ces jours : ${n > 1 ? 'elles seront marquées' : 'elle sera marquée'} « ${NATURES_ABSENCE[nature].libelle} », sans alerte.`;
};
