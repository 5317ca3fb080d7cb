import { randomInt } from 'node:crypto';
import { horlogeSysteme } from '../../ports/horloge';
import { antennesVoulues, auteur, avecMagasin, type ContexteCli, option, rendre } from '../../socle/cli/contexte';
import { parSeconde } from '../../socle/cli/progression';
import { preparerFormation } from './preparer-formation';

export const executer = async (c: ContexteCli): Promise<number> => {
  const resultat = await avecMagasin(c, (magasin) =>
    preparerFormation(
      {
        magasin,
        horloge: horlogeSysteme,
        hasard: randomInt,
        auteur: auteur(c),
        rattraper: c.rattraper(magasin),
        progres: parSeconde(c.dire),
      },
      {
        mode: c.config.MODE,
        dataDir: c.config.DATA_DIR,
        antenne: option(c, 'antenne') === undefined ? 'EST' : (antennesVoulues(c)[0] ?? 'EST'),
        stagiaires: Number(option(c, 'stagiaires') ?? '1'),
        graine: Number(option(c, 'graine') ?? '1'),
        taille: 'moyenne',
      },
    ),
  );
  return rendre(c, resultat, (r) => [
    `Service de formation prêt, antenne ${r.antenne} : lancez « telegestion servir ».`,
    'Comptes, mots de passe montrés une seule fois :',
    ...r.comptes.map((s) => `  ${s.identifiant}   ${s.motDePasse}`),
  ]);
};
