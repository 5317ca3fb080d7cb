import type { Correction } from '#shared/contrats/corrections/correction';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne, idCorrection } from '#shared/contrats/ids';
import { POSTE_REPRISE } from '#shared/contrats/saisie-commune';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { DEFINITIONS } from '#shared/domain/correction/natures/table';
import type { FichierLu, LigneLue } from '#shared/formats/codec-lecture';
import type { LigneCorrection } from '#shared/formats/corrections/corrections';
import { ajouterA } from '#shared/listes';
import { dateParis } from '#shared/temps/paris';
import type { Partage } from '../../../store/lectures/connus';
import { COLONNE_CIBLE, cibleDeLigne, type Place, type Places } from './cibles-corrections';
import { type Plan, planVide, sansVides } from './plan';

export type ConnusCorrections = {
  usagers: Map<string, Partage<Usager>>;
  intervenants: Map<string, Partage<Intervenant>>;
  places: Places;
  corrections: readonly Correction[];
};

/** The corrections of the file, new or known, with the line that gave each: the judge's refusals are reported there. */
export type PlanCorrections = Plan & { suivies: { ligne: number; correction: Correction }[] };

type Faute = { colonne: keyof LigneCorrection; raison: string };

const fauteDeReference = (l: LigneCorrection, { usagers, intervenants }: ConnusCorrections): Faute | undefined => {
  if (l.id_millesime !== undefined && !usagers.has(l.id_millesime))
    return { colonne: 'id_millesime', raison: 'usager inconnu : importez-le d’abord (USAGERS)' };
  if (l.id_intervenant !== undefined && !intervenants.has(l.id_intervenant))
    return { colonne: 'id_intervenant', raison: 'intervenant inconnu : importez-le d’abord (INTERVENANTS)' };
  return undefined;
};

/** Where the row's correction lands, or why it can land nowhere. */
const placer = (l: LigneCorrection, connus: ConnusCorrections): Place | Faute => {
  const cible = cibleDeLigne(l);
  if (cible) {
    const place = connus.places.trouver(cible);
    if (place) return place;
    return {
      colonne: COLONNE_CIBLE[cible.genre],
      raison: {
        POINTAGE: 'pointage inconnu, ou encore sans usager ou intervenant : importez-le d’abord (POINTAGES)',
        VISITE: 'visite prévue inconnue : importez-la d’abord (PLANNING)',
        CREATION: 'création inconnue : sa correction doit venir avant, dans ce fichier ou un autre',
      }[cible.genre],
    };
  }
  if (l.nature !== 'CREATION')
    return { colonne: 'id_pointage', raison: 'aucune cible : donnez id_pointage, id_planning ou id_creation' };
  const usager = l.id_millesime === undefined ? undefined : connus.usagers.get(l.id_millesime)?.doc;
  if (!usager || l.id_intervenant === undefined)
    return {
      colonne: usager ? 'id_intervenant' : 'id_millesime',
      raison: 'une création sans pointage ni visite prévue demande id_millesime et id_intervenant',
    };
  const date = dateParis(l.debut ?? l.fin ?? l.instant);
  return { groupe: `CREATION:${l.id_correction}`, date, antenne: antenneAu(usager, date) };
};

const DE_QUI = {
  id_millesime: 'usagerId',
  id_intervenant: 'intervenantId',
  code_prestation: 'codePrestation',
} as const;
/** [CO-1] A CREATION on a planned visit gives its hours: that somebody else made it, or something else was made, is said by a DONNEES. */
const ignores = (l: LigneCorrection, { deQui }: Place): Faute[] =>
  l.nature !== 'CREATION' || deQui === undefined
    ? []
    : (Object.keys(DE_QUI) as (keyof typeof DE_QUI)[])
        .filter((colonne) => l[colonne] !== undefined && l[colonne] !== deQui[DE_QUI[colonne]])
        .map((colonne) => ({
          colonne,
          raison: `n’est pas celui de la visite prévue (${deQui[DE_QUI[colonne]]}), qui est gardé : s’il a changé, ajoutez une correction DONNEES qui la nomme`,
        }));

