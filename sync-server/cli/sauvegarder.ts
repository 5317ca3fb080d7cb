import { stat } from 'node:fs/promises';
import type { Resultat } from '#shared/contrats/commun';
import { tracer } from '../adapters/depot/audit';
import { horlogeSysteme } from '../ports/horloge';
import { verifierSauvegarde } from '../use-cases/sauvegarde/restaurer';
import { type PortsSauvegarde, type RapportSauvegarde, sauvegarder } from '../use-cases/sauvegarde/sauvegarder';
import { sauvegarderEnSerie } from '../use-cases/sauvegarde/serie';
import { auteur, avecMagasin, type ContexteCli, ErreurUsage, option, rendre } from './contexte';
import { parSeconde } from './progression';
import { cleDe } from './sauvegarde-commune';

/** What a restoration needs and no backup holds, by name: never a value. */
const A_GARDER_A_PART =
  'À garder à part : SAUVEGARDE_CLE, et les secrets de l’environnement (PLIVO_AUTH_TOKEN, COUCHDB_URL, SMTP_URL…) ; aucune sauvegarde ne les contient.';

type Rapport = RapportSauvegarde & { menage?: string };

const enFrancais = (r: Rapport): string[] => [
  `${r.rang === 0 ? 'Sauvegarde complète' : `Incrément n° ${r.rang}`} : ${r.fichier}`,
  `  ${r.documents} documents, ${r.fichiers} fichiers, ${(r.octets / 1e6).toFixed(1).replace('.', ',')} Mo ; tout ce qui précède le ${r.instant}`,
  `  SHA-256 ${r.empreinte}`,
  ...(r.menage ? [`  ${r.menage}`] : []),
  A_GARDER_A_PART,
];

const estDossier = async (chemin: string): Promise<boolean> =>
  (await stat(chemin).catch(() => undefined))?.isDirectory() ?? false;

const faire = async (c: ContexteCli, p: PortsSauvegarde, vers: string): Promise<Resultat<Rapport>> => {
  const depuis = option(c, 'depuis');
  if (vers === c.config.SAUVEGARDE_DIR || (await estDossier(vers))) {
    if (depuis !== undefined)
      throw new ErreurUsage('Dans un dossier, --depuis est inutile : la dernière sauvegarde est continuée.');
    return sauvegarderEnSerie(p, { dossier: vers, generations: c.config.SAUVEGARDE_GENERATIONS });
  }
  const lue = depuis === undefined ? undefined : await verifierSauvegarde(p, { source: depuis });
  if (lue && !lue.ok) return lue;
  const r = await sauvegarder(p, { fichier: vers, precedente: lue?.valeur.precedente });
  return r.ok ? { ok: true, valeur: r.valeur.rapport } : r;
};

export const executer = async (c: ContexteCli): Promise<number> => {
  const vers = c.arguments[0] ?? c.config.SAUVEGARDE_DIR;
  if (vers === undefined || vers === '')
    throw new ErreurUsage('Où sauvegarder ? Donnez un fichier, un dossier, ou le réglage SAUVEGARDE_DIR.');
  const cle = cleDe(c);
  const r = await avecMagasin(c, async (magasin) => {
    const p: PortsSauvegarde = {
      magasin,
      horloge: horlogeSysteme,
      dataDir: c.config.DATA_DIR,
      cle,
      exclus: c.config.SAUVEGARDE_DIR === undefined ? [vers] : [vers, c.config.SAUVEGARDE_DIR],
      progres: parSeconde(c.dire),
    };
    const fait = await faire(c, p, vers);
    if (fait.ok) {
      const { serie, rang, instant } = fait.valeur;
      await tracer(magasin, { instant, auteur: auteur(c), action: 'SAUVEGARDE', objet: `${serie}-${rang}` });
    }
    return fait;
  });
  return rendre(c, r, enFrancais);
};
