import { ANOMALIES, type Anomalie } from '#shared/contrats/commun';
import { corrige } from '#shared/domain/correction/plier';
import { pluriel } from '#shared/mots/nombres';
import { collateur } from '#shared/mots/textes';
import type { Ligne } from '../../../_donnees/depot/lignes';
import type { StatutAffiche } from '../../../_donnees/depot/statut-affiche';
import { lireStatuts, POINTEE_EN_ABSENCE } from '../../../_ui/adresses/interventions';
import { STATUTS } from '../../../_ui/mots/statuts';

/** Filters of the grid: what the address says, the word, what passes for who looks. The first is the default. */
export const FILTRES = {
  'a-traiter': { mot: 'À traiter', passe: (l: Ligne) => l.aTraiter },
  toutes: { mot: 'Toutes', passe: () => true },
  corrigees: { mot: 'Corrigées', passe: (l: Ligne) => l.retenue.corrections.some(corrige) },
  prises: { mot: 'Prises', passe: (l: Ligne) => l.prise !== undefined },
  'a-moi': { mot: 'Prises par moi', passe: (l: Ligne, moi: string) => l.prise?.qui === moi },
  'en-attente': { mot: 'En attente', passe: (l: Ligne) => l.enAttente },
} as const satisfies Record<string, { mot: string; passe: (l: Ligne, moi: string) => boolean }>;
export type Filtre = keyof typeof FILTRES;

/** Those of visits taken come with the first that is: until then they would take the room of a line. */
export const filtresMontres = (actuel: Filtre, nombres: Readonly<Record<Filtre, number>>): Filtre[] =>
  (Object.keys(FILTRES) as Filtre[]).filter(
    (f) => f === actuel || nombres.prises > 0 || (f !== 'prises' && f !== 'a-moi'),
  );

export type Choix = { valeur: string; mot: string };

const mots = <T extends string>(valeurs: Iterable<T>, mot: (v: T) => string): Choix[] =>
  [...new Set(valeurs)].map((valeur) => ({ valeur, mot: mot(valeur) })).sort((a, b) => collateur.compare(a.mot, b.mot));

const EXCEPTION = 'EXCEPTION';
const enAbsence = ({ enAbsence: a }: Ligne): boolean => a !== undefined && !a.vue;
/** Choices that are no anomaly of the visit alone, in words; they come first. */
const CHOIX_A_PART: Record<string, { mot: string; passe: (l: Ligne) => boolean }> = {
  // [AL-6] All of them at once.
  [EXCEPTION]: { mot: 'Hors de l’ordinaire (toutes)', passe: (l) => l.exceptions.length > 0 },
  [POINTEE_EN_ABSENCE]: { mot: 'Pointée pendant une absence, à vérifier', passe: enAbsence },
};

/** [CO-4] In conflict, a visit still lacks the hour that it lacks: a closing counts it there as well. */
const ENCORE_SANS_HEURE: ReadonlySet<string> = new Set([
  'SANS_ARRIVEE',
  'SANS_DEPART',
  'EN_COURS',
  'NON_POINTEE',
  'PREVUE',
]);
const aUnDesStatuts = ({ statut, retenue }: Ligne, voulus: readonly string[]): boolean =>
  voulus.includes(statut) ||
  (statut === 'CONFLIT' && ENCORE_SANS_HEURE.has(retenue.statut) && voulus.includes(retenue.statut));

const anomaliesDe = (l: Ligne): Anomalie[] => [...l.retenue.intervention.anomalies, ...l.exceptions];

/** What narrows the list further; each is a parameter of the address. Choices are those that the period has. */
export const AFFINAGES = {
  statut: {
    mot: 'Statut',
    passe: (l: Ligne, v: string) => aUnDesStatuts(l, lireStatuts(v)),
    choix: (ls: readonly Ligne[]) =>
      mots(
        ls.map((l) => l.statut),
        (s: StatutAffiche) => STATUTS[s].mot,
      ),
  },
  usager: {
    mot: 'Usager',
    passe: (l: Ligne, v: string) => l.retenue.usagerId === v,
    choix: (ls: readonly Ligne[]) => {
      const noms = new Map(ls.map((l) => [l.retenue.usagerId, l.usager]));
      return mots(noms.keys(), (id) => noms.get(id) ?? id);
    },
  },
  aide: {
    mot: 'Aide',
    passe: (l: Ligne, v: string) => l.retenue.intervenantId === v,
    choix: (ls: readonly Ligne[]) => {
      const noms = new Map(ls.map((l) => [l.retenue.intervenantId, l.intervenant]));
      return mots(noms.keys(), (id) => noms.get(id) ?? id);
    },
  },
  motif: {
    mot: 'Motif',
    passe: (l: Ligne, v: string) => l.retenue.motif === v,
    choix: (ls: readonly Ligne[]) => {
      const noms = new Map(ls.flatMap((l) => (l.retenue.motif ? [[l.retenue.motif, l.motif] as const] : [])));
      return mots(noms.keys(), (code) => noms.get(code) ?? code);
    },
  },
  prise: {
    mot: 'Prise par',
    passe: (l: Ligne, v: string) => l.prise?.qui === v,
    choix: (ls: readonly Ligne[]) => {
      const noms = new Map(ls.flatMap((l) => (l.prise ? [[l.prise.qui, l.prise.nom] as const] : [])));
      return mots(noms.keys(), (qui) => noms.get(qui) ?? qui);
    },
  },
  anomalie: {
    mot: 'Anomalie',
    passe: (l: Ligne, v: string) => CHOIX_A_PART[v]?.passe(l) ?? anomaliesDe(l).some((a) => a === v),
    choix: (ls: readonly Ligne[]) => [
      ...Object.entries(CHOIX_A_PART).flatMap(([valeur, { mot, passe }]) => (ls.some(passe) ? [{ valeur, mot }] : [])),
      ...mots(ls.flatMap(anomaliesDe), (a: Anomalie) => ANOMALIES[a]),
    ],
  },
} as const satisfies Record<
  string,
  { mot: string; passe: (l: Ligne, v: string) => boolean; choix: (ls: readonly Ligne[]) => Choix[] }
