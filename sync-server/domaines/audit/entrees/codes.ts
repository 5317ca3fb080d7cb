import { idIntervenant, idUsager } from '#shared/contrats/ids';
import { nommerPersonne, phrase } from '../mots';
import { type Dire, entreeDe } from './famille';

// Codes that are keyed on the telephone: the object is the id of whose it is.

const deLUsager = entreeDe('CODE_USAGER');
const deLAide = entreeDe('CODE_AIDE');

/** `M200001`. */
export const CODE_USAGER = {
  ecrire: { change: ({ usagerId }: { usagerId: string }) => deLUsager(usagerId) },
  dire: (({ objet, noms }) =>
    phrase('A changé le code d’appel d’un usager', nommerPersonne(noms, 'usager', objet))) satisfies Dire,
  personnes: (objet: string) => [idUsager(objet)],
};

/** `4501`. */
export const CODE_AIDE = {
  ecrire: { change: ({ intervenantId }: { intervenantId: string }) => deLAide(intervenantId) },
  dire: (({ objet, noms }) =>
    phrase('A changé le code d’appel d’une aide', nommerPersonne(noms, 'intervenant', objet))) satisfies Dire,
  personnes: (objet: string) => [idIntervenant(objet)],
};
