import { natureDesHeures } from '#shared/domain/correction/nature-des-heures';
import type { Valeurs } from '#shared/domain/types';
import { heure } from '#shared/mots/dates';
import { ecartMinutes, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant, Minutes } from '#shared/temps/types';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { type Champ, cotesChanges } from '../../../_ui/actes/composer';
import { direHeuresLues, estLoinDuPrevu } from '../../../_ui/actes/duree-lue';
import { type Cote, lireHeure, type Reperes, situer, situerEnsemble } from '../../../_ui/actes/heure';
import { natureDe, type Onglet } from './onglets';

export type Saisie = {
  onglet: Onglet;
  arrivee: string;
  depart: string;
  minutes: string;
  usagerId: string;
  intervenantId: string;
  codePrestation: string;
  motif: string;
  commentaire: string;
};

/** Said at the side that is missing. */
export const DONNEZ: Record<Cote, string> = { debut: 'Donnez l’heure d’arrivée.', fin: 'Donnez l’heure de départ.' };

export type Erreurs = Partial<Record<Champ, string>>;
/** At the fields, by the names that they have there. `sansPersonnes`: those of an usager are then of the whole form. */
export const auxChamps = (e: Erreurs, sansPersonnes = false) => ({
  jour: e.jour,
  arrivee: e.debut,
  depart: e.fin,
  minutes: e.minutes,
  motif: e.motif,
  commentaire: e.commentaire,
  usagerId: sansPersonnes ? undefined : e.usager,
  intervenantId: e.intervenant,
  formulaire: e.formulaire ?? (sansPersonnes ? e.usager : undefined),
});

type Lues = { ok: true; valeurs: Valeurs } | { ok: false; erreurs: Erreurs };

/** Where a proposed hour comes from, said under its field; undefined: it is the retained one, or nothing is proposed. */
export type Origine = 'heure prévue' | 'durée prévue';

/** The planned hour of a side; where the other one is beyond it, the planned duration from there: it would be refused as it is. */
const estimee = (l: Ligne, cote: Cote): { instant: Instant; origine: Origine } | undefined => {
  const { prevu, retenue } = l;
  if (!prevu) return undefined;
  const prevue = prevu[cote];
  const autre = cote === 'debut' ? retenue.fin : retenue.debut;
  const suit =
    !autre || ecartMinutes(...(cote === 'debut' ? ([prevue, autre] as const) : ([autre, prevue] as const))) > 0;
  if (suit) return { instant: prevue, origine: 'heure prévue' };
  const duree = epochMs(prevu.fin) - epochMs(prevu.debut);
  return { instant: instantDe(epochMs(autre) + (cote === 'debut' ? -duree : duree)), origine: 'durée prévue' };
};

/** The hour to propose on a side: the retained one, else what the plan says, once it has passed (never a guess in the future). */
export const proposee = (l: Ligne, cote: Cote, maintenant: Instant): { texte: string; origine?: Origine } => {
  const retenue = cote === 'debut' ? l.retenue.debut : l.retenue.fin;
  if (retenue) return { texte: heure(retenue) };
  const e = estimee(l, cote);
  return e && e.instant <= maintenant ? { texte: heure(e.instant), origine: e.origine } : { texte: '' };
};

/** What the field of a side says of what it holds: where it was taken from, or what it leaves, empty; undefined: what one types. */
export const direOrigine = (l: Ligne, cote: Cote, texte: string, maintenant: Instant): string | undefined => {
  const retenue = cote === 'debut' ? l.retenue.debut : l.retenue.fin;
  if (texte.trim() === '') return retenue && `Vide\u00a0: ${heure(retenue)} reste.`;
  const p = proposee(l, cote, maintenant);
  return texte === p.texte ? p.origine : undefined;
};

/** What is left to give when the form opens: an hour that nothing proposes, else the motif. */
export const premierChamp = (l: Ligne, s: Saisie): 'arrivee' | 'depart' | 'motif' => {
  if (s.onglet !== 'HEURES') return 'motif';
  if (s.arrivee === '' && !l.retenue.debut) return 'arrivee';
  return s.depart === '' && !l.retenue.fin ? 'depart' : 'motif';
};

const reperes = (l: Ligne, cote: Cote, autre: Instant | undefined, dureeMax: number): Reperes => ({
  jour: l.date,
  autre,
  dureeMax,
  reference: cote === 'debut' ? (l.retenue.debut ?? l.prevu?.debut) : (l.retenue.fin ?? l.prevu?.fin),
});

/**
 * Both sides from what is typed; an empty field leaves its side. The arrival places the departure's day, or the reverse; typed again
 * both, they are placed together: the retained hours that they replace place neither.
 */
export const lireHeures = (
  l: Ligne,
  s: Pick<Saisie, 'arrivee' | 'depart'>,
  dureeMax: number,
): { debut?: Instant | undefined; fin?: Instant | undefined; erreurs: Erreurs } => {
  const erreurs: Erreurs = {};
  const { debut: retenuDebut, fin: retenueFin } = l.retenue;
  const reste = (texte: string, retenue: Instant | undefined): boolean =>
    texte.trim() === '' || texte === heure(retenue);
  const ensemble = !reste(s.arrivee, retenuDebut) && !reste(s.depart, retenueFin);
  const paire =
    ensemble &&
    situerEnsemble({ debut: s.arrivee, fin: s.depart }, { jour: l.date, dureeMax, connues: [l.retenue, l.prevu] });
  if (paire) return { ...paire, erreurs };
  const cote = (texte: string, nom: Cote, retenue: Instant | undefined, autre: Instant | undefined) => {
    if (reste(texte, retenue)) return retenue;
    const tapee = lireHeure(texte);
    const situee = tapee.ok ? situer(tapee.valeur, nom, reperes(l, nom, autre, dureeMax)) : tapee;
    if (situee.ok) return situee.valeur;
    erreurs[nom] = situee.refus.message;
    return undefined;
  };
  const debut = cote(s.arrivee, 'debut', retenuDebut, ensemble ? undefined : retenueFin);
  const fin = cote(s.depart, 'fin', retenueFin, debut);
  return { debut, fin, erreurs };
};

