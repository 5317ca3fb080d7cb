import { z } from 'zod';
import { comparer } from '../domain/appariement/ordre';
import type { LignePilotage } from './lignes';

/** Who, or what, omits again and again. */
const GENRES_CAUSE = ['AIDE', 'USAGER', 'TELEPHONE'] as const;

/** What would help, and why. */
export const REMEDES = {
  FORMATION: {
    libelle: 'Une formation',
    phrase:
      'Les oublis la suivent, là où les autres aides n’oublient pas : revoir avec elle l’appel à l’arrivée et au départ.',
  },
  RATTACHER: {
    libelle: 'Un numéro à rattacher',
    phrase: 'Les appels viennent d’un numéro que l’usager n’a pas dans son dossier : l’ouvrir dans « Numéros ».',
  },
  FICHE: {
    libelle: 'Une fiche',
    phrase:
      'Le téléphone manque ou ne sert pas à ce domicile, quelle que soit l’aide : proposer la fiche papier, ou « sans télégestion ».',
  },
  LIGNE: {
    libelle: 'La ligne à vérifier',
    phrase:
      'Des appels partent de ce numéro et d’autres manquent, quelle que soit l’aide : essayer la ligne avec l’usager.',
  },
} as const;
export type Remede = keyof typeof REMEDES;

export const causeSchema = z.object({
  genre: z.enum(GENRES_CAUSE),
  /** The aide, the usager, or the number. */
  id: z.string(),
  /** Visits that lack a punch, of all those followed. */
  omissions: z.number().int(),
  visites: z.number().int(),
  sansArrivee: z.number().int(),
  sansDepart: z.number().int(),
  sansRien: z.number().int(),
  /** At how many usagers (an aide), or by how many aides. */
  autres: z.number().int(),
  remede: z.enum(Object.keys(REMEDES) as [Remede, ...Remede[]]),
  /** Of a telephone: the usager of its visits, where there is one only. */
  usagerId: z.string().optional(),
});
export type Cause = z.infer<typeof causeSchema>;

/** Below, it happens to everybody: so many omissions in the month, and so many in a hundred visits. */
export const SEUILS = { omissions: 3, pourcent: 20 } as const;

type Omission = 'ARRIVEE' | 'DEPART' | 'TOUT';

/** What a visit lacks; an annulled one lacks nothing, nor one of which no punch is expected [PT-7]. */
const omissionDe = (l: LignePilotage): Omission | undefined => {
  if (l.dispense !== undefined || l.statut === 'ANNULEE') return undefined;
  if (l.brut === 'SANS_ARRIVEE') return 'ARRIVEE';
  if (l.brut === 'SANS_DEPART') return 'DEPART';
  return l.statut === 'NON_POINTEE' || l.statut === 'CREEE' ? 'TOUT' : undefined;
};

/** Over, and followed: what omissions are counted out of. */
const estSuivie = (l: LignePilotage): boolean =>
  l.dispense === undefined && l.statut !== 'ANNULEE' && l.brut !== 'PREVUE' && l.brut !== 'EN_COURS';

const MOTIFS_TELEPHONE: ReadonlySet<string> = new Set([
  'TELEPHONE_INDISPONIBLE',
  'TELEPHONE_REFUSE',
  'LIGNE_OCCUPEE',
  'NUMERO_NON_RECONNU',
]);

const grouper = (lignes: readonly LignePilotage[], cle: (l: LignePilotage) => string | undefined) => {
  const groupes = new Map<string, LignePilotage[]>();
  for (const l of lignes) {
    const k = cle(l);
    if (k === undefined) continue;
    const siennes = groupes.get(k);
    if (siennes) siennes.push(l);
    else groupes.set(k, [l]);
  }
  return groupes;
};

const compter = (lignes: readonly LignePilotage[]) => {
  const n: Record<Omission, number> = { ARRIVEE: 0, DEPART: 0, TOUT: 0 };
  for (const l of lignes) {
    const o = omissionDe(l);
    if (o) n[o] += 1;
  }
  const omissions = n.ARRIVEE + n.DEPART + n.TOUT;
  return { omissions, visites: lignes.length, sansArrivee: n.ARRIVEE, sansDepart: n.DEPART, sansRien: n.TOUT };
};

