import { codesAntennes, libelleAntenne } from '../../domain/antenne/registre';
import type { LigneIntervenant } from '../../formats/intervenants/intervenants';
import type { Alea } from '../alea';
import { DEBUT_SERVICE } from './financeurs';
import { NOMS, PRENOMS_AIDES, PRENOMS_AIDES_HOMMES } from './noms';
import type { Taille } from './tailles';
import { mobileHorsUsagers } from './telephones';

/** 5 digits, not sequential, unique: 48,271 is prime to 90,000. */
const codeSvi = (n: number): string => String(10_000 + ((n * 48_271 + 31_415) % 90_000));

/** Of a larger service, no more: further on they would be those of neighbours, then of usagers. */
const AVEC_TELEPHONE = 330;

export const genererIntervenants = (alea: Alea, taille: Taille): LigneIntervenant[] =>
  codesAntennes().flatMap((antenne, rang) =>
    Array.from({ length: taille.aides }, (_, i): LigneIntervenant => {
      const n = rang * taille.aides + i;
      const homme = alea.chance(0.04);
      return {
        id_intervenant: `I${1000 + n}`,
        civilite: homme ? 'M' : 'MME',
        nom: alea.choix(NOMS),
        prenom: alea.choix(homme ? PRENOMS_AIDES_HOMMES : PRENOMS_AIDES),
        antenne,
        adresse_antenne: `Paris domicile ${libelleAntenne(antenne)}`,
        code_svi: codeSvi(n),
        // Most of them gave it; to be called by, never to punch from.
        telephone: n % 10 === 9 || n >= AVEC_TELEPHONE ? undefined : mobileHorsUsagers(n).join(' '),
        date_debut: DEBUT_SERVICE,
        date_fin: undefined,
      };
    }),
  );
