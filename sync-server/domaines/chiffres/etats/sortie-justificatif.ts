import type { EtatFige, VisiteFigee } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import { coordonneesAntenne } from '#shared/domain/releve/antennes';
import { INSECABLE } from '#shared/espaces';
import {
  changementDHeure,
  dateDeReleve,
  dateEntiere,
  dateEtHeure,
  duree,
  heure,
  LENDEMAIN,
  moisEnMots,
} from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { dateParis } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { COULEURS, type Feuille, LARGEUR_UTILE, ouvrirFeuille, PAGE } from '../../../adapters/pdf/feuille';
import { enTete, GRAS, numeroDePage, PETIT, PROVISOIRE, seul } from '../../../adapters/pdf/papier';
import type { Polices } from '../../../adapters/pdf/polices';
import { type Cellule, type Colonne, tableau } from '../../../adapters/pdf/tableau';

/** What a funder is shown of one usager's month. */
export type Justificatif = {
  antenne: Antenne;
  mois: Mois;
  /** Absent: the month is not closed, and the figures may change. */
  cloture?: { numero: number; empreinte: string } | undefined;
  instant: Instant;
  financeur: string;
  usagerId: string;
  nom: string;
  usager: EtatFige['usager'];
  /** Those that its visits used. */
  prises: readonly EtatFige['prisesEnCharge'][number][];
  /** The visits that it pays a minute of, with those minutes and the prises en charge that they used. */
  visites: readonly { visite: VisiteFigee; numeros: readonly string[]; minutes: number }[];
  minutes: number;
  /** [CL-4] Visits of months closed before that this month's closing rectifies, with the minutes that it paid and pays of each. */
  rectifications: readonly { mois: Mois; ancien?: VisiteFigee; nouveau?: VisiteFigee; avant: number; apres: number }[];
};

const signee = (n: number): string => `${n < 0 ? '−' : n > 0 ? '+' : ''}${duree(Math.abs(n))}`;
const ecartTotal = (j: Justificatif): number => j.rectifications.reduce((n, r) => n + r.apres - r.avant, 0);

/** Said as what it does to the figure above it, which it never changes. */
const ecartEnPhrase = (n: number): string => {
  if (n === 0) return 'Des mois déjà clos sont rectifiés sans que leur total change : le détail est à la suite.';
  const verbe = n < 0 ? 'S’en retranche' : 'S’y ajoute';
  return `${verbe}, de mois déjà clos : ${duree(Math.abs(n))}, dont le détail est à la suite.`;
};

const entete = (f: Feuille, j: Justificatif): void => {
  const antenne = coordonneesAntenne(j.antenne, j.instant);
  enTete(f, antenne);
  f.y = 100;
  f.paragraphe('Justificatif des heures réalisées', { graisse: 'grasse', taille: 19 });
  f.paragraphe(moisEnMots(j.mois), { taille: 15, couleur: COULEURS.accent });
  f.y += 8;
  const u = j.usager;
  f.paragraphe(j.nom, { graisse: 'grasse', taille: 12 });
  if (u) {
    f.paragraphe(`${u.adresse}, ${u.codePostal} ${u.ville}`);
    f.paragraphe(
      `${u.civilite === 'M' ? 'Né' : 'Née'} le ${dateEntiere(u.dateNaissance)}, dossier ${j.usagerId}`,
      PETIT,
    );
  }
  f.y += 6;
  f.paragraphe(`Financeur : ${j.financeur}`, GRAS);
  for (const p of j.prises) {
    const fin = p.dateFin ? ` au ${dateEntiere(p.dateFin)}` : ', sans fin';
    const plafond = p.minutesMax === undefined ? '' : `, ${duree(p.minutesMax)} par mois au plus`;
    f.paragraphe(`Prise en charge n°${INSECABLE}${p.numero}, du ${dateEntiere(p.dateDebut)}${fin}${plafond}`, PETIT);
  }
  f.y += 8;
  f.fond(PAGE.marge, f.y, LARGEUR_UTILE, 30);
  const phrase = `${pluriel(j.visites.length, 'visite')}, ${duree(j.minutes)} à la charge de ce financeur.`;
  f.ligne(phrase, PAGE.marge + 12, f.y + 8, { graisse: 'grasse', taille: 11.5 });
  f.y += 40;
  if (j.rectifications.length > 0) {
    f.paragraphe(ecartEnPhrase(ecartTotal(j)), GRAS);
    f.y += 6;
  }
  if (j.cloture) return;
  f.paragraphe('PROVISOIRE : le mois n’est pas clos, ces heures peuvent changer.', PROVISOIRE);
  f.y += 6;
};

const COLONNES: readonly Colonne[] = [
  { titre: 'Date', largeur: 74 },
  { titre: 'Arrivée', largeur: 54, droite: true },
  { titre: 'Départ', largeur: 54, droite: true },
  { titre: 'Aide à domicile', largeur: 120 },
  { titre: 'Durée', largeur: 56, droite: true },
  { titre: 'Minutes complémentaires', largeur: 80, droite: true },
  { titre: 'À la charge du financeur', largeur: LARGEUR_UTILE - 438, droite: true },
];

