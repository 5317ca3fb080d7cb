import type { Geste } from '#shared/contrats/pointages/rattachement';
import { accorder, dateBreve, duree, telephone } from '#shared/libelles/formats';
import type { DateCivile } from '#shared/temps/types';
import type { DureeFaite } from './gestes/apercu';
import type { GesteVoulu } from './gestes/gestes';

/** « depuis toujours », « à partir du 10 oct. » */
export const depuisEnMots = (depuis: DateCivile | undefined, aujourdhui: DateCivile): string =>
  depuis === undefined ? 'depuis toujours' : `à partir du ${dateBreve(depuis, aujourdhui)}`;

const FAITS: Record<Geste, (numero: string, usager: string, quand: string) => string> = {
  RATTACHER: (numero, usager, quand) => `${numero} rattaché à ${usager}, ${quand}`,
  DETACHER: (numero, usager, quand) => `${numero} détaché de ${usager}, ${quand}`,
  ECARTER: (numero, usager) => `${numero} n’est pas à ${usager} : il ne sera plus proposé`,
};

/** One line that says what was done. */
export const gesteEnMots = (g: GesteVoulu, usager: string, aujourdhui: DateCivile): string =>
  FAITS[g.geste](telephone(g.numero), usager, depuisEnMots(g.depuis, aujourdhui));

const enHeures = (minutes: number): string =>
  minutes < 60 ? `${minutes}\u00a0min` : duree(minutes).replace(/\u00a000$/, '');

/** « la visite durera 8 h 46 pour 1 h prévue » */
export const dureeFaite = ({ duree: minutes, prevue }: DureeFaite): string =>
  `la visite durera ${enHeures(minutes)}${prevue === undefined ? '' : ` pour ${enHeures(prevue)} ${prevue > 1 && prevue < 60 ? 'prévues' : accorder(prevue, 'prévue')}`}`;
