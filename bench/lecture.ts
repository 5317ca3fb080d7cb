import { join } from 'node:path';
import { build } from 'esbuild';
import { ajouterJours, ajouterMois, dernierJour, instantDe, premierJour } from '#shared/temps/paris';
import { nomBase } from '../app/_donnees/base/noms';
import { allumerPoste, attendreServiceWorker, seConnecter } from '../e2e/outils/navigateur';
import { avecExtranet } from './appuis/extranet';
import type { Lecture, Plage } from './appuis/lecture-page';
import { MOIS_COURANT, MOIS_ENTIER, troisMoisImportes } from './appuis/mois';
import { type Chiffre, mediane, presenter, racine } from './appuis/outils';

// What a grid costs when nothing of it is in memory: its rows read from the disk, decrypted, folded. The application reads the three
// months that a PC keeps at once, when it opens (`bench/ecrans.ts`); here its own modules, in Chromium, read some dates of the base
// that it has filled.

const ANTENNE = 'EST';
const ESSAIS = 15;

/** Its visits are most on a Tuesday. */
const mardi = [7, 8, 9, 10, 11, 12, 13]
  .map((n) => ajouterJours(premierJour(MOIS_ENTIER), n))
  .find((d) => new Date(d).getUTCDay() === 2);
if (!mardi) throw new Error('une semaine sans mardi');
const JOUR: Plage = { de: mardi, a: mardi };
const MOIS: Plage = { de: premierJour(MOIS_ENTIER), a: dernierJour(MOIS_ENTIER) };
const TOUT: Plage = { de: premierJour(ajouterMois(MOIS_ENTIER, -1)), a: dernierJour(MOIS_COURANT) };

/** The page's side, whole in one script. There is nothing to migrate in a base that was just filled. */
const script = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [join(racine, 'bench/appuis/lecture-page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    external: ['rxdb/plugins/migration-schema'],
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const [fichier] = outputFiles;
  if (!fichier) throw new Error('rien n’est construit');
  return fichier.text;
};

const mesurer = (): Promise<Chiffre> =>
  avecExtranet(troisMoisImportes(ANTENNE), async (e) => {
    const compte = await e.creerCompte('marie', ANTENNE);
    const poste = await allumerPoste();
    try {
      const { page } = poste;
      await page.goto(e.adresse);
      await attendreServiceWorker(page);
      await seConnecter(page, e.adresse, compte);
      // Same origin, and no application there that would hold the base.
      await page.goto(`${e.adresse}/navigateur.js`);
      await page.evaluate(await script());
      const demande = { base: nomBase(compte.identifiant, ANTENNE), ...compte, essais: ESSAIS };
      const lire = (plage: Plage): Promise<Lecture> =>
        page.evaluate((d) => window.lireDuDisque(d), { ...demande, plage, maintenant: instantDe(Date.now()) });
      const [jour, mois, tout] = [await lire(JOUR), await lire(MOIS), await lire(TOUT)];
      if (process.env.BENCH_DETAIL) console.error(JSON.stringify({ jour, mois, tout }));
      const ms = (quoi: string, valeurs: readonly number[], limite?: number) =>
        ({ quoi, valeur: mediane(valeurs), unite: 'ms', ...(limite === undefined ? {} : { limite }) }) as const;
      return {
        titre: `Lecture du disque dans Chromium, mémoire vide : un mois (${mois.visites.toLocaleString('fr-FR')} visites), un jour (${jour.visites})`,
        plancher: 'lire les mêmes rangées du mois par getAll, les déchiffrer et les analyser, dans la même page',
        lignes: [
          ms('un mois, du disque à ses lignes', mois.ms, 120),
          ms('un jour, du disque à ses lignes', jour.ms, 20),
          ms('trois mois, du disque à leurs lignes', tout.ms),
          ms('plancher du mois', mois.plancherMs),
          ms('plancher du jour', jour.plancherMs),
          { quoi: 'rapport du mois au plancher', valeur: mediane(mois.ms) / mediane(mois.plancherMs), unite: '×' },
        ],
      };
    } finally {
      await poste.jeter();
    }
  });

await presenter(import.meta.url, mesurer);
