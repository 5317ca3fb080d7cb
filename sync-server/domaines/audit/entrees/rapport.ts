import { lirePeriode } from '#shared/domain/rapport/periode';
import { phrase } from '../mots';
import { apres, type Dire, entreeDe } from './famille';

const entree = entreeDe('RAPPORT');
const PROPOSITIONS = 'propositions';

const dire: Dire = ({ objet, mots: [premier = '', second = ''] }) =>
  premier === PROPOSITIONS
    ? phrase('A écrit les propositions du rapport d’activité', lirePeriode(second).titre)
    : phrase('A classé le rapport d’activité', lirePeriode(premier).titre, apres(objet, 1));

/** `2026-T3 édition 2`, `propositions 2026-10`. */
export const RAPPORT = {
  ecrire: {
    edition: ({ periode, numero }: { periode: string; numero: number }) => entree(periode, 'édition', numero),
    propositions: ({ periode }: { periode: string }) => entree(PROPOSITIONS, periode),
  },
  dire,
};

const nouveautes = entreeDe('NOUVEAUTES');

/** `version 1.2.0`. */
export const NOUVEAUTES = {
  ecrire: { lues: ({ version }: { version: string }) => nouveautes('version', version) },
  dire: (({ objet }) => phrase(`A lu les notes de la ${objet}`)) satisfies Dire,
};
