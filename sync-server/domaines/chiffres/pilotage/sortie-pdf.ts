import { libelleAntenne } from '#shared/domain/antenne/registre';
import { coordonneesAntenne } from '#shared/domain/releve/antennes';
import { graduer } from '#shared/etats/echelle';
import { dateEtHeure, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { majuscule } from '#shared/mots/textes';
import { additionnerHeures } from '#shared/pilotage/agregats';
import type { CarteAntenne, EtatPresent, TableauPilotage } from '#shared/pilotage/contrat';
import { difficultes, parUrgence } from '#shared/pilotage/difficultes';
import {
  additionner,
  additionnerPourTaux,
  lire,
  type Mesures,
  minutesToutes,
  type NomTaux,
  tauxDe,
} from '#shared/pilotage/mesures';
import { fraction, heures, nombre, phrasePostes, pourcent, RIEN, totalAlertes } from '#shared/pilotage/mots';
import { dire, moisMontres, phraseMois, type Serie, seriesDe } from '#shared/pilotage/series';
import { moisParis } from '#shared/temps/paris';
import { COULEURS, type Feuille, ouvrirFeuille, PAGE_COUCHEE } from '../../../adapters/pdf/feuille';
import type { Polices } from '../../../adapters/pdf/polices';
import { type Cellule, type Colonne, ouvrirTableau } from '../../../adapters/pdf/tableau';

// The dashboard on one page of A4: what its screen shows, without what one opens.

const PETIT = { taille: 8, couleur: COULEURS.discret } as const;
const TAILLE = 8.5;
const ORANGE = '#8a4b00';

const COLONNES: readonly (Colonne & { maintenant?: true })[] = [
  { titre: 'Antenne', largeur: 92 },
  { titre: 'Heures réalisées', largeur: 74, droite: true },
  { titre: 'Prévues dans le mois', largeur: 74, droite: true },
  { titre: 'Réalisé, sur les heures dues', largeur: 112, droite: true },
  { titre: 'Appels incomplets', largeur: 78, droite: true },
  { titre: 'Dont corrigés', largeur: 70, droite: true },
  { titre: 'Non pointées', largeur: 52, droite: true },
  { titre: 'Créées', largeur: 44, droite: true },
  { titre: 'Conflits', largeur: 44, droite: true },
  { titre: 'Alertes, maintenant', largeur: 60, droite: true, maintenant: true },
  { titre: 'Synchronisation, maintenant', largeur: 70, maintenant: true },
];

/** [RG] A rate, and under it what it counts and out of what. */
const caseTaux = (m: Mesures, nom: NomTaux): Cellule => {
  const t = tauxDe(m, nom);
  return [
    { texte: pourcent(t.milliemes), taille: TAILLE, graisse: 'grasse' },
    ...(t.denominateur > 0 ? [{ texte: fraction(t, nom === 'realisation' ? heures : nombre), ...PETIT }] : []),
  ];
};

type Ligne = {
  nom: string;
  mesures: Mesures | undefined;
  /** What the rates are made of, where that is not all that is counted beside. */
  taux?: Mesures;
  sous: string;
  maintenant: EtatPresent;
};

const cellulesDe = ({ nom, mesures, taux = mesures ?? {}, sous, maintenant }: Ligne, courant: boolean): Cellule[] => {
  const m = mesures ?? {};
  const texte = (t: string): Cellule => [{ texte: mesures ? t : RIEN, taille: TAILLE }];
  const { faites, prevues } = minutesToutes(m);
  const apart = lire(m, 'faitesApart');
  return [
    [
      { texte: nom, taille: TAILLE, graisse: 'grasse' },
      { texte: sous, ...PETIT },
    ],
    [
      { texte: mesures ? heures(faites) : RIEN, taille: TAILLE, graisse: 'grasse' },
      ...(apart > 0 ? [{ texte: `dont ${heures(apart)} sans télégestion`, ...PETIT, taille: 6.5 }] : []),
    ],
    texte(heures(prevues)),
    ...(['realisation', 'incomplets', 'correction'] as const).map((n) => caseTaux(taux, n)),
    ...(['nonPointees', 'creees', 'conflits'] as const).map((n) => texte(nombre(lire(m, n)))),
    ...(courant
      ? [
          [{ texte: nombre(totalAlertes(maintenant.alertes)), taille: TAILLE }],
          [{ texte: phrasePostes(maintenant.postes), taille: TAILLE }],
        ]
      : []),
  ];
};

const statutDe = ({ mois }: CarteAntenne): string =>
  mois === undefined ? 'aucune visite' : mois.clos === undefined ? 'mois ouvert' : 'mois clos';

const poserTable = (f: Feuille, t: TableauPilotage, courant: boolean): void => {
  const voulues = COLONNES.filter((c) => courant || !c.maintenant);
  const total = voulues.reduce((n, c) => n + c.largeur, 0);
  const poser = ouvrirTableau(
    f,
    voulues.map((c) => ({ ...c, largeur: (c.largeur * f.utile) / total })),
    7.5,
    4,
  );
  for (const c of parUrgence(t.antennes))
    poser({
      cellules: cellulesDe(
        { nom: libelleAntenne(c.antenne), mesures: c.mois?.mesures, sous: statutDe(c), maintenant: c },
        courant,
      ),
    });
  if (t.antennes.length < 2) return;
  const siens = t.antennes.map((c) => c.mois?.mesures ?? {});
  const [mesures, taux] = [additionner(siens), additionnerPourTaux(siens)];
  const sous = pluriel(t.antennes.length, 'antenne');
  poser({ forte: true, cellules: cellulesDe({ nom: 'Service', mesures, taux, sous, maintenant: t.service }, courant) });
};

const PANNEAU = 78;

/** One antenna's months: full, over what was planned and due, dashed. */
const panneau = (f: Feuille, s: Serie, x: number, largeur: number, traits: readonly number[]): void => {
  const max = traits.at(-1) ?? 1;
  const haut = f.y + 26;
  const bas = haut + PANNEAU;
  f.ligne(s.libelle, x, f.y, { taille: TAILLE, graisse: 'grasse' });
  f.ligne(
    s.dernier ? `${dire('heures', s.dernier.valeur)}, ${moisEnMots(s.dernier.mois)}` : 'aucun chiffre',
    x,
    f.y + 11,
    {
      ...PETIT,
      taille: 7,
    },
  );
  for (const v of [0, max]) f.filet(bas - (v / max) * PANNEAU, COULEURS.filet, x, largeur);
  const pas = largeur / Math.max(1, s.points.length);
  const suites = (de: (p: Serie['points'][number]) => number | undefined): (readonly [number, number])[][] => {
    const r: [number, number][][] = [[]];
    for (const [n, p] of s.points.entries()) {
      const v = de(p);
      if (v === undefined) r.push([]);
      else r.at(-1)?.push([x + pas * (n + 0.5), bas - (v / max) * PANNEAU]);
    }
    return r;
  };
  for (const points of suites((p) => p.repere))
    f.courbe(points, { couleur: '#8d8f99', epaisseur: 0.9, tirets: [3, 2] });
  for (const points of suites((p) => p.valeur)) f.courbe(points, { couleur: COULEURS.accent });
};

const poserTendance = (f: Feuille, t: TableauPilotage): void => {
  const series = seriesDe(t, 'heures');
  const { montres } = moisMontres(t);
  const [premier, dernier] = [montres[0], montres.at(-1)];
  if (premier === undefined || dernier === undefined) return;
  f.y += 8;
  if (premier === dernier) {
    f.paragraphe(`Tendance : ${phraseMois(t)}`, PETIT);
    f.y += 6;
    return;
  }
  const periode = `${moisEnMots(premier)} à ${moisEnMots(dernier)}`;
  f.ligne(`Heures réalisées, ${periode}`, f.page.marge, f.y, { taille: 10, graisse: 'grasse' });
  const legende = ['en tirets, les heures prévues déjà dues.', phraseMois(t)].filter(Boolean).join(' ');
  f.ligne(majuscule(legende), f.page.marge + 250, f.y + 2, { ...PETIT, alignement: 'droite' }, f.utile - 250);
  f.y += 17;
  const max = Math.max(60, ...series.flatMap((s) => s.points.map((p) => Math.max(p.valeur ?? 0, p.repere ?? 0))));
  const traits = graduer(max, 'minutes');
  const place = f.utile / Math.max(3, series.length);
  for (const [i, s] of series.entries()) panneau(f, s, f.page.marge + i * place, place - 14, traits);
  f.ligne(`Même échelle pour toutes : de 0 à ${heures(traits.at(-1) ?? 0)}.`, f.page.marge, f.y + 28 + PANNEAU, PETIT);
  f.y += 42 + PANNEAU;
};

const BARRES = 46;

const poserAppels = (f: Feuille, t: TableauPilotage): void => {
  const tous = [...t.antennes.flatMap((c) => c.mois?.appels ?? []), ...(t.horsAntenne ? [t.horsAntenne] : [])];
  const pointages = additionnerHeures(tous.map((a) => a.pointages));
  const echecs = additionnerHeures(tous.map((a) => a.echecs));
  const somme = (h: Readonly<Record<string, number>>): number => Object.values(h).reduce((a, b) => a + b, 0);
  const [n, sans] = [somme(pointages), somme(echecs)];
  const phrase = `${pluriel(n, 'pointage')}, ${pluriel(sans, 'appel sans pointage', 'appels sans pointage')} (en orange)`;
  f.ligne('Appels, heure par heure', f.page.marge, f.y, { taille: 10, graisse: 'grasse' });
  f.ligne(phrase, f.page.marge + 250, f.y + 2, { ...PETIT, alignement: 'droite' }, f.utile - 250);
  f.y += 16;
  if (n + sans === 0) return;
  const max = Math.max(...Array.from({ length: 24 }, (_, h) => (pointages[String(h)] ?? 0) + (echecs[String(h)] ?? 0)));
  const pas = f.utile / 24;
  const bas = f.y + BARRES;
  for (let h = 0; h < 24; h++) {
    const x = f.page.marge + h * pas;
    const [p, e] = [pointages[String(h)] ?? 0, echecs[String(h)] ?? 0].map((k) => (k / max) * BARRES);
    if (p) f.rectangle(x + pas * 0.15, bas - p, pas * 0.7, p, { fond: COULEURS.accent });
    if (e) f.rectangle(x + pas * 0.15, bas - (p ?? 0) - e, pas * 0.7, e, { fond: '#ffe8cf', trait: ORANGE });
    f.ligne(`${h}\u00a0h`, x + pas * 0.2, bas + 2, { ...PETIT, taille: 7 });
  }
  f.filet(bas);
  f.y = bas + 12;
};

/** One page, A4 on its side, PDF/A; the same figures and instant give the same bytes. */
export const rendrePilotage = async (polices: Polices, t: TableauPilotage): Promise<Buffer> => {
  const [seule] = t.antennes.length === 1 ? t.antennes : [];
  const auteur = seule ? coordonneesAntenne(seule.antenne).nom : 'Paris domicile, les antennes du service';
  const titre = `Pilotage, ${moisEnMots(t.mois)}`;
  const f = ouvrirFeuille(
    polices,
    { titre, sujet: 'pilotage', auteur, date: new Date(t.vuLe) },
    { ...PAGE_COUCHEE, bas: 40 },
  );
  const { marge, hauteur } = f.page;
  f.ligne(auteur, marge, 24, { graisse: 'grasse', taille: 10, couleur: COULEURS.accent });
  f.y = 38;
  f.paragraphe(titre, { graisse: 'grasse', taille: 15 });
  for (const d of difficultes(t.antennes))
    f.paragraphe(`À regarder d’abord : ${libelleAntenne(d.antenne)}, ${d.raisons.join(' · ')}`, {
      taille: 8.5,
      couleur: ORANGE,
    });
  f.y += 5;
  poserTable(f, t, t.mois === moisParis(t.vuLe));
  poserTendance(f, t);
  poserAppels(f, t);
  return f.finir((page, pages) => {
    const y = hauteur - 28;
    f.filet(y);
    f.ligne(
      `Chiffres du ${dateEtHeure(t.vuLe)} · heures réalisées : celles des états, arrondies par la règle du financeur ; sans télégestion, dans aucun taux`,
      marge,
      y + 6,
      PETIT,
    );
    if (pages > 1) f.ligne(`Page ${page} / ${pages}`, marge, y + 6, { ...PETIT, alignement: 'droite' }, f.utile);
  });
};
