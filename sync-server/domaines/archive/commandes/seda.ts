import { pluriel } from '#shared/domain/releve/mots';
import { horlogeSysteme } from '../../../ports/horloge';
import {
  antennesVoulues,
  argument,
  auteur,
  avecMagasin,
  type ContexteCli,
  lireMois,
  option,
  optionRequise,
  rendre,
} from '../../../socle/cli/contexte';
import { ENTREES, tracer } from '../../audit';
import { preparerSeda } from '../releves/seda/paquet';
import { dossierArchive } from './archiver';

export const executer = async (c: ContexteCli): Promise<number> => {
  const mois = lireMois(argument(c, 0, 'le mois (AAAA-MM)'));
  const accord = option(c, 'accord');
  const demande = {
    mois,
    vers: optionRequise(c, 'vers'),
    archives: optionRequise(c, 'archives'),
    versant: optionRequise(c, 'versant'),
    ...(accord ? { accord } : {}),
  };
  const r = await avecMagasin(c, async (magasin) => {
    const fait = await preparerSeda(dossierArchive(c), { ...demande, antennes: antennesVoulues(c) });
    if (fait.ok)
      await tracer(magasin, {
        instant: horlogeSysteme(),
        auteur: auteur(c),
        ...ENTREES.EXPORT.ecrire.seda({ mois }),
      });
    return fait;
  });
  return rendre(c, r, (v) => [`${v.fichier} : ${pluriel(v.releves, 'relevé')}, ${pluriel(v.fichiers, 'fichier')}.`]);
};