/**
 * What is said, and asked, where the hours that one types, and not those that the form proposes, are far from the plan: an hour mistyped
 * makes a visit of a whole day.
 */
export const heuresLoin = (l: Ligne, s: Saisie, proposees: Saisie, dureeMax: number): string | undefined => {
  if (s.onglet !== 'HEURES' || !l.prevu) return undefined;
  if (s.arrivee === proposees.arrivee && s.depart === proposees.depart) return undefined;
  const { debut, fin } = lireHeures(l, s, dureeMax);
  if (!debut || !fin || !estLoinDuPrevu(debut, fin, l.prevu)) return undefined;
  return direHeuresLues(debut, fin, l.prevu);
};

/** [CO-1] What DONNEES does not give stays. */
const donneesChangees = (l: Ligne, s: Saisie): Pick<Valeurs, 'usagerId' | 'intervenantId' | 'codePrestation'> => {
  const { usagerId, intervenantId, codePrestation } = l.retenue;
  return {
    ...(s.usagerId && s.usagerId !== usagerId ? { usagerId: s.usagerId } : {}),
    ...(s.intervenantId && s.intervenantId !== intervenantId ? { intervenantId: s.intervenantId } : {}),
    ...(s.codePrestation && s.codePrestation !== codePrestation ? { codePrestation: s.codePrestation } : {}),
  };
};

/** Sides that nobody has given, where the correction needs them. */
const manquantes = (debut: Instant | undefined, fin: Instant | undefined): Erreurs => ({
  ...(debut ? {} : { debut: DONNEZ.debut }),
  ...(fin ? {} : { fin: DONNEZ.fin }),
});

type Lecture = { l: Ligne; s: Saisie; dureeMax: number; nature: ReturnType<typeof natureDesHeures> };

/** What the fields of a tab say, and what is wrong in them; the motif is everyone's. `siMotif`: said once there is one. */
type Lu = { dites: Omit<Valeurs, 'motif' | 'commentaire'> } | { erreurs: Erreurs; siMotif?: true };

const lireOngletHeures = ({ l, s, dureeMax, nature }: Lecture): Lu => {
  const { debut, fin, erreurs } = lireHeures(l, s, dureeMax);
  if (Object.keys(erreurs).length > 0) return { erreurs };
  const cotes = nature === 'CREATION' ? { debut, fin } : cotesChanges(l.retenue, debut, fin);
  const rien = !cotes.debut && !cotes.fin;
  const manque = nature === 'CREATION' || rien ? manquantes(debut, fin) : {};
  if (Object.keys(manque).length > 0) return { erreurs: manque };
  if (!rien) return { dites: { nature, ...cotes } };
  // Of the whole form: the field that is missing comes first.
  const formulaire = 'Aucune heure ne change : modifiez l’arrivée ou le départ, ou fermez.';
  return { erreurs: { formulaire }, siMotif: true };
};

const lireOngletMinutes = ({ l, s }: Lecture): Lu => {
  const entier = /^\s*(\d{1,4})\s*$/.exec(s.minutes);
  if (!entier) return { erreurs: { minutes: 'Écrivez un nombre de minutes, de 0 à 240.' } };
  const total = l.retenue.minutesComplementaires;
  if (Number(entier[1]) !== total) return { dites: { nature: 'MINUTES', minutes: Number(entier[1]) as Minutes } };
  return { erreurs: { minutes: `Le total est déjà de ${total}\u00a0min\u00a0: changez-le ou fermez.` } };
};

const lireOngletDonnees = ({ l, s }: Lecture): Lu => {
  const donnees = donneesChangees(l, s);
  if (Object.keys(donnees).length > 0) return { dites: { nature: 'DONNEES', ...donnees } };
  return { erreurs: { usager: 'Rien ne change : choisissez un autre usager, une autre aide ou prestation.' } };
};

/** The tabs that have fields of their own; of the others the motif says all. */
const LECTEURS: Partial<Record<Onglet, (x: Lecture) => Lu>> = {
  HEURES: lireOngletHeures,
  MINUTES: lireOngletMinutes,
  DONNEES: lireOngletDonnees,
};

/**
 * What the form says, as values of a correction; errors by field where it cannot be read. `l`: the visit as the form shows
 * it; `nature` of its hours: as the visit is now.
 */
export const lireSaisie = (l: Ligne, s: Saisie, dureeMax: number, nature = natureDesHeures(l.retenue)): Lues => {
  const sansMotif: Erreurs = s.motif === '' ? { motif: 'Le motif manque : tapez ses premières lettres.' } : {};
  const lu = LECTEURS[s.onglet]?.({ l, s, dureeMax, nature }) ?? { dites: { nature: natureDe(s.onglet, nature) } };
  if ('erreurs' in lu) {
    return { ok: false, erreurs: lu.siMotif && sansMotif.motif ? sansMotif : { ...sansMotif, ...lu.erreurs } };
  }
  if (sansMotif.motif) return { ok: false, erreurs: sansMotif };
  return { ok: true, valeurs: { ...lu.dites, motif: s.motif, commentaire: s.commentaire } };
};
