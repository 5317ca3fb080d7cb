import type { Antenne } from '#shared/contrats/commun';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { coordonneesAntenne } from '#shared/domain/releve/antennes';
import { periodeEnMots } from '#shared/etats/moteur';
import type { PlanningDUn } from '#shared/etats/plannings';
import { dateEtHeure } from '#shared/mots/dates';
import type { Instant } from '#shared/temps/types';
import { COULEURS, type Feuille, ouvrirFeuille } from '../../../adapters/pdf/feuille';
import { ligneDuService, numeroDePage, PETIT } from '../../../adapters/pdf/papier';
import type { Polices } from '../../../adapters/pdf/polices';
import { hauteurRangee, ouvrirTableau } from '../../../adapters/pdf/tableau';
import { type Disposition, disposer, enTextes, rangeeDe, rangeeTotale, souffler } from './sortie-pdf';

export type LotPlannings = { antenne: Antenne; titre: string; sujet: string; pages: readonly PlanningDUn[] };

/** A month of visits holds on its page: less white between the rows than where nothing presses. */
const SERRE = 2.5;
/** Where one page is not enough, letters that are read with ease. */
const LISIBLE = 7.5;

const entete = (f: Feuille, antenne: Antenne, { nom, titre, tableau: t }: PlanningDUn): void => {
  const { marge } = f.page;
  f.ligne(coordonneesAntenne(antenne).nom, marge, 30, { graisse: 'grasse', taille: 11, couleur: COULEURS.accent });
  ligneDuService(f, 45);
  f.y = 64;
  f.paragraphe(nom, { graisse: 'grasse', taille: 17 });
  f.paragraphe(`${titre} · ${periodeEnMots(t.periode)}`, { taille: 10.5, couleur: COULEURS.discret });
  f.y += 2;
  for (const a of t.avertissements) f.paragraphe(a, { taille: 7.5, couleur: '#8a4b00' });
  f.y += 6;
};

const piedDe =
  (f: Feuille, antenne: Antenne, { nom, titre, tableau: t }: PlanningDUn, instant: Instant) =>
  (page: number, pages: number): void => {
    const { marge, hauteur, bas } = f.page;
    const y = hauteur - bas + 20;
    if (page > 1) {
      f.ligne(`${nom} · ${titre} · ${periodeEnMots(t.periode)} (suite)`, marge, 38, PETIT);
      f.filet(54);
    }
    f.filet(y);
    f.ligne(`Établi le ${dateEtHeure(instant)} · antenne ${libelleAntenne(antenne)}`, marge, y + 7, PETIT);
    if (pages > 1) numeroDePage(f, y + 7, page, pages);
  };

/** In the largest letters at which it all holds on the page; what no letters make hold goes on to another one. */
const poserTable = (f: Feuille, { tableau: t }: PlanningDUn): void => {
  const { lignes, totaux } = enTextes(t);
  const place = f.page.hauteur - f.page.bas - f.y;
  const rangeesEn = (taille: number) => [
    ...lignes.map((l) => rangeeDe(l, taille)),
    ...(totaux ? [rangeeTotale(totaux, taille)] : []),
  ];
  const tient = ({ taille, titres, colonnes }: Disposition): boolean => {
    const tetes = { cellules: colonnes.map((c) => [{ texte: c.titre, taille: titres, graisse: 'grasse' as const }]) };
    const rangees = rangeesEn(taille).map((r) => hauteurRangee(f, colonnes, r, SERRE));
    return rangees.reduce((h, r) => h + r, hauteurRangee(f, colonnes, tetes) + 2) <= place;
  };
  const textes = totaux ? [...lignes, totaux] : lignes;
  const seule = disposer(f, t.colonnes, textes, tient);
  const { taille, titres, colonnes } = tient(seule)
    ? seule
    : disposer(f, t.colonnes, textes, (d) => d.taille <= LISIBLE);
  const poser = ouvrirTableau(f, colonnes, titres, SERRE);
  for (const r of rangeesEn(taille)) poser(r);
};

/** The plannings of an antenna in one document, PDF/A: each person begins a page, in the order given; others are served in between. */
export const rendrePlannings = async (polices: Polices, lot: LotPlannings, instant: Instant): Promise<Buffer> => {
  const { antenne, titre, sujet, pages } = lot;
  const auteur = coordonneesAntenne(antenne).nom;
  const f = ouvrirFeuille(polices, { titre, sujet, auteur, date: new Date(instant) });
  let pied: ReturnType<typeof piedDe> | undefined;
  for (const p of pages) {
    if (pied) f.tourner(pied);
    await souffler();
    entete(f, antenne, p);
    poserTable(f, p);
    pied = piedDe(f, antenne, p, instant);
  }
  return f.finir(pied ?? (() => undefined));
};
