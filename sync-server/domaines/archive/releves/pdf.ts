import type {
  CoteRectifie,
  Heure,
  LigneRectifiee,
  LigneVisite,
  MoisRectifie,
  PartRectifiee,
  Releve,
} from '#shared/domain/releve/modele';
import { INSECABLE } from '#shared/espaces';
import { dateDeReleve, duree, heure, LENDEMAIN, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { majuscule } from '#shared/mots/textes';
import { aLaMinute, dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { COULEURS, type Feuille, LARGEUR_UTILE, ouvrirFeuille, PAGE } from '../../../adapters/pdf/feuille';
import { enTete, GRAS, numeroDePage, PETIT, seul } from '../../../adapters/pdf/papier';
import type { Polices } from '../../../adapters/pdf/polices';
import {
  type Cellule,
  type Colonne,
  hauteurRangee,
  hauteurTete,
  type Morceau,
  type Rangee,
  tableau,
} from '../../../adapters/pdf/tableau';

const renvoi = (note: number | undefined): Morceau[] =>
  note === undefined ? [] : [{ texte: `Note${INSECABLE}${note}`, ...PETIT, couleur: COULEURS.accent }];

/** `suite`: what must stand on the same page as the title, in points. */
const titreSection = (f: Feuille, texte: string, suite = 40): void => {
  f.reserver(30 + suite);
  f.y += 10;
  f.ligne(texte, PAGE.marge, f.y, { graisse: 'grasse', taille: 13, couleur: COULEURS.accent });
  f.y += 20;
};

const premierePage = (f: Feuille, r: Releve): void => {
  const droite = PAGE.marge + 285;
  enTete(f, r.antenne);

  f.y = 112;
  f.paragraphe(r.titre, { graisse: 'grasse', taille: 20 }, 255);
  f.y += 2;
  f.ligne(moisEnMots(r.mois), PAGE.marge, f.y, { taille: 17, couleur: COULEURS.accent });
  const sousTitre = f.y + 30;

  f.y = 112;
  f.paragraphe(r.usager.nom, { graisse: 'grasse', taille: 12 }, 220, droite);
  for (const l of r.usager.adresse) f.paragraphe(l, { taille: 12 }, 220, droite);
  f.y += 4;
  const naissance = r.usager.naissance ? `, ${r.usager.naissance}` : '';
  f.paragraphe(`Dossier ${r.usager.id}${naissance}`, PETIT, 220, droite);
  f.y = Math.max(sousTitre, f.y + 10);

  const phrase = r.resume.flatMap((t) => f.couper(t, LARGEUR_UTILE - 24, { taille: 12 }));
  const hauteur = phrase.length * 15 + 16;
  f.fond(PAGE.marge, f.y, LARGEUR_UTILE, hauteur);
  for (const [i, l] of phrase.entries()) f.ligne(l, PAGE.marge + 12, f.y + 8 + i * 15, { taille: 12 });
  f.y += hauteur + 4;
};

const COLONNES_REPARTITION: readonly Colonne[] = [
  { titre: '', largeur: 26 },
  { titre: 'Financeur', largeur: 178 },
  { titre: 'Prise en charge', largeur: 182 },
  { titre: 'Plafond du mois', largeur: 78, droite: true },
  { titre: 'Heures', largeur: LARGEUR_UTILE - 464, droite: true },
];

const sectionRepartition = (f: Feuille, r: Releve): void => {
  if (r.repartition.length === 0) return;
  titreSection(f, 'Qui prend en charge ces heures');
  const rangees = r.repartition.map((l): Rangee => {
    const reports = l.reports.map((m) => ({
      texte: `dont report ${moisEnMots(m.mois)} : ${duree(m.minutes)}`,
      ...PETIT,
    }));
    return {
      cellules: [
        seul(l.lettre, { ...GRAS, couleur: COULEURS.accent }),
        [{ texte: l.financeur }, ...reports],
        l.numeroPec === undefined
          ? seul('Aucune prise en charge', { couleur: COULEURS.discret })
          : [{ texte: `n°${INSECABLE}${l.numeroPec}` }, ...(l.validite ? [{ texte: l.validite, ...PETIT }] : [])],
        seul(l.plafond === undefined ? (l.numeroPec === undefined ? '' : 'sans plafond') : duree(l.plafond)),
        seul(duree(l.minutes), GRAS),
      ],
    };
  });
  const total: Rangee = {
    forte: true,
    cellules: [[], seul('Total', GRAS), [], [], seul(duree(r.totaux.facturees), GRAS)],
  };
  tableau(f, COLONNES_REPARTITION, [...rangees, total]);
};

/** The longest date is whole in its column, but in what was archived before it was. */
const DATE = 74;
const colonnesVisites = ({ version }: Releve): readonly Colonne[] => [
  { titre: 'Date', largeur: version === 1 ? 68 : DATE },
  { titre: 'Aide à domicile', largeur: version === 1 ? 163 : 231 - DATE },
  { titre: 'Arrivée', largeur: 54, droite: true },
  { titre: 'Départ', largeur: 54, droite: true },
  { titre: 'Réelle', largeur: 48, droite: true },
  { titre: 'Comptée', largeur: 52, droite: true },
  { titre: 'Compl.', largeur: 44, droite: true },
  { titre: 'Fin.', largeur: LARGEUR_UTILE - 483 },
];

/** [CO-2] The retained hour in bold; under it the raw one, struck, where it differs. */
const celluleHeure = (h: Heure): Cellule => {
  const jour = h.autreJour ? [{ texte: LENDEMAIN, ...PETIT }] : [];
  const retenue: Morceau[] = [{ texte: heure(h.retenue), ...GRAS }, ...jour];
  if (h.appel === undefined) return [...retenue, { texte: 'sans appel', ...PETIT }];
  return h.appel === h.retenue ? retenue : [...retenue, { texte: heure(h.appel), ...PETIT, barre: true }];
};

/** The funder's letter; where several share the visit, a sentence under the aide's name says how much each. */
const lettresDe = (v: LigneVisite): string => v.parts.map((p) => p.lettre).join(INSECABLE);
const partage = (v: LigneVisite): Morceau[] =>
  v.parts.length < 2
    ? []
    : [
        {
          texte: v.parts.map((p) => `${p.lettre} : ${duree(p.minutes)}`.replaceAll(' ', INSECABLE)).join(', '),
          ...PETIT,
        },
      ];

const precisions = (v: LigneVisite): Morceau[] => {
  const texte = [...v.observations, ...(v.note === undefined ? [] : [`note${INSECABLE}${v.note}`])].join(' · ');
  return texte === '' ? [] : [{ texte, ...PETIT, couleur: COULEURS.accent }];
};

const rangeeVisite = (v: LigneVisite): Rangee => ({
  cellules: [
    seul(dateDeReleve(v.date)),
    [{ texte: v.aide }, ...precisions(v), ...partage(v)],
    celluleHeure(v.arrivee),
    celluleHeure(v.depart),
    seul(duree(v.dureeReelle)),
    seul(duree(v.duree), GRAS),
    seul(v.complementaires === 0 ? '' : duree(v.complementaires)),
    seul(lettresDe(v), { couleur: COULEURS.accent }),
  ],
});

const sectionVisites = (f: Feuille, r: Releve): void => {
  if (r.visites.length === 0) return;
  titreSection(f, 'Les visites du mois');
  const { visites, duree: total, complementaires, facturees } = r.totaux;
  const soit = complementaires === 0 ? '' : `, soit ${duree(facturees)} au total`;
  const cumul: Rangee = {
    forte: true,
    cellules: [
      seul('Total', GRAS),
      seul(`${pluriel(visites, 'visite')}${soit}`, GRAS),
      [],
      [],
      seul(duree(r.visites.reduce((s, v) => s + v.dureeReelle, 0))),
      seul(duree(total), GRAS),
      seul(complementaires === 0 ? '' : duree(complementaires), GRAS),
      [],
    ],
  };
  tableau(f, colonnesVisites(r), [...r.visites.map(rangeeVisite), cumul]);
};

const colonnesApart = ({ version }: Releve): readonly Colonne[] => [
  { titre: 'Date', largeur: version === 1 ? 66 : DATE },
  { titre: 'Aide à domicile', largeur: version === 1 ? 130 : 196 - DATE },
  { titre: 'Appel d’arrivée', largeur: 74, droite: true },
  { titre: 'Appel de départ', largeur: 74, droite: true },
  { titre: 'Pourquoi', largeur: LARGEUR_UTILE - 344 },
];

const sectionApart = (f: Feuille, r: Releve): void => {
  if (r.apart.length === 0) return;
  titreSection(f, 'Appels reçus et non comptés');
  const appel = (i: Instant | undefined) => (i ? seul(heure(aLaMinute(i))) : seul('sans appel', PETIT));
  tableau(
    f,
    colonnesApart(r),
    r.apart.map((l) => ({
      cellules: [
        seul(dateDeReleve(l.date)),
        seul(l.aide),
        appel(l.arrivee),
        appel(l.depart),
        [{ texte: l.raison }, ...renvoi(l.note)],
      ],
    })),
  );
};

/** [CL-4] As one telling counts it: how much, from when to when, who pays. */
const celluleCote = (c: CoteRectifie | undefined, autre: CoteRectifie | undefined, absente: string): Cellule => {
  if (!c) return seul(absente, { couleur: COULEURS.discret });
  const fin = dateParis(c.fin) === c.date ? '' : ` (${LENDEMAIN})`;
  const partages = c.parts.map((p) => (c.parts.length < 2 ? p.lettre : `${p.lettre} : ${duree(p.minutes)}`));
  return [
    { texte: duree(c.duree), ...GRAS },
    ...(autre && autre.date !== c.date ? [{ texte: dateDeReleve(c.date), ...PETIT }] : []),
    { texte: `${heure(c.debut)} – ${heure(c.fin)}${fin}`, ...PETIT },
    ...(c.complementaires === 0 ? [] : [{ texte: `compl. ${duree(c.complementaires)}`, ...PETIT }]),
    ...(c.aide === undefined ? [] : [{ texte: c.aide, ...PETIT }]),
    ...(partages.length === 0
      ? []
      : [{ texte: partages.join(', ').replaceAll(' ', INSECABLE), ...PETIT, couleur: COULEURS.accent }]),
  ];
};

/** Letters of reasons on one row: as many as a page holds, whatever was written in them. */
const RAISONS_D_UNE_RANGEE = 2_400;

/** The reasons of a visit, on as few rows as pages allow. */
const partagerRaisons = (raisons: readonly string[]): string[][] => {
  const rangees: string[][] = [];
  let place = 0;
  for (const r of raisons) {
    if (rangees.length === 0 || r.length > place) {
      rangees.push([]);
      place = RAISONS_D_UNE_RANGEE;
    }
    rangees.at(-1)?.push(r);
    place -= r.length;
  }
  return rangees;
};

const rangeesRectifiees = (l: LigneRectifiee): Rangee[] =>
  partagerRaisons(l.raisons).map((raisons, n) => {
    const pourquoi = raisons.map((texte) => ({ texte, taille: 9 }));
    return n > 0
      ? { cellules: [[], [], [], pourquoi] }
      : {
          cellules: [
            [{ texte: dateDeReleve(l.date) }, { texte: l.aide, ...PETIT }],
            celluleCote(l.avant, l.apres, 'non comptée'),
            celluleCote(l.apres, l.avant, 'plus comptée'),
            pourquoi,
          ],
        };
  });

const COLONNES_RECTIFIEES: readonly Colonne[] = [
  { titre: 'Visite', largeur: 112 },
  { titre: 'Comptée jusqu’ici', largeur: 98 },
  { titre: 'Comptée désormais', largeur: 98 },
  { titre: 'Pourquoi', largeur: LARGEUR_UTILE - 308 },
];

const COLONNES_PARTS: readonly Colonne[] = [
  { titre: '', largeur: 26 },
  { titre: 'Financeur', largeur: 178 },
  { titre: 'Prise en charge', largeur: 128 },
  { titre: 'Jusqu’ici', largeur: 58, droite: true },
  { titre: 'Désormais', largeur: 62, droite: true },
  { titre: 'Écart', largeur: LARGEUR_UTILE - 452, droite: true },
];

const ecart = (n: number): string => `${n > 0 ? '+' : n < 0 ? '−' : ''}${INSECABLE}${duree(Math.abs(n))}`.trim();

const partsDuMois = (f: Feuille, { repartition }: MoisRectifie): void => {
  if (repartition.length === 0) return;
  const somme = (de: (l: PartRectifiee) => number): number => repartition.reduce((s, l) => s + de(l), 0);
  const chiffres = (avant: number, apres: number): Cellule[] => [
    seul(duree(avant)),
    seul(duree(apres), GRAS),
    seul(ecart(apres - avant), GRAS),
  ];
  const rangees = repartition.map(
    (l): Rangee => ({
      cellules: [
        seul(l.lettre, { ...GRAS, couleur: COULEURS.accent }),
        seul(l.financeur),
        l.numeroPec === undefined
          ? seul('Aucune prise en charge', { couleur: COULEURS.discret })
          : seul(`n°${INSECABLE}${l.numeroPec}`),
        ...chiffres(l.avant, l.apres),
      ],
    }),
  );
  const total: Rangee = {
    forte: true,
    cellules: [
      [],
      seul('Total', GRAS),
      [],
      ...chiffres(
        somme((l) => l.avant),
        somme((l) => l.apres),
      ),
    ],
  };
  // Its last line says nothing without the one that it adds up.
  const [derniere] = rangees.slice(-1);
  const liees = derniere ? [...rangees.slice(0, -1), { ...derniere, liee: true }] : rangees;
  tableau(f, COLONNES_PARTS, [...liees, total]);
};

const TITRE_MOIS = 26;

const sectionRectification = (f: Feuille, r: Releve): void => {
  if (!r.rectification) return;
  const mois = r.rectification.mois.map((m) => ({ m, rangees: m.visites.flatMap(rangeesRectifiees) }));
  // A month is named on the page where its first visit is, and the section where its first month is.
  const debut = ([premiere]: readonly Rangee[]): number =>
    TITRE_MOIS +
    hauteurTete(f, COLONNES_RECTIFIEES) +
    1 +
    (premiere ? hauteurRangee(f, COLONNES_RECTIFIEES, premiere) : 0);
  titreSection(f, r.rectification.titre, 40 + debut(mois[0]?.rangees ?? []));
  f.paragraphe(r.rectification.phrase, { taille: 9.5, couleur: COULEURS.discret });
  for (const { m, rangees } of mois) {
    f.reserver(debut(rangees));
    f.y += 8;
    f.ligne(majuscule(moisEnMots(m.mois)), PAGE.marge, f.y, { graisse: 'grasse', taille: 11 });
    f.y += TITRE_MOIS - 8;
    tableau(f, COLONNES_RECTIFIEES, rangees);
    f.y += 4;
    partsDuMois(f, m);
  }
};

const sectionCorrections = (f: Feuille, r: Releve): void => {
  if (r.corrections.length === 0) return;
  titreSection(f, 'Corrections faites par l’antenne');
  const colonnes: readonly Colonne[] = [
    { titre: 'Note', largeur: 40 },
    { titre: 'Visite', largeur: 120 },
    { titre: 'Ce qui a été corrigé, pourquoi, par qui', largeur: LARGEUR_UTILE - 160 },
  ];
  tableau(
    f,
    colonnes,
    r.corrections.map((c) => ({
      cellules: [
        seul(String(c.note), { ...GRAS, couleur: COULEURS.accent }),
        [{ texte: dateDeReleve(c.date) }, { texte: c.aide, ...PETIT }],
        c.lignes.map((texte) => ({ texte, taille: 9.5 })),
      ],
    })),
  );
};

const sectionLegende = (f: Feuille, r: Releve): void => {
  titreSection(f, 'Comment lire ce relevé', 80);
  for (const t of r.legende) {
    f.paragraphe(t, { taille: 9.5, couleur: COULEURS.discret });
    f.y += 3;
  }
};

const piedDePage = (f: Feuille, r: Releve, empreinte: string, page: number, pages: number): void => {
  const y = PAGE.hauteur - PAGE.bas + 14;
  const rappel = `${r.usager.nom} · relevé ${moisEnMots(r.mois)} · ${r.antenne.nom}`;
  if (page > 1) {
    f.ligne(rappel, PAGE.marge, 36, { taille: 9.5, couleur: COULEURS.discret });
    f.filet(52);
  }
  f.filet(y);
  f.ligne(r.cloture.phrase, PAGE.marge, y + 7, PETIT);
  numeroDePage(f, y + 7, page, pages);
  f.ligne(`Empreinte SHA-256 des données : ${empreinte}`, PAGE.marge, y + 20, { ...PETIT, taille: 7.5 });
};

/**
 * One statement, A4. `empreinte` is the SHA-256 of the data that it was made from, printed on each page. Its date is that of
 * the closing: the same state gives the same bytes [CL-2].
 */
export const rendreReleve = (polices: Polices, r: Releve, empreinte: string): Promise<Buffer> => {
  const f = ouvrirFeuille(polices, {
    titre: `${r.titre}, ${moisEnMots(r.mois)}, ${r.usager.nom}`,
    sujet: `${r.usager.id} ${r.mois} ${empreinte}`,
    auteur: r.antenne.nom,
    date: new Date(r.cloture.instant),
  });
  premierePage(f, r);
  sectionRepartition(f, r);
  sectionVisites(f, r);
  sectionApart(f, r);
  sectionRectification(f, r);
  sectionCorrections(f, r);
  sectionLegende(f, r);
  return f.finir((page, pages) => piedDePage(f, r, empreinte, page, pages));
};
