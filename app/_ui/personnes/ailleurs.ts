import { auMemeMoment, type Presence } from '#shared/domain/intervention/deux-lieux';
import type { Valeurs } from '#shared/domain/types';
import { heure } from '#shared/mots/dates';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { contexteDe, type Ligne } from '../../_donnees/depot/lignes';
import { lignesDe } from '../../_donnees/depot/plier';
import { telephonesDe } from './connus';

// [AP-10] Hours typed, chosen or taken over would have an aide in two homes at once: wherever that may be, one question in one
// sentence. Nothing of it is a refusal.

/** A visit as it is about to be kept. `id`: of itself, where this PC has it already. */
export type Voulue = Presence & { date: DateCivile; id?: string | undefined };

/** Hours that other visits are about to have, by visit: those of one lot, those of slips that wait for their verdict. */
export type Aussi = ReadonlyMap<string, { debut?: Instant | undefined; fin?: Instant | undefined }>;
const SEULE: Aussi = new Map();

/** « 20 h 07 – 21 h 00 »; of a visit that lacks a side, the one that it has. */
export const direHeures = ({ debut, fin }: Pick<Presence, 'debut' | 'fin'>): string =>
  debut && fin ? `${heure(debut)} – ${heure(fin)}` : debut ? `arrivée ${heure(debut)}` : `départ ${heure(fin)}`;

export type Ailleurs = { ligne: Ligne; phrase: string };

/** Where its aide would be too, by the visits that this PC holds, a sentence each. */
export const trouverAilleurs = (
  etat: EtatDepot,
  voulue: Voulue,
  maintenant: Instant,
  aussi: Aussi = SEULE,
): Ailleurs[] => {
  const { date } = voulue;
  // Of the night, it may begin the day before, or end the day after.
  const autres = lignesDe(etat, ajouterJours(date, -1), ajouterJours(date, 1), maintenant)
    .filter((l) => l.id !== voulue.id)
    .map((ligne) => {
      const heures = aussi.get(ligne.id);
      return { ligne, retenue: heures ? { ...ligne.retenue, ...heures } : ligne.retenue };
    });
  const tolere = contexteDe(etat, maintenant).parametresAu(date).chevauchementTolere;
  const telephones = (usagerId: string): readonly string[] => telephonesDe(etat, usagerId, date);
  return auMemeMoment(voulue, autres, { tolere, telephones }).map(({ ligne, retenue }) => {
    const la =
      retenue.usagerId === voulue.usagerId
        ? 'Cette aide y a déjà une visite'
        : `Cette aide est aussi chez ${ligne.usager}`;
    return { ligne, phrase: `${la} à ces heures (${direHeures(retenue)})` };
  });
};

export const direAilleurs = (...ou: Parameters<typeof trouverAilleurs>): string[] =>
  trouverAilleurs(...ou).map(({ phrase }) => phrase);

const deplace = ({ nature, debut, fin, usagerId, intervenantId }: Valeurs): boolean =>
  nature === 'RETABLISSEMENT' || [debut, fin, usagerId, intervenantId].some((v) => v !== undefined);

/** Of what a correction would leave of a visit; nothing of one that changes neither hours nor people. */
export const direCorrigee = (etat: EtatDepot, l: Ligne, v: Valeurs, maintenant: Instant): string[] => {
  if (!deplace(v)) return [];
  const { retenue: r, date, id } = l;
  const voulue = {
    date,
    id,
    debut: v.debut ?? r.debut,
    fin: v.fin ?? r.fin,
    usagerId: v.usagerId ?? r.usagerId,
    intervenantId: v.intervenantId ?? r.intervenantId,
  };
  return direAilleurs(etat, voulue, maintenant);
};