const repete = (omissions: number, visites: number): boolean =>
  omissions >= SEUILS.omissions && omissions * 100 >= visites * SEUILS.pourcent;

const distincts = (lignes: readonly LignePilotage[], de: (l: LignePilotage) => string): number =>
  new Set(lignes.filter((l) => omissionDe(l) !== undefined).map(de)).size;

/** At a usager's by several aides, or because of the telephone by their own words. */
const causesUsagers = (lignes: readonly LignePilotage[], lignesATester: ReadonlySet<string>): Cause[] =>
  [...grouper(lignes, (l) => l.usagerId)].flatMap(([id, siennes]): Cause[] => {
    const n = compter(siennes);
    if (!repete(n.omissions, n.visites)) return [];
    const autres = distincts(siennes, (l) => l.intervenantId);
    const dits = siennes.filter((l) => omissionDe(l) && MOTIFS_TELEPHONE.has(l.motif ?? '')).length;
    if (autres < 2 && dits < SEUILS.omissions) return [];
    // Calls come, and some are missing: it is said of the line.
    if (lignesATester.has(id) && n.sansRien < SEUILS.omissions) return [];
    const ailleurs = siennes.some((l) => l.autre);
    return [{ genre: 'USAGER', id, ...n, autres, remede: ailleurs ? 'RATTACHER' : 'FICHE' }];
  });

/** [PT-8] A number that comes again and is not the usager's; or the usager's own, from which calls are missing, whoever the aide. */
const causesTelephones = (lignes: readonly LignePilotage[]): Cause[] =>
  [...grouper(lignes, (l) => l.numero)].flatMap(([id, siennes]): Cause[] => {
    const n = compter(siennes);
    const usagers = new Set(siennes.map((l) => l.usagerId));
    const [usagerId] = usagers;
    const autre = siennes.filter((l) => l.autre).length >= SEUILS.omissions && usagers.size === 1;
    const autres = distincts(siennes, (l) => l.intervenantId);
    if (!autre && !(repete(n.omissions, n.visites) && autres > 1)) return [];
    return [
      {
        genre: 'TELEPHONE',
        id,
        ...n,
        autres: autre ? new Set(siennes.map((l) => l.intervenantId)).size : autres,
        remede: autre ? 'RATTACHER' : 'LIGNE',
        ...(usagers.size === 1 && usagerId !== undefined ? { usagerId } : {}),
      },
    ];
  });

/** What an aide omits where nobody else does: what a home or a line explains is not hers. */
const causesAides = (lignes: readonly LignePilotage[], expliques: ReadonlySet<string>): Cause[] =>
  [...grouper(lignes, (l) => (expliques.has(l.usagerId) ? undefined : l.intervenantId))].flatMap(
    ([id, siennes]): Cause[] => {
      const n = compter(siennes);
      if (!repete(n.omissions, n.visites)) return [];
      return [{ genre: 'AIDE', id, ...n, autres: distincts(siennes, (l) => l.usagerId), remede: 'FORMATION' }];
    },
  );

/** Aides, usagers and telephones that repeat omissions over a month, the worst first. */
export const causesDe = (lignes: readonly LignePilotage[]): Cause[] => {
  const suivies = lignes.filter(estSuivie);
  const telephones = causesTelephones(suivies);
  const aTester = new Set(telephones.flatMap((c) => (c.remede === 'LIGNE' ? (c.usagerId ?? []) : [])));
  const usagers = causesUsagers(suivies, aTester);
  const expliques = new Set([...aTester, ...usagers.map((c) => c.id)]);
  return [...telephones, ...usagers, ...causesAides(suivies, expliques)].sort(
    (a, b) => b.omissions - a.omissions || b.visites - a.visites || comparer(a.id, b.id),
  );
};
