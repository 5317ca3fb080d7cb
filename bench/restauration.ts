import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ouvrirEcriture } from '../sync-server/domaines/exploitation/sauvegarde/coffre/documents-bruts';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { chronometrer, dansUnDossier, deposerChiffre, ecrireValeur, type Ligne } from './appuis/outils';
import { attendreFinDuMagasin, commander } from './appuis/processus';

// `npm run epreuve -- sauvegarde`: the full service with 24 months is saved, an increment added, and all restored. One month is
// made by the real commands (import, closing, statements); the others are its documents, under the dates of each.

const { values } = parseArgs({
  options: { mois: { type: 'string', default: '24' }, taille: { type: 'string', default: 'complete' } },
});
const MOIS = Number(values.mois);
const MODELE = '2026-10';
/** The tender's: ten minutes to be back, fifteen lost at most, of which ten pass between two increments. */
const LIMITE_RESTAURATION_S = 600;
const LIMITE_INCREMENT_S = 300;
const LIMITE_MEMOIRE_MO = 600;

const moisPrecedents = (): string[] =>
  Array.from({ length: MOIS - 1 }, (_, i) => new Date(Date.UTC(2026, 8 - i, 1)).toISOString().slice(0, 7));

/** The same documents in another month: ids and dates, wherever they stand. */
const recopier = async (dataDir: string): Promise<number> => {
  const magasin = await ouvrirMagasin({ dataDir });
  let ecrits = 0;
  for (const base of (await magasin.bases()).filter((b) => /^tg-(antenne|pointages-2026)/.test(b)))
    for (const mois of moisPrecedents()) {
      const cible = base.replace('pointages-2026', `pointages-${mois.slice(0, 4)}`);
      await magasin.creerBase(cible);
      const ecriture = ouvrirEcriture((docs) => magasin.bruts.greffer(cible, docs));
      for await (const lot of magasin.bruts.parIds(base))
        for (const doc of lot) {
          if (!/^\{"_id":"[a-z-]+:2026-10/.test(doc) || doc.startsWith('{"_id":"cloture:')) continue;
          await ecriture.ajouter(doc.replaceAll(MODELE, mois));
          ecrits += 1;
        }
      await ecriture.finir();
    }
  await magasin.fermer();
  await attendreFinDuMagasin(dataDir);
  return ecrits;
};

const empreintes = (dossier: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dossier)
      .sort()
      .map((n) => [
        n,
        createHash('sha256')
          .update(readFileSync(join(dossier, n)))
          .digest('hex'),
      ]),
  );

let tenu = true;
const lignes: Ligne[] = [];
const dire = (quoi: string, valeur: number, unite: 's' | 'Mo' | '', limite?: number): void => {
  const depasse = limite !== undefined && valeur > limite;
  tenu &&= !depasse;
  lignes.push({ quoi, valeur, unite, ...(limite === undefined ? {} : { limite }) });
  const suite = limite === undefined ? '' : ` (limite ${ecrireValeur(limite, unite)}${depasse ? ', DÉPASSÉE' : ''})`;
  console.log(`${quoi} : ${ecrireValeur(valeur, unite)}${suite}`);
};

await dansUnDossier(async (racine) => {
  const source = join(racine, 'source');
  const env = { SAUVEGARDE_CLE: Buffer.alloc(32, 1).toString('base64') };
  const lancer = async (dataDir: string, ...args: string[]) => {
    const e = await commander(args, dataDir, env);
    await attendreFinDuMagasin(dataDir);
    return e;
  };
  console.log('Un mois du service, par les commandes…');
  await lancer(source, 'generer', join(racine, 'fichiers'), '--mois', MODELE, '--taille', values.taille);
  await lancer(source, 'importer', join(racine, 'fichiers'));
  await lancer(source, 'cloturer', MODELE, '--motif', 'épreuve');
  await lancer(source, 'archiver', MODELE);
  await lancer(source, 'exporter', MODELE, '--vers', join(racine, 'avant'));
  const copie = await chronometrer(() => recopier(source));
  console.log(
    `${MOIS} mois : ${copie.valeur.toLocaleString('fr-FR')} documents ajoutés en ${Math.round(copie.secondes)} s`,
  );

  const dossier = join(racine, 'sauvegardes');
  mkdirSync(dossier);
  const complete = await lancer(source, 'sauvegarder', dossier, '--json');
  const r = JSON.parse(complete.sortie) as { documents: number; fichier: string; octets: number };
  dire('documents sauvegardés', r.documents, '');
  dire('taille de la sauvegarde complète', r.octets / 1e6, 'Mo');
  dire('sauvegarde complète', complete.secondes, 's');
  dire('mémoire de la sauvegarde', complete.commandeMo, 'Mo', LIMITE_MEMOIRE_MO);
  await lancer(source, 'parametre', 'ecrire', 'dureeMax', '800', '--depuis', '2027-01-01');
  const increment = await lancer(source, 'sauvegarder', dossier);
  dire('incrément d’un autre processus, qui relit la série', increment.secondes, 's', LIMITE_INCREMENT_S);
  const tailles = readdirSync(dossier).map((n) => statSync(join(dossier, n)).size / 1e6);
  dire('taille de l’incrément', Math.min(...tailles), 'Mo');

  const cible = join(racine, 'cible');
  const restauration = await lancer(cible, 'restaurer', dossier);
  dire('restauration, vérification comprise', restauration.secondes, 's', LIMITE_RESTAURATION_S);
  dire('mémoire de la restauration', restauration.commandeMo, 'Mo', LIMITE_MEMOIRE_MO);
  await lancer(cible, 'exporter', MODELE, '--vers', join(racine, 'apres'));
  const memes = JSON.stringify(empreintes(join(racine, 'avant'))) === JSON.stringify(empreintes(join(racine, 'apres')));
  tenu &&= memes;
  console.log(memes ? 'Le mois clos donne les mêmes octets.' : 'FAUTE : le mois clos ne donne plus les mêmes octets.');
  const perdu = 10 * 60 + increment.secondes;
  dire('perte au pire : dix minutes entre deux incréments, et la durée de l’un', perdu, 's', 15 * 60);
});
deposerChiffre(import.meta.url, {
  titre: `Sauvegarde et restauration, ${MOIS} mois`,
  plancher: 'aucun : ce sont des durées dues',
  lignes,
});
console.log(tenu ? 'TENU.' : 'ÉCHEC.');
process.exit(tenu ? 0 : 1);
