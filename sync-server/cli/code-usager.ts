import { randomInt } from 'node:crypto';
import { CODES_ANTENNES } from '#shared/contrats/commun';
import { horlogeSysteme } from '../ports/horloge';
import { renouvelerCodeUsager } from '../use-cases/renouveler-code-usager';
import { argument, auteur, avecMagasin, type ContexteCli, ErreurUsage, rendre } from './contexte';

export const executer = async (c: ContexteCli): Promise<number> => {
  const action = argument(c, 0, 'une action (renouveler)');
  if (action !== 'renouveler') throw new ErreurUsage(`Action « ${action} » inconnue : renouveler.`);
  const usagerId = argument(c, 1, "l'identifiant de l'usager");
  return avecMagasin(c, async (magasin) =>
    rendre(
      c,
      await renouvelerCodeUsager(
        { magasin, horloge: horlogeSysteme, hasard: randomInt },
        { usagerId, antennes: CODES_ANTENNES, auteur: auteur(c) },
      ),
      (r) => [
        `Nouveau code de l'usager ${r.usagerId} : ${r.codeUsager}`,
        "L'ancien n'est plus accepté : imprimez la nouvelle feuille, et remettez-la à l'usager.",
      ],
    ),
  );
};
