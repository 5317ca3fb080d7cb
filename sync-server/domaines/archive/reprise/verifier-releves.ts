import { cheminObjet } from '#shared/domain/releve/chemins';
import { fauteDElimination, type MoisElimine } from '#shared/domain/releve/elimination';
import { moisEnMots } from '#shared/mots/dates';
import { vueDossier } from '../../../adapters/dossier';
import { CHAINE, lireChaine } from '../../dossiers';

export type RapportReleves = {
  releves: number;
  /** [RE] Those that are no more, each with its month and when. */
  elimines: MoisElimine[];
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
  const { maillons, repris, elimines, tete, defaut } = lireChaine((await vue.texte(CHAINE)) ?? '');
  if (!presents.has(CHAINE))
    defauts.push({ fichier: CHAINE, message: `La liste des relevés repris manque. ${RESTAURER}` });
  if (defaut !== undefined) defauts.push({ fichier: CHAINE, message: `Liste altérée : ${defaut}. ${RESTAURER}` });
  const partis = maillons.flatMap((e): (MoisElimine & { n: number })[] => {
    if (!('elimines' in e)) return [];
    return e.elimines.flatMap((n) => {
      const m = maillons[n - 1];
      return m && 'mois' in m ? [{ n, antenne: m.antenne, mois: m.mois, instant: e.instant }] : [];
    });
  });
  for (const p of partis) {
    const faute = fauteDElimination(`Le relevé repris n° ${p.n} (${moisEnMots(p.mois)})`, p);
    if (faute) defauts.push({ fichier: CHAINE, message: faute });
  }
  const connus = new Set([CHAINE]);
  for (const m of repris) {
    const fichier = cheminObjet(m.pdf, 'pdf');
    connus.add(fichier);
    // A purge that was cut: the next one ends it.
    if (elimines.has(m.n)) continue;
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
  return {
    releves: repris.filter((m) => !elimines.has(m.n)).length,
    elimines: partis.map(({ n: _, ...p }) => p),
    defauts,
    tete,
  };
};
