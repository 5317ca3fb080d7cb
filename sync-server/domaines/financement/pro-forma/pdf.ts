import type { Centimes, LigneComplementaire } from '#shared/contrats/financement/prefacturation';
import type { DispositifProForma } from '#shared/contrats/financement/pro-forma';
import { nomAntenneAu } from '#shared/domain/antenne/registre';
import { ecartDe } from '#shared/domain/prefacturation/complements';
import type { LigneProForma, ProFormaComposee, SousTotal } from '#shared/domain/prefacturation/composer-pro-forma';
import { eurosAffiches } from '#shared/domain/prefacturation/euros';
import { totaliser } from '#shared/domain/prefacturation/lignes';
import { coordonneesAntenne } from '#shared/domain/releve/antennes';
import { INSECABLE } from '#shared/espaces';
import { dateEtHeure, duree, moisEnMots } from '#shared/mots/dates';
import { accorder, pluriel } from '#shared/mots/nombres';
import type { Instant } from '#shared/temps/types';
import { COULEURS, type Feuille, INTERLIGNE, LARGEUR_UTILE, ouvrirFeuille, PAGE } from '../../../adapters/pdf/feuille';
import { enTete, GRAS, numeroDePage, PETIT, PROVISOIRE, seul } from '../../../adapters/pdf/papier';
import type { Polices } from '../../../adapters/pdf/polices';
import {
  type Cellule,
  type Colonne,
  ESPACE_APRES,
  hauteurRangee,
  type Rangee,
  tableau,
} from '../../../adapters/pdf/tableau';

export const NOMS_DISPOSITIFS: Record<DispositifProForma, string> = {
  APA: 'Allocation personnalisée d’autonomie (APA)',
  ASL_PA: 'Aide sociale légale, personnes âgées (ASL PA)',
  ASL_PH: 'Aide sociale légale, personnes handicapées (ASL PH)',
  PCH: 'Prestation de compensation du handicap (PCH)',
};

/** What stands behind the document: a closing, else a computation that may change. */
export type OrigineProForma = { instant: Instant; cloture?: { numero: number; empreinte: string } | undefined };

const argent = (c: Centimes | undefined): string => (c === undefined ? 'sans tarif' : eurosAffiches(c));
const signe = (n: number): string => `${n < 0 ? '−' : '+'}${INSECABLE}${duree(Math.abs(n))}`;

const entete = (f: Feuille, p: ProFormaComposee, o: OrigineProForma): void => {
  const antenne = coordonneesAntenne(p.antenne, o.instant);
  enTete(f, antenne);
  f.y = 100;
  f.paragraphe('Facture pro forma', { graisse: 'grasse', taille: 20 });
  f.paragraphe(NOMS_DISPOSITIFS[p.dispositif], { taille: 13 });
  f.paragraphe(moisEnMots(p.mois), { taille: 17, couleur: COULEURS.accent });
  f.y += 8;
  const { usagers, minutes, montant } = p.total;
  const phrase = `${pluriel(usagers, 'usager')}, ${duree(minutes)} ${accorder(minutes, 'facturée')}, ${eurosAffiches(montant)}.`;
  f.fond(PAGE.marge, f.y, LARGEUR_UTILE, 34);
  f.ligne(phrase, PAGE.marge + 12, f.y + 9, { graisse: 'grasse', taille: 12 });
  f.y += 44;
  if (o.cloture) return;
  f.paragraphe(
    'PROVISOIRE : le mois n’est pas clos, ces chiffres peuvent changer. Ce document ne se valide pas.',
    PROVISOIRE,
  );
  f.y += 6;
};

const COLONNES: readonly Colonne[] = [
  { titre: 'Usager', largeur: 116 },
  { titre: 'Prise en charge', largeur: 82 },
  { titre: 'Accordées', largeur: 54, droite: true },
  // Ten thousand hours must hold on one line of the total.
  { titre: 'Réalisées', largeur: 67, droite: true },
  { titre: 'Facturées', largeur: 67, droite: true },
  { titre: 'Tarif horaire', largeur: 50, droite: true },
  { titre: 'Montant', largeur: LARGEUR_UTILE - 436, droite: true },
];

const celluleFacturees = (l: LigneProForma): Cellule => [
  { texte: duree(l.facturees), ...GRAS },
  ...(l.reportees > 0 ? [{ texte: `dont report ${duree(l.reportees)}`, ...PETIT }] : []),
];

