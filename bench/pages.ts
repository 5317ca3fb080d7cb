import type { Intervention } from '#shared/contrats/corrections/intervention';
import { allumerPoste, attendreServiceWorker, entrer, seConnecter } from '../e2e/outils/navigateur';
import { ECRANS, ECRANS_ADMINISTRATION, ECRANS_AUDITEUR, type Ecran, type Reperes } from '../scripts/captures/ecrans';
import { choisirReperes } from '../scripts/captures/ouvrir';
import { avecExtranet, type Extranet } from './appuis/extranet';
import { MOIS } from './appuis/mois';
import { type Chiffre, mediane, moisCharge, presenter } from './appuis/outils';
import { commander } from './appuis/processus';

// Every page that has an address, opened anew, the processor four times slower, on a full month of the whole service (2,800
// usagers in its six antennas; a manager's PC holds the largest). Given names, those that begin so: `npx tsx bench/pages.ts usager`.

const ANTENNE = 'EST';
const RALENTI = 4;
const LIMITE_MS = 3_000;
const ATTENTE_MS = 120_000;
const TOURS = 3;
const voulues = process.argv.slice(2);
/** These two open on the month in progress, where the service of this bench has nothing yet. */
const VIDES: ReadonlySet<string> = new Set(['administration-pilotage', 'consultation-usager']);
/** What gestures or the want of network bring is no page of its own. */
const pages = (ecrans: readonly Ecran[]): readonly Ecran[] =>
  ecrans.filter(
    (x) =>
      !x.gestes &&
      !x.horsLigne &&
      !VIDES.has(x.nom) &&
      (voulues.length === 0 || voulues.some((v) => x.nom.startsWith(v))),
  );
/** Whose they are: the roles without antenna keep nothing on the PC, and ask the server for each. */
const LECTEURS = [
  { identifiant: 'marie', role: 'GESTIONNAIRE', antennes: ANTENNE, pages: pages(ECRANS) },
  { identifiant: 'adele', role: 'ADMINISTRATEUR', antennes: '', pages: pages(ECRANS_ADMINISTRATION) },
  { identifiant: 'aude', role: 'AUDITEUR', antennes: '', pages: pages(ECRANS_AUDITEUR) },
] as const;

type Duree = { nom: string; ms: number };

const visiter = async (e: Extranet, reperes: Reperes, l: (typeof LECTEURS)[number]): Promise<Duree[]> => {
  const poste = await allumerPoste();
  try {
    const { page } = poste;
    await (l.antennes ? seConnecter : entrer)(page, e.adresse, await e.creerCompte(l.identifiant, l.antennes, l.role));
    await attendreServiceWorker(page);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: RALENTI });
    const ouvrir = async (ecran: Ecran): Promise<number> => {
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
      return performance.now() - debut;
    };
    // All of them, then all again: the first turn is that of a browser that has just met the application.
    const tours: number[][] = [];
    for (let n = 0; n < TOURS; n++) {
      const tour: number[] = [];
      for (const ecran of l.pages) tour.push(await ouvrir(ecran));
      tours.push(tour);
    }
    return l.pages.map(({ nom }, rang) => {
      const siens = tours.map((t) => t[rang] ?? 0);
      console.error(`${nom} : ${siens.map((ms) => Math.round(ms)).join(', ')} ms`);
      return { nom, ms: mediane(siens) };
    });
  } finally {
    await poste.jeter();
  }
};

const mesurer = (): Promise<Chiffre> =>
  avecExtranet(moisCharge, async (e) => {
    const lues = await commander(['lire', 'interventions', '--antenne', ANTENNE, '--mois', MOIS], e.dataDir);
    const visites = lues.sortie.split('\n').flatMap((l) => (l === '' ? [] : (JSON.parse(l) as Intervention)));
    const reperes = choisirReperes(visites, MOIS);
    const durees: Duree[] = [];
    for (const l of LECTEURS) if (l.pages.length > 0) durees.push(...(await visiter(e, reperes, l)));
    return {
      titre: `Pages ouvertes à neuf, processeur ralenti ${RALENTI} ×, médiane de ${TOURS}, mois complet (${visites.length.toLocaleString('fr-FR')} visites sur le poste)`,
      plancher: 'aucun : ce sont des délais ressentis, sur la machine de référence',
      lignes: durees.map(({ nom, ms }) => ({ quoi: nom, valeur: ms, unite: 'ms', limite: LIMITE_MS }) as const),
    };
  });

await presenter(import.meta.url, mesurer);
