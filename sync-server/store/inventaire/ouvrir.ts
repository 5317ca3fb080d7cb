import { BASE_CENTRALE } from '#shared/contrats/ids';
import { ID_OUVERTURE, type Inventaire, idDeSaNote, idDeSonImport, noter } from '#shared/contrats/store/inventaire';
import { ligneDuType, type TypeDocument } from '#shared/documents/registre';
import { ajouterA } from '#shared/listes';
import { ajouterMois, debutDuJour, moisParis, premierJour } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import type { Horloge } from '../../ports/horloge';
import { assurerBases } from '../bases';
import { poser, remplacer, sansReponse } from '../ecrire';
import { constaterGrappe } from '../grappe/grappe';
import { lireIds, lirePlage, lirePresents, type Magasin, type Stocke } from '../lire';
import { BASE_LOTS, rejouerLots } from '../lots';
import { lireType, plageSure } from '../types';
import { avecVerrou } from '../verrou';
import { basesComptees } from './bases';
import { estImporte, TYPES_COMPTES } from './sommes';

/** Months before the present one of which what is there is counted. */
const MOIS_REPRIS = 3;
const PAGE = 2_000;
/** Nothing is older than what was counted. */
const DEBUT = '2000-01' as Mois;

/** By note, the ids that are there. `avant`: there are older ones, which are not counted. */
type Compte = { notes: Map<string, string[]>; avant: boolean };

/** Where what is counted of a type begins: what has no date is counted whole; after the last month, whatever is planned. */
const debutDe = (type: TypeDocument, depuis: Mois): string | undefined => {
  const { id } = ligneDuType(type);
  if (id.startsWith('<instant>')) return `${type}:${debutDuJour(premierJour(depuis))}`;
  return id.startsWith('<date>') ? `${type}:${depuis}` : undefined;
};

const compter = async (m: Magasin, base: string, type: TypeDocument, depuis: Mois, c: Compte): Promise<void> => {
  const premier = debutDe(type, depuis);
  c.avant ||=
    premier !== undefined && (await lireIds(m, base, { debut: `${type}:`, fin: premier, limite: 1 })).length > 0;
  for (let debut = premier ?? `${type}:`; ; ) {
    const page = await lirePlage<object>(m, base, {
      debut,
      fin: `${type};`,
      limite: PAGE,
    });
    for (const doc of page) {
      const note = estImporte(type, doc) ? idDeSonImport(doc._id) : idDeSaNote(doc._id);
      ajouterA(c.notes, note, doc._id);
    }
    const derniere = page.at(-1);
    if (!derniere || page.length < PAGE) return;
    debut = `${derniere._id}\u0000`;
  }
};

/** Of an inventory that someone has closed, to open it on what is there: what it still asked for, and is gone, is asked for no more. */
const oublierPerdus = async (m: Magasin, base: string): Promise<void> => {
  for (const { _id, ids } of await plageSure(m, 'inventaire', { base })) {
    if (!ids) continue;
    const la = await lirePresents(m, base, ids);
    if (la.size === ids.length) continue;
    const perdus = new Set(ids.filter((id) => !la.has(id)));
    sansReponse(
      await poser<Inventaire>(
        m,
        base,
        _id,
        (connu) => connu && { ...connu, ids: (connu.ids ?? []).filter((id) => !perdus.has(id)) },
      ),
    );
  }
};

/** True where older documents are left uncounted. `neuf`: what was noted before, and is gone, is forgotten. */
const ouvrirBase = async (m: Magasin, base: string, depuis: Mois, neuf: boolean): Promise<boolean> => {
  const c: Compte = { notes: new Map(), avant: false };
  for (const type of TYPES_COMPTES) await compter(m, base, type, depuis, c);
  if (neuf) await oublierPerdus(m, base);
  // Added to what has been noted meanwhile.
  for (const [note, ids] of c.notes)
    sansReponse(await poser<Inventaire>(m, base, note, (connu) => noter(connu, note, ids)));
  return c.avant;
};

/** Whether what is received is counted, by ids. */
export const inventaireOuvert = async (m: Magasin): Promise<boolean> =>
  (await lireType(m, 'inventaire', ID_OUVERTURE, { base: BASE_CENTRALE }))?.parIds === true;

/**
 * The inventory of a store, which is opened once: of one that has served, on what is there then, once a batch that a crash cut short is
 * whole. By who holds the right to write, for an import would change it meanwhile. Nothing on a cluster that is not whole and calm: it
 * is for the next time.
 */
export const ouvrirInventaire = async (m: Magasin, maintenant: Instant): Promise<Stocke<Inventaire> | undefined> => {
  const connu = await lireType(m, 'inventaire', ID_OUVERTURE, { base: BASE_CENTRALE });
  if (connu?.parIds) return connu;
  if ((await constaterGrappe(m)).etat !== 'CALME') return undefined;
  await assurerBases(m, [BASE_CENTRALE, BASE_LOTS]);
  await rejouerLots(m);
  // One of a former form keeps its months, and what was acknowledged since.
  const depuis = connu?.depuis ?? ajouterMois(moisParis(maintenant), -MOIS_REPRIS);
  let avant = false;
  for (const base of basesComptees(await m.bases())) avant = (await ouvrirBase(m, base, depuis, !connu)) || avant;
  if ((await constaterGrappe(m)).etat !== 'CALME') return undefined;
  const ouverture: Inventaire = {
    _id: ID_OUVERTURE,
    type: 'inventaire',
    ouvertLe: connu?.ouvertLe ?? maintenant,
    depuis: avant ? depuis : DEBUT,
    parIds: true,
  };
  await remplacer(m, BASE_CENTRALE, ouverture);
  return lireType(m, 'inventaire', ID_OUVERTURE, { base: BASE_CENTRALE });
};

/** The same by who does not hold that right: 1 where it was opened now; while another writes, it is for the next time. */
export const assurerInventaire = async (m: Magasin, horloge: Horloge): Promise<number> => {
  if (await inventaireOuvert(m)) return 0;
  return Number((await avecVerrou(m, horloge, () => ouvrirInventaire(m, horloge()))) !== undefined);
};
