import { libelleAntenne } from '#shared/domain/antenne/registre';
import { pluriel } from '#shared/mots/nombres';
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
import { direElimine } from '../releves/mois-archive';
import { preparerSeda } from '../releves/seda/paquet';
import { dossierArchive } from './archiver';

export const executer = async (c: ContexteCli): Promise<number> => {
  const mois = lireMois(argument(c, 0, 'le mois (AAAA-MM)'));
  const accord = option(c, 'accord');
  const antennes = option(c, 'antenne') === undefined ? undefined : antennesVoulues(c);
  const demande = {
    mois,
    vers: optionRequise(c, 'vers'),
    archives: optionRequise(c, 'archives'),
    versant: optionRequise(c, 'versant'),
    ...(accord ? { accord } : {}),
    ...(antennes ? { antennes } : {}),
  };
  const r = await avecMagasin(c, async (magasin) => {
    const fait = await preparerSeda(dossierArchive(c), demande);
    if (fait.ok)
      await tracer(magasin, {
        instant: horlogeSysteme(),
        auteur: auteur(c),
        ...ENTREES.EXPORT.ecrire.seda({ mois, ...(antennes ? { antennes } : {}) }),
      });
    return fait;
  });
  return rendre(c, r, (v) => [
    `${v.fichier} : ${pluriel(v.releves, 'relevé')}, ${pluriel(v.fichiers, 'fichier')}.`,
    ...(v.sans.length > 0
      ? [
          `Sans ${v.sans.map((s) => `${libelleAntenne(s.antenne)} (${s.elimineLe ? direElimine({ elimineLe: s.elimineLe }) : 'mois pas archivé'})`).join(', ')}.`,
        ]
      : []),
  ]);
};
