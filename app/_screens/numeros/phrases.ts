import type { Geste } from '#shared/contrats/rattachement';
import type { DateCivile } from '#shared/temps/types';
import { dateBreve, telephone } from '../../_ui/formats';
import type { GesteVoulu } from './gestes';

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

/** Ends a sentence that may end with an abbreviated month. */
export const pointFinal = (phrase: string): string => (phrase.endsWith('.') ? phrase : `${phrase}.`);