const enCorrection = (l: LigneCorrection, place: Place, base: string[]): Correction => {
  const cible = cibleDeLigne(l);
  // Only what the kind gives: the other columns of the row may repeat what the target already says.
  const { personnes } = DEFINITIONS[l.nature];
  const donnees = personnes === 'REMPLACANTES' || (personnes === 'INITIALES' && !cible);
  return sansVides({
    _id: idCorrection(place.date, l.id_correction),
    type: 'correction' as const,
    id: l.id_correction,
    date: place.date,
    antenne: place.antenne,
    nature: l.nature,
    cible,
    usagerId: donnees ? l.id_millesime : undefined,
    intervenantId: donnees ? l.id_intervenant : undefined,
    codePrestation: donnees ? l.code_prestation : undefined,
    debut: l.debut,
    fin: l.fin,
    minutes: l.minutes,
    motif: l.motif,
    commentaire: l.commentaire,
    auteur: l.auteur,
    instant: l.instant,
    poste: POSTE_REPRISE,
    base,
    source: 'REPRISE' as const,
  });
};

/** By instant, then id: the order in which they were made, and in which they are judged. */
const ordre = (a: LigneLue<LigneCorrection>, b: LigneLue<LigneCorrection>): number => {
  const [x, y] = [a.valeur, b.valeur];
  if (x.instant !== y.instant) return x.instant < y.instant ? -1 : 1;
  return x.id_correction < y.id_correction ? -1 : 1;
};

const memeContenu = (a: Correction, b: Correction): string | undefined => {
  const champs = [
    'nature',
    'instant',
    'auteur',
    'debut',
    'fin',
    'minutes',
    'motif',
    'commentaire',
    'usagerId',
    'intervenantId',
    'codePrestation',
  ] as const;
  return champs.find((c) => a[c] !== b[c]) ?? (a.cible?.id !== b.cible?.id ? 'cible' : undefined);
};

/** [CO-1] Corrections taken over: each is added once, based on all the earlier ones of its intervention (no conflict). */
export const planCorrections = (connus: ConnusCorrections, lu: FichierLu<LigneCorrection>): PlanCorrections => {
  const plan: PlanCorrections = {
    ...planVide(),
    refus: [...lu.refus],
    avertissements: [...lu.avertissements],
    suivies: [],
  };
  const parId = new Map(connus.corrections.map((c) => [c.id, c]));
  const parGroupe = new Map<string, Correction[]>();
  const ajouter = (groupe: string, c: Correction): void => {
    ajouterA(parGroupe, groupe, c);
  };
  for (const c of connus.corrections)
    ajouter(connus.places.trouver(c.cible ?? { genre: 'CREATION', id: c.id })?.groupe ?? c._id, c);

  for (const { ligne, valeur: l } of [...lu.lignes].sort(ordre)) {
    const reference = fauteDeReference(l, connus);
    const place = reference ?? placer(l, connus);
    if ('raison' in place) {
      plan.refus.push({ ligne, colonne: place.colonne, valeur: String(l[place.colonne] ?? ''), raison: place.raison });
      continue;
    }
    const connue = parId.get(l.id_correction);
    const anterieures = (parGroupe.get(place.groupe) ?? []).filter(
      (c) => c.instant < l.instant || (c.instant === l.instant && c.id < l.id_correction),
    );
    const correction = enCorrection(l, place, connue?.base ?? anterieures.map((c) => c.id));
    if (connue) {
      const difference = memeContenu(connue, correction);
      if (difference === undefined) {
        plan.inchanges += 1;
        plan.suivies.push({ ligne, correction: connue });
      } else
        plan.refus.push({
          ligne,
          colonne: 'id_correction',
          valeur: l.id_correction,
          raison: `correction déjà reçue avec une autre valeur (${difference}) : faites-en une nouvelle`,
        });
      continue;
    }
    plan.avertissements.push(...ignores(l, place).map((a) => ({ ligne, ...a })));
    plan.crees += 1;
    plan.ecritures.push({ base: baseAntenne(correction.antenne), doc: correction });
    plan.suivies.push({ ligne, correction });
    ajouter(place.groupe, correction);
    if (l.nature === 'CREATION') connus.places.ajouterCreation(l.id_correction, place);
  }
  return plan;
};