>;
export type Affinage = keyof typeof AFFINAGES;
export const NOMS_AFFINAGES = Object.keys(AFFINAGES) as Affinage[];
export type Affinages = Partial<Record<Affinage, string>>;

/** The lines that pass every further filter. */
export const affiner = (lignes: readonly Ligne[], a: Affinages): readonly Ligne[] =>
  NOMS_AFFINAGES.reduce<readonly Ligne[]>((reste, nom) => {
    const valeur = a[nom];
    return valeur === undefined ? reste : reste.filter((l) => AFFINAGES[nom].passe(l, valeur));
  }, lignes);

/** [CO-4] Of what is to be treated, conflicts come first: two colleagues wait for one answer. The rest keeps its order. */
export const conflitsDAbord = (lignes: readonly Ligne[], filtre: Filtre): readonly Ligne[] =>
  filtre === 'a-traiter' && lignes.some((l) => l.statut === 'CONFLIT')
    ? lignes.toSorted((a, b) => Number(b.statut === 'CONFLIT') - Number(a.statut === 'CONFLIT'))
    : lignes;

const estStatut = (v: string): v is StatutAffiche => Object.hasOwn(STATUTS, v);
const statutsEnMots = (valeur: string): string =>
  lireStatuts(valeur)
    .map((s) => (estStatut(s) ? STATUTS[s].mot : s))
    .join(', ');
/** A value of a filter as it is read, where the period has no line to take the word from. */
export const valeurEnMots = (nom: Affinage, valeur: string): string => {
  if (nom === 'statut') return statutsEnMots(valeur);
  return (nom === 'anomalie' ? CHOIX_A_PART[valeur]?.mot : undefined) ?? valeur;
};

/** « Statut : Sans départ »: each further filter, as the paper names it. `passent`: the lines that they choose among. */
export const affinagesEnMots = (a: Affinages, passent: readonly Ligne[]): string[] =>
  NOMS_AFFINAGES.flatMap((nom) => {
    const valeur = a[nom];
    if (valeur === undefined) return [];
    const choix: readonly Choix[] = AFFINAGES[nom].choix(passent);
    return [`${AFFINAGES[nom].mot}\u00a0: ${choix.find((c) => c.valeur === valeur)?.mot ?? valeurEnMots(nom, valeur)}`];
  });

/** The status that alone narrows the list, as the links of a closing do. */
const statutSeul = ({ statut, ...autres }: Affinages): string | undefined =>
  statut !== undefined && lireStatuts(statut).every(estStatut) && Object.keys(autres).length === 0
    ? valeurEnMots('statut', statut)
    : undefined;

/** What an empty list says: why, and what would fill it. With no visit at all, that comes first. */
const VIDES: Record<Filtre, string> = {
  'a-traiter': 'Rien à traiter : les visites passées de cette période ont leurs deux heures.',
  toutes: 'Aucune visite sur cette période. Rien n’est prévu ni pointé dans cette antenne.',
  corrigees: 'Aucune visite corrigée sur cette période.',
  prises: 'Personne n’a pris de visite sur cette période. Dans la liste, P prend celle qui est ouverte.',
  'a-moi': 'Vous n’avez pris aucune visite sur cette période. Dans la liste, P prend celle qui est ouverte.',
  'en-attente': 'Rien n’attend : tout ce qui a été saisi ici est parvenu au serveur.',
};

/**
 * `passent`: visits of the period that the main filter lets through, before the further ones; `horsGarde`: what this PC keeps, where it
 * does not keep the whole period.
 */
export const phraseVide = (
  filtre: Filtre,
  visites: number,
  passent = 0,
  affinages: Affinages = {},
  horsGarde?: string,
): string => {
  const seul = statutSeul(affinages);
  if (passent > 0 && filtre === 'toutes' && seul !== undefined) {
    const autres = pluriel(passent, 'autre visite', 'autres visites');
    return `Plus aucune visite « ${seul} » sur cette période. Ce filtre cache ${autres} : ôtez-le pour ${passent > 1 ? 'les' : 'la'} voir.`;
  }
  if (passent > 0) {
    const cachees = pluriel(passent, 'visite est cachée', 'visites sont cachées');
    return `Aucune visite ne passe tous les filtres : ${cachees}. Ôtez ces filtres pour ${passent > 1 ? 'les' : 'la'} voir.`;
  }
  if (visites === 0 && horsGarde !== undefined) return horsGarde;
  return VIDES[visites === 0 ? 'toutes' : filtre];
};
