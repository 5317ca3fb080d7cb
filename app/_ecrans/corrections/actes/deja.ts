import { estEntamee } from '#shared/domain/absence/absences';
import { dispenseEnMots } from '#shared/domain/alerte/dispenses';
import { deNom } from '#shared/mots/textes';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import { dispensesDe, type Ligne } from '../../../_donnees/depot/lignes';
import { lignesDe } from '../../../_donnees/depot/plier';
import { direHeures, trouverAilleurs } from '../../../_ui/personnes/ailleurs';

type Voulue = {
  date: DateCivile;
  debut: Instant;
  fin: Instant;
  usagerId: string | null;
  intervenantId: string | null;
};
type Bornes = { debut?: Instant | undefined; fin?: Instant | undefined };

const croise = (v: Voulue, { debut, fin }: Bornes): boolean =>
  debut !== undefined && fin !== undefined && debut < v.fin && v.debut < fin;

const phrase = (v: Voulue, l: Ligne, ailleurs: string | undefined): string | undefined => {
  const { retenue: r } = l;
  const chezLui = r.usagerId === v.usagerId;
  if (r.supprimee) return undefined;
  const comptee = r.intervention.couverture !== undefined && !r.quittee;
  const aFaire = chezLui && !(r.debut && r.fin) && !comptee && l.prevu && croise(v, l.prevu);
  if (aFaire && l.prevu)
    return `Une visite ${deNom(l.intervenant)} y est prévue (${direHeures(l.prevu)}) et attend ses heures : corrigez-la plutôt.`;
  if (ailleurs !== undefined)
    return chezLui
      ? `Cette visite existe déjà (${direHeures(r)}) : en créer une autre la compterait deux fois.`
      : `${ailleurs}.`;
  // Two aides at one usager may be meant; one aide at two usagers may not.
  return chezLui && r.intervenantId !== v.intervenantId && croise(v, r)
    ? `${l.intervenant} y est déjà à ces heures (${direHeures(r)}).`
    : undefined;
};

/**
 * [AL-5] Its usager is away on that day: a visit is created there all the same only by who says so. On the day when an absence begins or
 * ends, the usager was at home a part of it.
 */
export const direAbsent = (e: Pick<EtatDepot, 'saisies' | 'refus'>, usagerId: string, date: DateCivile): string[] => {
  const d = dispensesDe(e)(usagerId, date);
  if (d?.quoi !== 'ABSENCE' || estEntamee(d.absence, date)) return [];
  return [`Usager absent ce jour-là (${dispenseEnMots(d)})`];
};

/** What stands already at the hours of a visit that is about to be created; nothing of it is a refusal. */
export const dejaLa = (etat: EtatDepot, v: Voulue, maintenant: Instant): { ligne: Ligne; phrase: string }[] => {
  const { date, usagerId, intervenantId } = v;
  const presence = { ...v, usagerId: usagerId ?? '', intervenantId: intervenantId ?? '' };
  const ailleurs = new Map(trouverAilleurs(etat, presence, maintenant).map((a) => [a.ligne, a.phrase]));
  return lignesDe(etat, ajouterJours(date, -1), ajouterJours(date, 1), maintenant).flatMap((ligne) => {
    const dite = phrase(v, ligne, ailleurs.get(ligne));
    return dite === undefined ? [] : [{ ligne, phrase: dite }];
  });
};
