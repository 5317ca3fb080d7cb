import type { Geste } from '#shared/contrats/pointages/rattachement';
import { dateBreve, duree, heure } from '#shared/mots/dates';
import { accorder, pluriel } from '#shared/mots/nombres';
import { deNom, telephone } from '#shared/mots/textes';
import type { DateCivile } from '#shared/temps/types';
import type { DureeFaite } from './gestes/apercu';
import type { GesteDit } from './gestes/gestes';
import type { Suggestion } from './suggestions';

/** « depuis toujours », « à partir du 10 oct. » */
export const depuisEnMots = (depuis: DateCivile | undefined, aujourdhui: DateCivile): string =>
  depuis === undefined ? 'depuis toujours' : `à partir du ${dateBreve(depuis, aujourdhui)}`;

const FAITS: Record<Geste, (numero: string, usager: string, quand: string) => string> = {
  RATTACHER: (numero, usager, quand) => `${numero} rattaché à ${usager}, ${quand}`,
  DETACHER: (numero, usager, quand) => `${numero} détaché ${deNom(usager)}, ${quand}`,
  ECARTER: (numero, usager) => `${numero} n’est pas à ${usager} : il ne sera plus proposé`,
};

const DEFAITS: Record<Geste, (numero: string, usager: string, quand: string) => string> = {
  RATTACHER: (numero, usager) => `${numero} est à qui il était avant d’être rattaché à ${usager}`,
  DETACHER: (numero, usager, quand) => `${numero} est de nouveau à ${usager}, ${quand}`,
  ECARTER: (numero, usager) => `${numero} peut de nouveau être proposé pour ${usager}`,
};

/** One line that says what was undone, as what is now. */
export const defaitEnMots = (g: GesteDit, usager: string, aujourdhui: DateCivile): string =>
  DEFAITS[g.geste](telephone(g.numero), usager, depuisEnMots(g.depuis, aujourdhui));

/** One line that says what was done. */
export const gesteEnMots = (g: GesteDit, usager: string, aujourdhui: DateCivile): string =>
  FAITS[g.geste](telephone(g.numero), usager, depuisEnMots(g.depuis, aujourdhui));

const enHeures = (minutes: number): string =>
  minutes < 60 ? `${minutes}\u00a0min` : duree(minutes).replace(/\u00a000$/, '');

/** « la visite durera 8 h 46 pour 1 h prévue » */
export const dureeFaite = ({ duree: minutes, prevue }: DureeFaite): string =>
  `la visite durera ${enHeures(minutes)}${prevue === undefined ? '' : ` pour ${enHeures(prevue)} ${prevue > 1 && prevue < 60 ? 'prévues' : accorder(prevue, 'prévue')}`}`;

/**
 * Why this usager: a visit that waits for its departure, or the visits planned around the calls. The aide is said to be there of a
 * visit that runs; of an earlier one, whose departure is missing, its day and its arrival.
 */
export const pourquoi = (s: Suggestion, total: number, aujourdhui: DateCivile): string => {
  if (s.enCours === 0)
    return `${pluriel(s.visites.length, 'visite prévue', 'visites prévues')} à ces heures (${s.appels} / ${pluriel(total, 'appel')})`;
  const visite = s.visites.find(({ retenue: r }) => r.debut && !r.fin);
  if (visite?.date !== aujourdhui || !['EN_COURS', 'DEPART_ATTENDU'].includes(visite.statut)) {
    const jour = visite && visite.date !== aujourdhui ? ` du ${dateBreve(visite.date, aujourdhui)}` : '';
    return `visite${jour} sans départ, arrivée à ${heure(visite?.retenue.debut)}`;
  }
  const fin = visite.prevu?.fin;
  if (visite.statut === 'DEPART_ATTENDU' && fin) return `l’aide y est encore : départ attendu depuis ${heure(fin)}`;
  return `l’aide y est encore${fin ? ` : départ prévu à ${heure(fin)}` : `, arrivée à ${heure(visite.retenue.debut)}`}`;
};
