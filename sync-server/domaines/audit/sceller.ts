import type { MaillonNu } from '#shared/contrats/exploitation/audit';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Horloge } from '../../ports/horloge';
import { ajouter, assurerDocuments, supprimerLot } from '../../store/ecrire';
import { lirePlage, type Magasin } from '../../store/lire';
import type { DocumentStocke } from '../../store/magasin';
import { ENTREES } from './entrees/table';
import { forgerMaillon, idMaillon, TETE_VIDE, type Tete } from './maillon';
import { type Partage, partager } from './partager';

/** Others write meanwhile: the log has one link more each time. */
const ESSAIS_MAX = 50;
/** Characters of what one link seals: far under what a document may hold. */
const TAILLE_MAX = 1_000_000;

/** In as many links as it takes, each of a size that the store takes. */
const enLots = (liste: readonly MaillonNu[]): MaillonNu[][] => {
  const lots: MaillonNu[][] = [];
  let place = 0;
  for (const m of liste) {
    const taille = JSON.stringify(m).length;
    const dernier = lots.at(-1);
    if (dernier && place + taille <= TAILLE_MAX) dernier.push(m);
    else lots.push([m]);
    place = lots.at(-1)?.length === 1 ? taille : place + taille;
  }
  return lots;
};

const instantsDe = (liste: readonly MaillonNu[]) => {
  const instants = liste.flatMap((m) => m.entrees.map((e) => e.instant)).sort();
  const [du, au] = [instants[0], instants.at(-1)];
  if (du === undefined || au === undefined) throw new Error('maillon sans entrée');
  return { du, au, n: instants.length };
};

const feuilles = (m: Magasin, numero: number): Promise<DocumentStocke[]> =>
  m.feuilles(BASE_CENTRALE, idMaillon(numero));

/** The leaves of each number from where two sides part, and the link before. `nommes`: numbers of which several leaves were seen. */
const lireEtages = async (
  m: Magasin,
  nommes: readonly number[],
): Promise<{ base: Tete; etages: DocumentStocke[][] }> => {
  const etages: DocumentStocke[][] = [];
  let bas = Math.min(...nommes);
  // The feed may not have named all of them: both sides wrote every number from where they part.
  for (let f = await feuilles(m, bas - 1); bas > 1 && f.length > 1; f = await feuilles(m, bas - 1)) bas -= 1;
  const haut = Math.max(...nommes);
  let numero = bas;
  for (let f = await feuilles(m, numero); numero <= haut || f.length > 1; f = await feuilles(m, numero)) {
    etages.push(f);
    numero += 1;
  }
  const reste = await lirePlage<Record<string, unknown>>(m, BASE_CENTRALE, { debut: idMaillon(numero), fin: 'audit;' });
  etages.push(...reste.map((d) => [d]));
  const [avant] = bas > 1 ? await feuilles(m, bas - 1) : [];
  const base = avant ? { numero: bas - 1, empreinte: String(avant.empreinte) } : TETE_VIDE;
  return { base, etages };
};

const sceller = async (m: Magasin, horloge: Horloge, { tete, aSceller }: Partage): Promise<void> => {
  let courante = tete;
  for (const branche of enLots(aSceller)) {
    const { du, au, n } = instantsDe(branche);
    const dite = ENTREES.COUPURE.ecrire.reprise({ entrees: n, du, au });
    const entree = { instant: horloge(), auteur: 'SERVEUR', ...dite };
    const sceau = forgerMaillon(courante, [entree], branche);
    // Another wrote that number meanwhile: all is looked at again.
    if ('dejaLa' in (await ajouter(m, BASE_CENTRALE, sceau))) return;
    courante = { numero: sceau.numero, empreinte: sceau.empreinte };
  }
};

/**
 * [FL-3] Settles a log that both sides of a cut went on with: it goes on by one of them, of which a link seals all that the other wrote;
 * only then, once it has been read again there, do the leaves of the other go. Run again, by any side, it does nothing more. Gives the
 * leaves that are no link of either side. To be run on a cluster that is whole and calm: it must see all that both wrote.
 */
export const scellerBranches = async (
  m: Magasin,
  horloge: Horloge,
  nommes: readonly number[],
): Promise<DocumentStocke[]> => {
  const encore: number[] = [];
  for (const n of nommes) if ((await feuilles(m, n)).length > 1) encore.push(n);
  if (encore.length === 0) return [];
  for (let essai = 0; essai < ESSAIS_MAX; essai++) {
    const { base, etages } = await lireEtages(m, encore);
    const partage = partager(base, etages);
    if (partage.aSceller.length > 0) {
      await sceller(m, horloge, partage);
      continue;
    }
    await assurerDocuments(
      m,
      BASE_CENTRALE,
      partage.sceaux.map(({ numero, branche = [] }) => {
        const { du, au } = instantsDe(branche);
        return { _id: idMaillon(numero).replace('audit:', 'branche-audit:'), type: 'branche-audit', numero, du, au };
      }),
    );
    await supprimerLot(m, BASE_CENTRALE, partage.aEffacer);
    return partage.ecartees;
  }
  throw new Error(
    'suite du journal d’audit non scellée (trop d’écritures en même temps, ou un maillon étranger à la fin)',
  );
};
