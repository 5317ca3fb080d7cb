import type { Intervention } from '#shared/contrats/intervention';
import { allumerPoste, attendreServiceWorker, seConnecter } from '../e2e/outils/navigateur';
import { ECRANS } from '../scripts/captures/ecrans';
import { choisirReperes } from '../scripts/captures/ouvrir';
import { avecExtranet } from './extranet';
import { MOIS } from './mois';
import { type Chiffre, moisCharge, presenter } from './outils';
import { commander } from './processus';

// Every page that has an address, opened anew, the processor four times slower, on a full month of the whole service (2,800
// usagers in its six antennas; a manager's PC holds the largest). Given names, those that begin so: `npx tsx bench/pages.ts usager`.

const ANTENNE = 'EST';
const RALENTI = 4;
const LIMITE_MS = 3_000;
const ATTENTE_MS = 120_000;
const voulues = process.argv.slice(2);
/** What gestures or the want of network bring is no page of its own. */
const PAGES = ECRANS.filter(
  (x) => !x.gestes && !x.horsLigne && (voulues.length === 0 || voulues.some((v) => x.nom.startsWith(v))),
);

const mesurer = (): Promise<Chiffre> =>
  avecExtranet(moisCharge, async (e) => {
    const lues = await commander(['lire', 'interventions', '--antenne', ANTENNE, '--mois', MOIS], e.dataDir);
    const visites = lues.sortie.split('\n').flatMap((l) => (l === '' ? [] : (JSON.parse(l) as Intervention)));
    const reperes = choisirReperes(visites, MOIS);
    const poste = await allumerPoste();
    const durees: { nom: string; ms: number }[] = [];
    try {
      const { page } = poste;
      await seConnecter(page, e.adresse, await e.creerCompte('marie', ANTENNE));
      await attendreServiceWorker(page);
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: RALENTI });
      for (const ecran of PAGES) {
        // A page of its own each time: what the one before had loaded is gone.
        await page.goto('about:blank');
        const debut = performance.now();
        await page.goto(`${e.adresse}${ecran.adresse(reperes)}`, { waitUntil: 'commit' });
        await page
          .locator(ecran.pret)
          .first()
          .waitFor({ timeout: ATTENTE_MS })
          .catch((e: unknown) => {
            throw new Error(`${ecran.nom} : ${ecran.pret} n’est pas venu`, { cause: e });
          });
        durees.push({ nom: ecran.nom, ms: performance.now() - debut });
        console.error(`${ecran.nom} : ${Math.round(performance.now() - debut)} ms`);
      }
    } finally {
      await poste.jeter();
    }
    return {
      titre: `Pages ouvertes à neuf, processeur ralenti ${RALENTI} ×, mois complet (${visites.length.toLocaleString('fr-FR')} visites sur le poste)`,
      plancher: 'aucun : ce sont des délais ressentis, sur la machine de référence',
      lignes: durees.map(({ nom, ms }) => ({ quoi: nom, valeur: ms, unite: 'ms', limite: LIMITE_MS }) as const),
    };
  });

await presenter(import.meta.url, mesurer);