/** [CL-5] A prise en charge that opens within the month is billed whole, and transmitted in part. */
const fermeture = (l: LigneProForma): string =>
  l.nonOuvertes === l.facturees
    ? 'non ouverte dans SALSA'
    : `dont ${duree(l.nonOuvertes)} ${accorder(l.nonOuvertes, 'non ouverte')} dans SALSA`;

const cellules = (l: LigneProForma, memeUsager: boolean): Cellule[] => [
  memeUsager ? [] : [{ texte: l.usager }, { texte: `dossier ${l.usagerId}`, ...PETIT }],
  [
    { texte: `n°${INSECABLE}${l.numeroPec}` },
    ...(l.nonOuvertes === 0 ? [] : [{ texte: fermeture(l), ...PETIT, couleur: COULEURS.accent }]),
  ],
  seul(l.accordees === undefined ? (l.realisees === 0 ? '' : 'sans plafond') : duree(l.accordees)),
  seul(l.realisees === 0 ? '' : duree(l.realisees)),
  celluleFacturees(l),
  seul(l.tarif === undefined ? '' : eurosAffiches(l.tarif)),
  seul(argent(l.montant), GRAS),
];

/** The last rows of a table stay with what comes after it: an antenna does not sign a page that has no figure. */
const avecSaFin = (
  f: Feuille,
  colonnes: readonly Colonne[],
  rangees: readonly Rangee[],
  dernieres: number,
  suite: number,
): Rangee[] => {
  const debut = Math.max(0, rangees.length - dernieres);
  const dessous = rangees.slice(debut + 1).reduce((h, r) => h + hauteurRangee(f, colonnes, r), suite + ESPACE_APRES);
  return rangees.map((r, n) => (n === debut ? { ...r, dessous } : r));
};

const tableLignes = (f: Feuille, p: ProFormaComposee): void => {
  if (p.lignes.length === 0) {
    f.paragraphe('Aucune heure de ce dispositif ce mois-ci.');
    return;
  }
  const rangees = p.lignes.map((l, i) => ({ cellules: cellules(l, p.lignes[i - 1]?.usagerId === l.usagerId) }));
  const sousTotal = (titre: string, t: SousTotal) => ({
    cellules: [
      seul(titre),
      seul(pluriel(t.usagers, 'usager')),
      [],
      [],
      seul(duree(t.minutes)),
      [],
      seul(eurosAffiches(t.montant)),
    ],
  });
  const total = {
    forte: true,
    cellules: [
      seul('Total', GRAS),
      seul(pluriel(p.total.usagers, 'usager'), GRAS),
      [],
      seul(duree(p.total.realisees), GRAS),
      seul(duree(p.total.minutes), GRAS),
      [],
      seul(eurosAffiches(p.total.montant), GRAS),
    ],
  };
  const fin = [sousTotal('Transmis à la DASES', p.transmis), sousTotal('Non ouvert dans SALSA', p.nonOuvert), total];
  const suite = p.complements.length === 0 ? hauteurSignature(f) : 0;
  tableau(f, COLONNES, avecSaFin(f, COLONNES, [...rangees, ...fin], fin.length + 1, suite));
};

const COLONNES_COMPLEMENTS: readonly Colonne[] = [
  { titre: 'Mois d’origine', largeur: 76 },
  { titre: 'Usager', largeur: 130 },
  { titre: 'Prise en charge', largeur: 82 },
  { titre: 'Facturées', largeur: 52, droite: true },
  { titre: 'Désormais', largeur: 54, droite: true },
  { titre: 'Écart', largeur: 54, droite: true },
  { titre: 'Montant', largeur: LARGEUR_UTILE - 448, droite: true },
];

/** [CL-4] What this closing changes to months closed before. */
const tableComplements = (f: Feuille, lignes: readonly LigneComplementaire[], usager: (id: string) => string): void => {
  if (lignes.length === 0) return;
  f.reserver(80);
  f.y += 10;
  f.ligne('Rectification de mois déjà clos', PAGE.marge, f.y, {
    graisse: 'grasse',
    taille: 13,
    couleur: COULEURS.accent,
  });
  f.y += 20;
  const ecarts = lignes.map(ecartDe);
  const { montant } = totaliser(ecarts);
  const rangees = lignes.map((l, i) => ({
    cellules: [
      seul(moisEnMots(l.moisOrigine)),
      [{ texte: usager(l.usagerId) }, { texte: l.intervenant, ...PETIT }],
      seul(l.numeroPec === undefined ? '' : `n°${INSECABLE}${l.numeroPec}`),
      seul(duree(l.ancien)),
      seul(duree(l.nouveau)),
      seul(signe(l.nouveau - l.ancien), GRAS),
      seul(argent(ecarts[i]?.montant), GRAS),
    ],
  }));
  const total = {
    forte: true,
    cellules: [seul('Total', GRAS), [], [], [], [], [], seul(eurosAffiches(montant), GRAS)],
  };
  tableau(f, COLONNES_COMPLEMENTS, avecSaFin(f, COLONNES_COMPLEMENTS, [...rangees, total], 2, hauteurSignature(f)));
};

