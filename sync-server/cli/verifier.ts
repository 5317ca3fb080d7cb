import { ANTENNES, type Antenne } from '#shared/contrats/commun';
import { pluriel } from '#shared/domain/releve/mots';
import { type RapportArchive, verifierArchive } from '#shared/domain/releve/verifier';
import { vueDossier } from '../adapters/archive/dossier';
import { dossierArchive } from './archiver';
import type { ContexteCli } from './contexte';
import { parSeconde } from './progression';

/** Defects shown on a terminal; `--json` has them all. */
const MONTRES = 100;

const enFrancais = (r: RapportArchive): string => {
  const bilan =
    r.defauts.length === 0
      ? `Archive intacte : ${pluriel(r.releves, 'relevé')}, ${pluriel(r.chaines, 'chaîne')} de mois.`
      : `${pluriel(r.defauts.length, 'défaut')} dans l’archive (${pluriel(r.releves, 'relevé')}) :`;
  return [
    bilan,
    ...r.defauts.slice(0, MONTRES).flatMap((d) => [`  ${d.fichier}`, `    ${d.message}`]),
    ...(r.defauts.length > MONTRES ? [`  … et ${r.defauts.length - MONTRES} autres (--json les donne tous)`] : []),
    ...Object.entries(r.tetes).map(
      ([a, empreinte]) => `  ${ANTENNES[a as Antenne].libelle} : dernière empreinte ${empreinte}`,
    ),
  ].join('\n');
};

export const executer = async (c: ContexteCli): Promise<number> => {
  const dossier = c.arguments[0] || dossierArchive(c);
  const vue = await vueDossier(dossier);
  if (!vue || vue.chemins.length === 0) {
    const message = `« ${dossier} » ne contient pas d’archive : donnez le dossier de l’archive, ou archivez d’abord un mois clos par « telegestion archiver ».`;
    if (c.json) c.ecrire(JSON.stringify({ code: 'ARCHIVE_ABSENTE', message }));
    c.dire(message);
    return 1;
  }
  const dire = parSeconde(c.dire);
  const r = await verifierArchive({ ...vue, progres: (n, total) => dire(`${n} / ${total} relevés vérifiés`) });
  c.ecrire(c.json ? JSON.stringify(r) : enFrancais(r));
  return r.defauts.length === 0 ? 0 : 1;
};
