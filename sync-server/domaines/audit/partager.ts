import type { Maillon, MaillonNu } from '#shared/contrats/exploitation/audit';
import type { DocumentStocke } from '../../store/magasin';
import { cleAncre } from './branche';
import { lireMaillon, type Tete } from './maillon';

/** What becomes of a log that two sides of a cut went on with. */
export type Partage = {
  /** The last link of the side by which it goes on. */
  tete: Tete;
  /** Links of the other side that are sealed nowhere yet, in their order. */
  aSceller: MaillonNu[];
  /** Leaves of the store whose link is sealed. */
  aEffacer: DocumentStocke[];
  /** Leaves that are no link of any side, in the place of one: for a person. */
  ecartees: DocumentStocke[];
  /** The links by which it goes on that seal something. */
  sceaux: Maillon[];
};

type Noeud = { doc: DocumentStocke; maillon: Maillon; rang: number };

/** The link sealed is the link written, but for what itself sealed, which is sealed beside it. */
const nu = ({ _id, type, branche, ...m }: Maillon): MaillonNu => m;

type Portee = { noeud: Noeud; jusque: number; rang: number; apres: Portee | undefined };

/** The longest side; of two that are as long, the one whose last link the store shows, which is what writers go on from. */
const choisirTronc = (base: Tete, etages: readonly (readonly Noeud[])[]): Noeud[] => {
  /** By hash: how far the chain goes from that link, how the store ranks its last one, and the link that follows. */
  const portees = new Map<string, Portee>();
  const meilleure = (suivants: readonly Noeud[] = [], empreinte: string): Portee | undefined =>
    suivants
      .filter((n) => n.maillon.precedent === empreinte)
      .flatMap((n) => portees.get(n.maillon.empreinte) ?? [])
      .sort((a, b) => b.jusque - a.jusque || a.rang - b.rang)[0];
  for (const [i, etage] of [...etages.entries()].reverse())
    for (const n of etage) {
      const apres = meilleure(etages[i + 1], n.maillon.empreinte);
      const { numero, empreinte } = n.maillon;
      portees.set(empreinte, { noeud: n, jusque: apres?.jusque ?? numero, rang: apres?.rang ?? n.rang, apres });
    }
  const tronc: Noeud[] = [];
  for (let p = meilleure(etages[0], base.empreinte); p; p = p.apres) tronc.push(p.noeud);
  return tronc;
};

/**
 * `base`: the last link before they part; `etages`: the leaves of each number after it, the one that the store shows first. The same
 * for whoever reads the same leaves: it does not matter which side settles.
 */
export const partager = (base: Tete, etages: readonly (readonly DocumentStocke[])[]): Partage => {
  const noeuds = etages.map((feuilles) =>
    feuilles.flatMap((doc, rang): Noeud[] => {
      const maillon = lireMaillon(doc);
      return maillon ? [{ doc, maillon, rang }] : [];
    }),
  );
  const tronc = choisirTronc(base, noeuds);
  const duTronc = new Set(tronc.map((n) => n.doc));
  const tete = tronc.at(-1)?.maillon ?? base;
  const sceaux = tronc.flatMap(({ maillon }) => (maillon.scelles ? [maillon] : []));
  const scellees = new Set(sceaux.flatMap((m) => (m.scelles ?? []).map(cleAncre)));
  const tenues = new Set([cleAncre(base), ...tronc.map((n) => cleAncre(n.maillon)), ...scellees]);
  const [aSceller, aEffacer]: [MaillonNu[], DocumentStocke[]] = [[], []];
  const sceller = (m: MaillonNu): void => {
    if (tenues.has(cleAncre(m))) return;
    tenues.add(cleAncre(m));
    aSceller.push(m);
  };
  const attachees = new Set<DocumentStocke>();
  for (const { doc, maillon } of noeuds.flat()) {
    const { numero, precedent, branche = [] } = maillon;
    if (duTronc.has(doc) || !tenues.has(cleAncre({ numero: numero - 1, empreinte: precedent }))) continue;
    attachees.add(doc);
    // What it had sealed itself first: what hangs from it may hang from that.
    for (const m of branche) sceller(m);
    sceller(nu(maillon));
    if (scellees.has(cleAncre(maillon))) aEffacer.push(doc);
  }
  const ecartees = etages.flatMap((feuilles) =>
    feuilles.some((d) => duTronc.has(d)) ? feuilles.filter((d) => !duTronc.has(d) && !attachees.has(d)) : [],
  );
  return { tete: { numero: tete.numero, empreinte: tete.empreinte }, aSceller, aEffacer, ecartees, sceaux };
};
