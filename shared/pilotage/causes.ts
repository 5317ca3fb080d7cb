import { z } from 'zod';
import { comparer } from '../domain/appariement/ordre';
import { CHIFFRES, compterVisite, estAttendue, oubliDe, sommer } from '../domain/chiffres/visite';
import { estDuTelephone } from '../domain/correction/motifs';
import { grouperPar } from '../listes';
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

const compter = (lignes: readonly LignePilotage[]) => {
  const {
    attendues: visites,
    oublisArrivee: sansArrivee,
    oublisDepart: sansDepart,
    oublisTout: sansRien,
  } = sommer(CHIFFRES, lignes.map(compterVisite));
  return { omissions: sansArrivee + sansDepart + sansRien, visites, sansArrivee, sansDepart, sansRien };
};

const repete = (omissions: number, visites: number): boolean =>
  omissions >= SEUILS.omissions && omissions * 100 >= visites * SEUILS.pourcent;

const distincts = (lignes: readonly LignePilotage[], de: (l: LignePilotage) => string): number =>
  new Set(lignes.filter((l) => oubliDe(l) !== undefined).map(de)).size;

/** At a usager's by several aides, or because of the telephone by their own words. */
const causesUsagers = (lignes: readonly LignePilotage[], lignesATester: ReadonlySet<string>): Cause[] =>
  [...grouperPar(lignes, (l) => l.usagerId)].flatMap(([id, siennes]): Cause[] => {
    const n = compter(siennes);
    if (!repete(n.omissions, n.visites)) return [];
    const autres = distincts(siennes, (l) => l.intervenantId);
    const dits = siennes.filter((l) => oubliDe(l) && estDuTelephone(l.motif)).length;
    if (autres < 2 && dits < SEUILS.omissions) return [];
    // Calls come, and some are missing: it is said of the line.
    if (lignesATester.has(id) && n.sansRien < SEUILS.omissions) return [];
    const ailleurs = siennes.some((l) => l.autre);
    return [{ genre: 'USAGER', id, ...n, autres, remede: ailleurs ? 'RATTACHER' : 'FICHE' }];
  });

/** [PT-8] A number that comes again and is not the usager's; or the usager's own, from which calls are missing, whoever the aide. */
const causesTelephones = (lignes: readonly LignePilotage[]): Cause[] =>
  [...grouperPar(lignes, (l) => l.numero)].flatMap(([id, siennes]): Cause[] => {
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
  [...grouperPar(lignes, (l) => (expliques.has(l.usagerId) ? undefined : l.intervenantId))].flatMap(
    ([id, siennes]): Cause[] => {
      const n = compter(siennes);
      if (!repete(n.omissions, n.visites)) return [];
      return [{ genre: 'AIDE', id, ...n, autres: distincts(siennes, (l) => l.usagerId), remede: 'FORMATION' }];
    },
  );

/** Aides, usagers and telephones that repeat omissions over a month, the worst first. */
export const causesDe = (lignes: readonly LignePilotage[]): Cause[] => {
  const suivies = lignes.filter(estAttendue);
  const telephones = causesTelephones(suivies);
  const aTester = new Set(telephones.flatMap((c) => (c.remede === 'LIGNE' ? (c.usagerId ?? []) : [])));
  const usagers = causesUsagers(suivies, aTester);
  const expliques = new Set([...aTester, ...usagers.map((c) => c.id)]);
  return [...telephones, ...usagers, ...causesAides(suivies, expliques)].sort(
    (a, b) => b.omissions - a.omissions || b.visites - a.visites || comparer(a.id, b.id),
  );
};
