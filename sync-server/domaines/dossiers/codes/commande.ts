import { randomInt } from 'node:crypto';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { horlogeSysteme } from '../../../ports/horloge';
import { argument, auteur, avecMagasin, type ContexteCli, ErreurUsage, rendre } from '../../../socle/cli/contexte';
import { renouvelerCodeUsager } from './renouveler-code-usager';

/** Who types here may act in all antennas: whoever is in none of them does not exist. */
const direInconnu = <T>(usagerId: string, r: Resultat<T>): Resultat<T> =>
  !r.ok && r.refus.code === 'USAGER_AUTRE_ANTENNE'
    ? refuser('USAGER_INCONNU', `Usager inconnu : ${usagerId}. Cherchez-le avec « telegestion lire usagers ».`)
    : r;

export const executer = async (c: ContexteCli): Promise<number> => {
  const action = argument(c, 0, 'une action (renouveler)');
  if (action !== 'renouveler') throw new ErreurUsage(`Action « ${action} » inconnue : renouveler.`);
  const usagerId = argument(c, 1, 'l’identifiant de l’usager');
  return avecMagasin(c, async (magasin) =>
    rendre(
      c,
      direInconnu(
        usagerId,
        await renouvelerCodeUsager(
          { magasin, horloge: horlogeSysteme, hasard: randomInt },
          { usagerId, antennes: codesAntennes(), auteur: auteur(c) },
        ),
      ),
      (r) => [
        `Nouveau code de l’usager ${r.usagerId} : ${r.codeUsager}`,
        'L’ancien n’est plus accepté : imprimez la nouvelle feuille, et remettez-la à l’usager.',
      ],
    ),
  );
};
