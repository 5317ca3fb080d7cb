import { duree, heure } from '#shared/mots/dates';
import { epochMs } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import { direHeuresLues, estLoinDuPrevu } from '../../../_ui/actes/duree-lue';
import { direAilleurs } from '../../../_ui/personnes/ailleurs';
import type { VisiteAFicher } from './visites';

export type Cotes = { arrivee?: Instant | undefined; depart?: Instant | undefined };

type Cas = {
  etat: EtatDepot;
  maintenant: Instant;
  date: DateCivile;
  intervenantId: string;
  cotes: Cotes;
  usagerId: string;
  /** The visit that the slip is about; none where the usager was chosen by hand. */
  visite?: VisiteAFicher | undefined;
  /** The aide's day. */
  visites: readonly VisiteAFicher[];
  /** [AP-6] Minutes. */
  rapprochement: number;
};

const dites = ({ arrivee, depart }: Cotes): string =>
  [...(arrivee ? [`arrivée ${heure(arrivee)}`] : []), ...(depart ? [`départ ${heure(depart)}`] : [])].join(', ');

/** What a visit already has: punches, then slips. */
const dejaLa = (v: VisiteAFicher, cotes: Cotes): string[] => {
  const { arrivee, depart } = v.ligne.retenue.intervention;
  const pointes: Cotes = { arrivee: arrivee?.instant, depart: depart?.instant };
  const memes = (autre: Cotes): boolean => Boolean((autre.arrivee && cotes.arrivee) || (autre.depart && cotes.depart));
  const fiche = v.fiches.find((f) => f.etat !== 'REFUSEE' && memes(f.fiche));
  if (fiche) return [`Une fiche est déjà saisie pour cette visite : ${dites(fiche.fiche)}.`];
  const phrases: string[] = [];
  if (memes(pointes)) phrases.push(`Cette visite est déjà pointée : ${dites(pointes)}.`);
  else if (memes({ arrivee: v.arrivee, depart: v.depart })) {
    phrases.push(`Cette visite a déjà des heures : ${dites({ arrivee: v.arrivee, depart: v.depart })}.`);
  }
  if (cotes.depart && !cotes.arrivee && v.arrivee && cotes.depart <= v.arrivee) {
    phrases.push(`Ce départ n’est pas après l’arrivée connue (${heure(v.arrivee)}).`);
  }
  if (cotes.arrivee && !cotes.depart && v.depart && v.depart <= cotes.arrivee) {
    phrases.push(`Cette arrivée n’est pas avant le départ connu (${heure(v.depart)}).`);
  }
  return phrases;
};

/** [AP-6] Too far from the plan to be matched with it. */
const loinDuPrevu = ({ ligne: { prevu } }: VisiteAFicher, cotes: Cotes, rapprochement: number): string[] => {
  const [ici, la] = cotes.arrivee ? [cotes.arrivee, prevu?.debut] : [cotes.depart, prevu?.fin];
  if (!ici || !la || Math.abs(epochMs(ici) - epochMs(la)) <= rapprochement * 60_000) return [];
  return [`À plus de ${duree(rapprochement)} de l’heure prévue : elle comptera comme une visite non prévue.`];
};

/** An hour mistyped makes a visit of a whole day. */
const dureeLoin = (visite: VisiteAFicher, cotes: Cotes): string[] => {
  const [arrivee, depart] = [cotes.arrivee ?? visite.arrivee, cotes.depart ?? visite.depart];
  const { prevu } = visite.ligne;
  return arrivee && depart && prevu && estLoinDuPrevu(arrivee, depart, prevu)
    ? [`${direHeuresLues(arrivee, depart, prevu)}.`]
    : [];
};

/** [AP-10] Beside the slips of the other visits too, which wait for their verdict. `deja`: the visit that it is of. */
const ailleurs = (
  { etat, maintenant, date, intervenantId, usagerId, cotes, visites }: Cas,
  deja: VisiteAFicher | undefined,
): string[] => {
  const { arrivee: debut = deja?.arrivee, depart: fin = deja?.depart } = cotes;
  const fichees = new Map(visites.map((v) => [v.ligne.id, { debut: v.arrivee, fin: v.depart }]));
  const voulue = { date, id: deja?.ligne.id, usagerId, intervenantId, debut, fin };
  return direAilleurs(etat, voulue, maintenant, fichees).map((phrase) => `${phrase}.`);
};

/** What she should know before the slip is kept; nothing of it is a refusal. */
export const avertir = (c: Cas): string[] => {
  // A usager chosen by hand may be one of the day's: the same slip twice must be seen.
  const deja =
    c.visite ?? c.visites.find((v) => v.ligne.retenue.usagerId === c.usagerId && dejaLa(v, c.cotes).length > 0);
  return [
    ...(deja ? dejaLa(deja, c.cotes) : []),
    ...(c.visite ? [...loinDuPrevu(c.visite, c.cotes, c.rapprochement), ...dureeLoin(c.visite, c.cotes)] : []),
    ...ailleurs(c, deja),
  ];
};