/** What the hours of a row do not say of its minutes, as the statement says it. */
const lendemain = (v: VisiteFigee): Cellule => (dateParis(v.debut) === dateParis(v.fin) ? [] : seul(LENDEMAIN, PETIT));
const changement = (v: VisiteFigee): Cellule => {
  const texte = changementDHeure(v.debut, v.fin);
  return texte === undefined ? [] : seul(texte, { ...PETIT, couleur: COULEURS.accent });
};

const rangee = ({ visite: v, minutes }: Justificatif['visites'][number]) => ({
  cellules: [
    seul(dateDeReleve(dateParis(v.debut))),
    seul(heure(v.debut)),
    [...seul(heure(v.fin)), ...lendemain(v)],
    [...seul(v.intervenantNom), ...changement(v)],
    seul(duree(v.duree)),
    seul(v.minutesComplementaires === 0 ? '' : duree(v.minutesComplementaires)),
    seul(duree(minutes), GRAS),
  ],
});

const COLONNES_RECTIFIEES: readonly Colonne[] = [
  { titre: 'Date', largeur: 84 },
  { titre: 'Arrivée', largeur: 54, droite: true },
  { titre: 'Départ', largeur: 54, droite: true },
  { titre: 'Aide à domicile', largeur: 150 },
  { titre: 'À sa charge jusqu’ici', largeur: 60, droite: true },
  { titre: 'À présent', largeur: 54, droite: true },
  { titre: 'Écart', largeur: LARGEUR_UTILE - 456, droite: true },
];

/** The hours that stand now; of a visit that is taken back, those that had left. */
const rangeeRectifiee = ({ ancien, nouveau, avant, apres }: Justificatif['rectifications'][number]) => {
  const v = nouveau ?? ancien;
  const ecart = seul(signee(apres - avant), GRAS);
  if (!v) return { cellules: [[], [], [], [], seul(duree(avant)), seul(duree(apres)), ecart] };
  return {
    cellules: [
      seul(dateDeReleve(dateParis(v.debut))),
      seul(heure(v.debut)),
      [...seul(heure(v.fin)), ...lendemain(v)],
      [...seul(v.intervenantNom), ...changement(v), ...(nouveau ? [] : seul('visite retirée', PETIT))],
      seul(duree(avant)),
      seul(duree(apres)),
      ecart,
    ],
  };
};

const rectifications = (f: Feuille, j: Justificatif): void => {
  if (j.rectifications.length === 0) return;
  f.y += 10;
  f.paragraphe('Rectification de mois déjà clos', { graisse: 'grasse', taille: 12 });
  for (const mois of new Set(j.rectifications.map((r) => r.mois))) {
    f.y += 4;
    f.paragraphe(moisEnMots(mois), GRAS);
    tableau(f, COLONNES_RECTIFIEES, j.rectifications.filter((r) => r.mois === mois).map(rangeeRectifiee));
  }
  f.paragraphe(`Écart de ces mois : ${signee(ecartTotal(j))}.`, GRAS);
};

const pied = (f: Feuille, j: Justificatif, page: number, pages: number): void => {
  const y = PAGE.hauteur - PAGE.bas + 14;
  if (page > 1) {
    f.ligne(`${j.nom} · ${j.financeur} · ${moisEnMots(j.mois)}`, PAGE.marge, 36, {
      taille: 9.5,
      couleur: COULEURS.discret,
    });
    f.filet(52);
  }
  f.filet(y);
  const origine = j.cloture
    ? `Clôture n°${INSECABLE}${j.cloture.numero}, le ${dateEtHeure(j.instant)}`
    : `Provisoire, calculé le ${dateEtHeure(j.instant)}`;
  f.ligne(origine, PAGE.marge, y + 7, PETIT);
  numeroDePage(f, y + 7, page, pages);
  if (j.cloture)
    f.ligne(`Empreinte de la clôture : ${j.cloture.empreinte}`, PAGE.marge, y + 20, { ...PETIT, taille: 7.5 });
};

/** One proof, A4, PDF/A; of a closed month, the same bytes each time [CL-2]. */
export const rendreJustificatif = (polices: Polices, j: Justificatif): Promise<Buffer> => {
  const f = ouvrirFeuille(polices, {
    titre: `Justificatif des heures réalisées, ${moisEnMots(j.mois)}, ${j.nom}`,
    sujet: `${j.antenne} ${j.mois} ${j.usagerId} ${j.cloture?.empreinte ?? 'provisoire'}`,
    auteur: coordonneesAntenne(j.antenne, j.instant).nom,
    date: new Date(j.instant),
  });
  entete(f, j);
  const total = {
    forte: true,
    cellules: [seul('Total', GRAS), [], [], [], [], [], seul(duree(j.minutes), GRAS)],
  };
  tableau(f, COLONNES, [...j.visites.map(rangee), total]);
  rectifications(f, j);
  f.paragraphe(
    'Heures pointées par téléphone au domicile, ou corrigées par l’antenne. La durée est celle que donne la règle d’arrondi du financeur. Un autre financeur, ou l’usager, peut prendre en charge le reste d’une même visite.',
    PETIT,
  );
  return f.finir((page, pages) => pied(f, j, page, pages));
};
