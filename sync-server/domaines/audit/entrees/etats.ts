import type { DemandeEtat } from '#shared/etats/contrat';
import { ETATS } from '#shared/etats/registre';
import { direSuite, phrase } from '../mots';
import { apres, type Dire, entreGuillemets } from './famille';

// A state is named alike where it is read, exported and mailed.

type EtatDemande = Pick<DemandeEtat, 'etat' | 'antenne' | 'du' | 'au'> &
  Partial<Pick<DemandeEtat, 'vue' | 'intervenant' | 'financeur'>>;

/** `état taux-correction EST 2026-10-01 2026-10-31`. */
export const motsEtat = (d: EtatDemande): (string | undefined)[] => [
  `état ${d.etat}`,
  d.vue,
  d.antenne,
  d.du,
  d.au,
  d.intervenant === undefined ? undefined : `intervenant:${d.intervenant}`,
  d.financeur === undefined ? undefined : `financeur:${d.financeur}`,
];

const titreEtat = (id: string | undefined): string => ETATS.find((e) => e.id === id)?.titre ?? 'inconnu';
const titreVue = (etat: string | undefined, vue: string | undefined): string | undefined =>
  ETATS.find((e) => e.id === etat)
    ?.parametres.find((p) => p.cle === 'vue')
    ?.choix?.find((c) => c.valeur === vue)?.libelle;

/** `état taux-correction EST 2026-10-01 2026-10-31 : usager:U1`. */
export const direEtat =
  (verbe: string): Dire =>
  ({ objet, mots, noms }) => {
    const vue = titreVue(mots[1], mots[2]);
    const suite = apres(objet, vue === undefined ? 2 : 3)
      .replace('TOUTES', 'toutes les antennes')
      .replace(/financeur:(\S+)/, ': financeur $1 :');
    return phrase(`${verbe} l’état ${entreGuillemets(titreEtat(mots[1]))}`, vue, ...direSuite(suite, noms));
  };
