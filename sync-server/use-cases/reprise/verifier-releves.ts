import { cheminObjet } from '#shared/domain/releve/chemins';
import { vueDossier } from '../../adapters/archive/dossier';
import { CHAINE, lireChaine } from './releves';

export type RapportReleves = {
  releves: number;
  defauts: { fichier: string; message: string }[];
  /** Last hash of the chain: noted elsewhere, it proves that nothing was rewritten. */
  tete: string | undefined;
};

const RESTAURER = 'Remettez ce fichier depuis une sauvegarde.';

/** [RE] The statements taken over, again: the list line by line, each PDF by its hash, nothing more. Undefined where none was. */
export const verifierReleves = async (dossier: string): Promise<RapportReleves | undefined> => {
  const vue = await vueDossier(dossier);
  if (!vue || vue.chemins.length === 0) return undefined;
  const defauts: RapportReleves['defauts'] = [];
  const presents = new Set(vue.chemins);
  const { maillons, defaut } = lireChaine((await vue.texte(CHAINE)) ?? '');
  if (!presents.has(CHAINE))
    defauts.push({ fichier: CHAINE, message: `La liste des relevés repris manque. ${RESTAURER}` });
  if (defaut !== undefined) defauts.push({ fichier: CHAINE, message: `Liste altérée : ${defaut}. ${RESTAURER}` });
  const connus = new Set([CHAINE]);
  for (const m of maillons) {
    const fichier = cheminObjet(m.pdf, 'pdf');
    connus.add(fichier);
    const lue = presents.has(fichier) ? await vue.empreinte(fichier) : undefined;
    if (lue === undefined) defauts.push({ fichier, message: `Le PDF du relevé repris n° ${m.n} manque. ${RESTAURER}` });
    else if (lue !== m.pdf)
      defauts.push({ fichier, message: `Le PDF du relevé repris n° ${m.n} a été modifié. ${RESTAURER}` });
  }
  for (const fichier of vue.chemins)
    if (!connus.has(fichier))
      defauts.push({
        fichier,
        message:
          'Aucun relevé repris ne cite ce fichier : import interrompu (relancez-le) ou fichier ajouté (mettez-le à part).',
      });
  return { releves: maillons.length, defauts, tete: maillons.at(-1)?.empreinte };
};
