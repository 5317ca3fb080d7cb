import { isDeepStrictEqual } from 'node:util';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { BASE_CENTRALE, baseAntenne, basePointages } from '#shared/contrats/ids';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import type { Saisie } from '#shared/contrats/saisie';
import { COLLECTIONS, type Collection, type DocumentReplique, estEnvoi } from '#shared/replication/protocole';
import { grouper } from '../../app/_donnees/base/lots';
import {
  ETAT_VIDE,
  type EtatDepot,
  poserJour,
  poserLots,
  poserSaisies,
  poserSuspens,
} from '../../app/_donnees/depot/etat-depot';
import type { Ligne } from '../../app/_donnees/depot/lignes';
import { lirePlage } from '../../sync-server/ports/documents';
import { lignesDuPoste } from './gestes';
import type { PosteSimule } from './poste';
import { ANTENNE, type Service } from './service';
import { dementisSuivi, vueSuivi } from './suivi';

const NOMS = Object.keys(COLLECTIONS) as Collection[];

const lireType = async <T>(s: Service, base: string, type: string): Promise<T[]> =>
  (await lirePlage<object>(s.magasin, base, { debut: `${type}:`, fin: `${type};` })).map(
    ({ _rev, ...d }) => d as unknown as T,
  );

/** What a PC would hold that had read the whole server at once. */
const etatDuServeur = async (s: Service): Promise<EtatDepot> => {
  let e = ETAT_VIDE;
  for (const nom of NOMS) {
    const documents: DocumentReplique[] = [];
    for (const type of COLLECTIONS[nom].prefixes)
      documents.push(...(await lireType<DocumentReplique>(s, baseAntenne(ANTENNE), type)));
    if (estEnvoi(nom)) {
      e = poserSaisies(e, documents as unknown as Saisie[]);
      continue;
    }
    for (const [id, docs] of grouper(nom, documents)) {
      const lot = Object.fromEntries(docs.map((d) => [d._id, d]));
      if (nom === 'jours') e = poserJour(e, id, lot, undefined);
      else if (nom === 'suspens') e = poserSuspens(e, id, lot);
      else e = poserLots(e, [lot]);
    }
  }
  return e;
};

/** A line without what only its author is told of: the rows that the server did not take. */
const commune = (l: Ligne, recues: ReadonlySet<string>) => ({
  ...l,
  refus: undefined,
  aTraiter: undefined,
  enAttente: undefined,
  retenue: { ...l.retenue, corrections: l.retenue.corrections.filter((c) => recues.has(c.correction._id)) },
});

const vue = (e: EtatDepot, s: Service, recues: ReadonlySet<string>): Record<string, unknown> => ({
  ...Object.fromEntries(lignesDuPoste(e, s.horloge).map((l) => [l.id, commune(l, recues)])),
  ...Object.fromEntries([...e.saisies].filter(([id]) => recues.has(id))),
  ...Object.fromEntries([...e.suspens.values()].flat().map((x) => [x._id, x])),
  ...vueSuivi(e),
  ...Object.fromEntries([...e.accuses.values(), ...e.verdicts.values()].map((x) => [x._id, x])),
});

const comparer = (qui: string, a: Record<string, unknown>, b: Record<string, unknown>): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((id) =>
    isDeepStrictEqual(JSON.parse(JSON.stringify(a[id] ?? null)), JSON.parse(JSON.stringify(b[id] ?? null)))
      ? []
      : [`${qui} : ${id} diffère\n  serveur ${JSON.stringify(a[id])}\n  poste   ${JSON.stringify(b[id])}`],
  );

const doublons = (ids: readonly string[]): string[] => ids.filter((id, n) => ids.indexOf(id) !== n);

const saisiesDe = (p: PosteSimule, e: EtatDepot): string[] => {
  const meme = (id: string, s: Saisie): boolean =>
    isDeepStrictEqual(JSON.parse(JSON.stringify(e.saisies.get(id))), JSON.parse(JSON.stringify(s)));
  const refusee = (id: string): boolean => p.etat().refus.has(id);
  const perdues = [...p.gardees].filter(([id, s]) => (e.saisies.has(id) ? !meme(id, s) : !refusee(id)));
  return [
    ...perdues.map(([id]) => `${p.nom} : ${id} gardée, ni reçue telle quelle ni refusée`),
    ...p.attendent().map((s) => `${p.nom} : ${s._id} attend encore`),
    ...(p.bilan().perdues > 0 ? [`${p.nom} : ${p.bilan().perdues} saisies dites perdues`] : []),
  ];
};

/** Every punch is in one visit, or waits: once. */
const pointagesDe = async (s: Service, interventions: readonly Intervention[]): Promise<string[]> => {
  const ecrits = await lireType<Pointage>(s, basePointages(s.horloge()), 'pointage');
  const attentes = [
    ...(await lireType<{ pointageId: string }>(s, baseAntenne(ANTENNE), 'attente')),
    ...(await lireType<{ pointageId: string }>(s, BASE_CENTRALE, 'attente')),
  ].map((a) => a.pointageId);
  const dans = interventions.flatMap((i) => [i.arrivee, i.depart, ...i.ecartes].flatMap((p) => p?.id ?? []));
  const places = [...dans, ...attentes];
  return [
    ...doublons(places).map((id) => `pointage ${id} deux fois`),
    ...ecrits.filter((p) => !places.includes(p.id)).map((p) => `pointage ${p.id} nulle part`),
  ];
};

/** [CO-6] What must hold once all is quiet; an empty list where it does. */
export const confronterTout = async (s: Service, postes: readonly PosteSimule[]): Promise<string[]> => {
  const serveur = await etatDuServeur(s);
  const recues = new Set(serveur.saisies.keys());
  const attendue = vue(serveur, s, recues);
  const tapees = new Set(postes.flatMap((p) => [...p.tentees.keys()]));
  const ecarts = [
    ...[...recues].filter((id) => !tapees.has(id)).map((id) => `${id} reçue, que personne n’a tapée`),
    ...[...recues].filter((id) => serveur.refus.has(id)).map((id) => `${id} reçue et refusée`),
    ...dementisSuivi(serveur, lignesDuPoste(serveur, s.horloge)),
    ...(await pointagesDe(s, [...serveur.jours.values()].flat())),
  ];
  for (const p of postes) {
    // The memory follows the disk by itself: a moment may pass before it has, half a minute on a machine that is busy.
    let suite = comparer(p.nom, attendue, vue(p.etat(), s, recues));
    for (let essais = 0; suite.length > 0 && essais < 1_500; essais++) {
      await new Promise((f) => setTimeout(f, 20));
      suite = comparer(p.nom, attendue, vue(p.etat(), s, recues));
    }
    ecarts.push(...suite);
    // Only now: what it still holds to be sent is told from what it has received.
    ecarts.push(...saisiesDe(p, serveur));
    // What is read again from the disk is what was in memory.
    await p.tuer();
    ecarts.push(...comparer(`${p.nom} relu`, attendue, vue(p.etat(), s, recues)));
  }
  return ecarts;
};