const LEGENDE = [
  'Accordées : le plafond de la prise en charge pour le mois. Réalisées : toutes les heures faites que cette prise en charge pouvait couvrir, quel que soit le financeur. Facturées : celles qui lui reviennent (« dont report » : prises sur ce qui restait des mois précédents).',
  'Montant : la somme des lignes de préfacturation, une par intervenant, chacune arrondie au centime. « Non ouvert dans SALSA » : facturé, mais non transmis à la DASES tant que la prise en charge n’y est pas ouverte le jour de la visite ; les deux sous-totaux font le total (un usager peut compter dans les deux).',
];

/** Of its frame, the white below included. */
const ENCADRE = 92;

const hauteurSignature = (f: Feuille): number => {
  const lignes = LEGENDE.map((t) => f.couper(t, LARGEUR_UTILE, PETIT).length);
  return 12 + lignes.reduce((h, n) => h + n * PETIT.taille * INTERLIGNE + 3, 0) + 8 + ENCADRE;
};

/** [CL-6] Where the antenna signs; the word that counts is the one that it gives in the extranet. */
const signature = (f: Feuille, p: ProFormaComposee, o: OrigineProForma): void => {
  f.reserver(hauteurSignature(f));
  f.y += 12;
  for (const t of LEGENDE) {
    f.paragraphe(t, PETIT);
    f.y += 3;
  }
  f.y += 8;
  const haut = f.y;
  f.fond(PAGE.marge, haut, LARGEUR_UTILE, 84);
  f.ligne(`Validation par l’antenne ${nomAntenneAu(p.antenne, o.instant).libelle}`, PAGE.marge + 12, haut + 9, GRAS);
  f.ligne('La validation se fait dans l’extranet, écran Préfacturation.', PAGE.marge + 12, haut + 24, PETIT);
  for (const [i, t] of ['Nom et qualité', 'Date', 'Signature'].entries()) {
    const x = PAGE.marge + 12 + i * 165;
    f.ligne(t, x, haut + 42, PETIT);
    f.filet(haut + 72, COULEURS.discret, x, 150);
  }
  f.y = haut + ENCADRE;
};

const piedDePage = (f: Feuille, p: ProFormaComposee, o: OrigineProForma, page: number, pages: number): void => {
  const y = PAGE.hauteur - PAGE.bas + 14;
  const titre = `Pro forma ${p.dispositif.replace('_', ' ')} · ${moisEnMots(p.mois)} · antenne ${nomAntenneAu(p.antenne, o.instant).libelle}`;
  if (page > 1) {
    f.ligne(titre, PAGE.marge, 36, { taille: 9.5, couleur: COULEURS.discret });
    f.filet(52);
  }
  f.filet(y);
  const origine = o.cloture
    ? `Clôture n°${INSECABLE}${o.cloture.numero}, le ${dateEtHeure(o.instant)}`
    : `Provisoire, calculé le ${dateEtHeure(o.instant)}`;
  f.ligne(origine, PAGE.marge, y + 7, PETIT);
  numeroDePage(f, y + 7, page, pages);
  if (o.cloture)
    f.ligne(`Empreinte de la clôture : ${o.cloture.empreinte}`, PAGE.marge, y + 20, { ...PETIT, taille: 7.5 });
};

/** One pro forma, A4; of a closed month, the same bytes each time [CL-2]. */
export const rendreProForma = (
  polices: Polices,
  p: ProFormaComposee,
  o: OrigineProForma,
  usager: (id: string) => string,
): Promise<Buffer> => {
  const f = ouvrirFeuille(polices, {
    titre: `Facture pro forma ${p.dispositif}, ${moisEnMots(p.mois)}, ${nomAntenneAu(p.antenne, o.instant).libelle}`,
    sujet: `${p.antenne} ${p.mois} ${p.dispositif} ${o.cloture?.empreinte ?? 'provisoire'}`,
    auteur: coordonneesAntenne(p.antenne, o.instant).nom,
    date: new Date(o.instant),
  });
  entete(f, p, o);
  tableLignes(f, p);
  tableComplements(f, p.complements, usager);
  signature(f, p, o);
  return f.finir((page, pages) => piedDePage(f, p, o, page, pages));
};
