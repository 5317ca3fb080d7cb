import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Antenne } from '#shared/contrats/commun';
import { ajouterA } from '#shared/listes';
import type { Instant, Mois } from '#shared/temps/types';
import type { Magasin } from '../../../../store/lire';
import { type Lisible, lire } from '../../../exploitation/lire/lire';

// For tests: the same figures counted another way, by plain loops over what `lire` gives (who, when, what became of it) and
// over the files that a month must give (retained minutes, and who pays them). Nothing here comes from shared/etats.

type Personne = {
  id: string;
  civilite: string;
  nom: string;
  prenom: string;
  dateNaissance: string;
  gir?: number;
  prisesEnCharge: { numero: string; codeFinanceur: string; dateDebut: string; dateFin?: string; minutesMax?: number }[];
};
type Visite = {
  id: string;
  antenne: string;
  usagerId: string;
  arrivee?: { instant: string };
  depart?: { instant: string };
  visite?: { debut: string; fin: string; intervenantId: string };
  anomalies: string[];
  statutBrut: string;
  retenue: { statut: string; usagerId: string; intervenantId: string; debut?: string; fin?: string };
};
type Ligne = Record<string, string>;

const lignesCsv = (fichier: string): Ligne[] => {
  const [tete = '', ...reste] = readFileSync(fichier, 'utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/);
  const colonnes = tete.split(';');
  return reste
    .filter((l) => l !== '' && !l.startsWith('#'))
    .map((l) => Object.fromEntries(l.split(';').map((v, i) => [colonnes[i] ?? '', v])));
};

/** `01/10/2026 23:50` */
const enParis = (instant: string): string => {
  const p = Object.fromEntries(
    new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' })
      .formatToParts(new Date(instant))
      .map((x) => [x.type, x.value]),
  );
  return `${p.day}/${p.month}/${p.year} ${p.hour}:${p.minute}`;
};

const par = <T>(liste: readonly T[], cle: (x: T) => string): Map<string, T[]> => {
  const r = new Map<string, T[]>();
  for (const x of liste) {
    ajouterA(r, cle(x), x);
  }
  return r;
};
const somme = (liste: readonly Ligne[], colonne: string): number =>
  liste.reduce((n, l) => n + Number(l[colonne] ?? 0), 0);
const distincts = (liste: readonly Ligne[], ...colonnes: string[]): number =>
  new Set(liste.map((l) => colonnes.map((c) => l[c]).join(' '))).size;
const div = (a: number, b: number): number | null => (b === 0 ? null : Math.round(a / b));

export type Recompte = Record<string, unknown[][]>;

/** Every figure by state; rows of key and numbers, in any order. `dossier`: the files of the month, with `attendu/`. */
export const recompter = async (
  m: Magasin,
  horloge: () => Instant,
  mois: Mois,
  dossier: string,
  antenne: Antenne | undefined,
): Promise<Recompte> => {
  const tout = async <T>(quoi: Lisible, sansMois = false): Promise<T[]> => {
    const lus: T[] = [];
    const antennes = antenne === undefined ? undefined : [antenne];
    for await (const d of lire(m, horloge, { quoi, antennes, ...(sansMois ? {} : { mois }) })) lus.push(d as T);
    return lus;
  };
  const fichiers = (genre: string): Ligne[] =>
    readdirSync(join(dossier, 'attendu'))
      .filter((f) => f.startsWith(antenne === undefined ? `${genre}_` : `${genre}_${antenne}_2`))
      .flatMap((f) => lignesCsv(join(dossier, 'attendu', f)));
  const faits = fichiers('SERVICE_FAIT');
  const parts = fichiers('VENTILATION');
  const personnes = new Map((await tout<Personne>('usagers', true)).map((u) => [u.id, u]));
  const visites = await tout<Visite>('interventions');
  const dispositifs = new Map(
    lignesCsv(join(dossier, 'FINANCEURS.csv')).map((f) => [f.code ?? '', f.dispositif ?? '']),
  );

  const deuxCotes = (v: Visite): boolean => v.arrivee !== undefined && v.depart !== undefined;
  const pointees = visites.filter(
    (v) =>
      (v.arrivee !== undefined || v.depart !== undefined) &&
      v.statutBrut !== 'EN_COURS' &&
      !(deuxCotes(v) && v.retenue.statut === 'ANNULEE'),
  );
  const incompletes = pointees.filter((v) => v.arrivee === undefined || v.depart === undefined);
  const corrigee = (v: Visite): boolean => v.retenue.statut === 'CORRIGEE' || v.retenue.statut === 'ANNULEE';
  const creees = visites.filter((v) => v.retenue.statut === 'CREEE');
  const cleFaite = (l: Ligne): string => [l.id_millesime, l.id_intervenant, l.debut, l.fin].join(' ');
  const retenues = new Set(faits.map(cleFaite));
  const faites = visites.filter(
    (v) =>
      v.retenue.debut !== undefined &&
      v.retenue.fin !== undefined &&
      retenues.has(
        [v.retenue.usagerId, v.retenue.intervenantId, enParis(v.retenue.debut), enParis(v.retenue.fin)].join(' '),
      ),
  );
  const estFaite = new Set(faites);
  /** Whole minutes between both ends, seconds taken off each; of a visit that lacks one, nothing. */
  const reelles = (siennes: readonly Visite[], bornes: (v: Visite) => (string | undefined)[]): number =>
    siennes.reduce((n, v) => {
      const [de, a] = bornes(v).map((x) => (x === undefined ? undefined : Math.floor(Date.parse(x) / 60_000)));
      return de === undefined || a === undefined ? n : n + a - de;
    }, 0);
  const prevues = visites.filter((v) => v.visite !== undefined);
  const dureePrevue = (v: Visite): number =>
    v.visite ? (Date.parse(v.visite.fin) - Date.parse(v.visite.debut)) / 60_000 : 0;

  type EnAttente = {
    pointageId: string;
    remplace?: string;
    raison: string;
    numeroAppelant?: string;
    usagerId?: string;
  };
  const attentes = await tout<EnAttente>('attentes');
  const suspens = [
    ...attentes.filter(
      (a) => a.raison !== 'INTERVENANT_INCONNU' && !attentes.some((autre) => autre.remplace === a.pointageId),
    ),
    ...(await tout<{ numeroAppelant?: string; usagerId?: string }>('appels')).filter((a) => a.usagerId === undefined),
  ];
  const autres = par(
    faites.filter((v) => v.anomalies.includes('NUMERO_AUTRE')),
    (v) => v.retenue.usagerId,
  );

  const fin = `${mois}-${new Date(Date.UTC(Number(mois.slice(0, 4)), Number(mois.slice(5)), 0)).getUTCDate()}`;
  const age = (u: Personne): number => {
    const ans = Number(fin.slice(0, 4)) - Number(u.dateNaissance.slice(0, 4));
    return fin.slice(5) >= u.dateNaissance.slice(5) ? ans : ans - 1;
  };
  const vus = [...new Set(faits.map((l) => l.id_millesime ?? ''))];
  const minutesDe = (ids: ReadonlySet<string>): number =>
    somme(
      parts.filter((p) => ids.has(p.id_millesime ?? '')),
      'minutes',
    );
  const profil = (critere: string, valeur: string, veut: (u: Personne) => boolean): unknown[] => {
    const ids = new Set(vus.filter((id) => [personnes.get(id)].some((u) => u !== undefined && veut(u))));
    return [critere, valeur, ids.size, minutesDe(ids)];
  };
  const tranches = [
    ['Moins de 60 ans', 0, 59],
    ['60 à 69 ans', 60, 69],
    ['70 à 74 ans', 70, 74],
    ['75 à 79 ans', 75, 79],
    ['80 à 84 ans', 80, 84],
    ['85 à 89 ans', 85, 89],
    ['90 à 94 ans', 90, 94],
    ['95 ans et plus', 95, 200],
  ] as const;

  const prises = [...personnes.values()].flatMap((u) =>
    u.prisesEnCharge
      .filter((p) => p.dateDebut <= fin && (p.dateFin ?? '9999') >= `${mois}-01`)
      // Of the versions of a numéro, the last.
      .filter((p, _, l) => !l.some((x) => x.numero === p.numero && x.dateDebut > p.dateDebut))
      .filter((p) => p.minutesMax !== undefined)
      .map((p) => ({ usager: u.id, prise: p.numero, autorise: p.minutesMax ?? 0 })),
  );
  const consomme = (usager: string, prise: string): number =>
    somme(
      parts.filter((p) => p.id_millesime === usager && p.numero_pec === prise),
      'minutes',
    );
  const parAide = [...par(parts, (p) => `${p.code_financeur}`)];

  return {
    'heures-usagers': [...par(faits, (l) => l.id_millesime ?? '')].map(([id, l]) => [
      id,
      l.length,
      somme(l, 'duree'),
      somme(l, 'minutes_complementaires'),
    ]),
    'heures-usagers visite': faits.map((l) => [l.id_millesime, l.debut, l.fin, Number(l.duree)]),
    'suivi-plans': prises.map((p) => [p.usager, p.prise, p.autorise, consomme(p.usager, p.prise)]),
    'appels-incomplets': incompletes.map((v) => [v.id, v.usagerId, corrigee(v)]),
    'usagers-financeurs': parAide.map(([code, l]) => [code, distincts(l, 'id_millesime'), somme(l, 'minutes')]),
    'usagers-non-identifies': [
      ['autre numéro', [...autres.values()].flat().length, autres.size],
      [
        'en attente ou échoués',
        suspens.length,
        new Set(suspens.map((s) => s.usagerId ?? s.numeroAppelant ?? '-')).size,
      ],
    ],
    'taux-correction': [
      [
        incompletes.length,
        incompletes.filter(corrigee).length,
        pointees.length,
        pointees.filter(corrigee).length,
        creees.length,
        pointees.length + creees.length,
      ],
    ],
    'planning-intervenants': [
      [
        'prévues',
        prevues.length,
        prevues.reduce((n, v) => n + dureePrevue(v), 0),
        somme(faits, 'duree'),
        faits.length + prevues.filter((v) => !estFaite.has(v)).length,
      ],
    ],
    'planning-usager': [...par(prevues, (v) => v.usagerId)]
      .slice(0, 2)
      .map(([id, l]) => [id, l.length, l.reduce((n, v) => n + dureePrevue(v), 0)]),
    'heures-intervenants': [...par(faits, (l) => l.id_intervenant ?? '')].map(([id, l]) => [
      id,
      distincts(l, 'id_millesime'),
      l.length,
      reelles(
        faites.filter((v) => v.retenue.intervenantId === id),
        ({ arrivee, depart }) => [arrivee?.instant, depart?.instant],
      ),
      reelles(
        faites.filter((v) => v.retenue.intervenantId === id),
        ({ retenue: { debut, fin } }) => [debut, fin],
      ),
      somme(l, 'duree'),
      somme(l, 'minutes_complementaires'),
    ]),
    'profil-usagers': [
      profil('Sexe', 'Femmes', (u) => u.civilite === 'MME'),
      profil('Sexe', 'Hommes', (u) => u.civilite === 'M'),
      ...tranches.map(([nom, de, a]) => profil('Âge', nom, (u) => age(u) >= de && age(u) <= a)),
      ...[1, 2, 3, 4, 5, 6].map((g) => profil('GIR', `GIR ${g}`, (u) => u.gir === g)),
      profil('GIR', 'Sans GIR', (u) => u.gir === undefined),
    ],
    'profil-usagers aides': [...par(parts, (p) => dispositifs.get(p.code_financeur ?? '') ?? '')].map(([d, l]) => [
      d,
      somme(l, 'minutes'),
    ]),
    recapitulatif: [
      [
        distincts(faits, 'id_millesime'),
        distincts(faits, 'id_intervenant'),
        distincts(faits, 'id_millesime', 'id_intervenant'),
        faits.length,
        somme(faits, 'duree'),
        div(somme(faits, 'duree'), distincts(faits, 'id_millesime')),
        div(somme(faits, 'duree'), distincts(faits, 'id_intervenant')),
        Math.max(...faits.map((l) => Number(l.duree))),
        Math.min(...faits.map((l) => Number(l.duree))),
      ],
    ],
    'recapitulatif couple': [...par(faits, (l) => `${l.id_millesime} ${l.id_intervenant}`)].map(([c, l]) => [
      c,
      l.length,
      somme(l, 'duree'),
    ]),
    absences: (await tout<{ usagerId: string; nature: string; du: string; au?: string }>('absences')).map((a) => [
      a.usagerId,
      a.du,
      a.au ?? null,
    ]),
  };
};
