import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import { numerosDesAides } from '#shared/domain/pointage/mobile-aide';
import { numerosDeLUsager } from '#shared/domain/pointage/numeros';
import { ajouterA } from '#shared/listes';
import type { DateCivile, Instant } from '#shared/temps/types';
import { type EtatDepot, enAttente } from '../../_donnees/depot/etat-depot';

/** All that this PC knows of numbers: whose they are in the daily file, and what managers did with them. */
export type NumerosDuPoste = {
  usagersDe: (numero: string) => readonly string[];
  rattachements: readonly Rattachement[];
  /** [PT-8] Whether the files give it as an aide's own. */
  estDUneAide: (numero: string) => boolean;
  /** Ids of gestures that the server has neither taken nor refused yet [CO-6]. */
  nonRecus: ReadonlySet<string>;
  /** When the server had a gesture, by its id. */
  recuLe: (id: string) => Instant | undefined;
};

const RIEN: readonly string[] = [];
const parUsagers = new WeakMap<ReadonlyMap<string, Usager>, Map<string, string[]>>();

/** Numbers of the file, by usagers: computed once for each state of the files. */
const indexDe = (usagers: ReadonlyMap<string, Usager>): Map<string, string[]> => {
  const connu = parUsagers.get(usagers);
  if (connu) return connu;
  const index = new Map<string, string[]>();
  for (const u of usagers.values()) {
    for (const n of u.telephones) ajouterA(index, n, u.id);
  }
  parUsagers.set(usagers, index);
  return index;
};

const parAides = new WeakMap<ReadonlyMap<string, Intervenant>, ReadonlySet<string>>();

/** [PT-8] Computed once for each state of the files. */
export const mobilesDe = ({ intervenants }: Pick<EtatDepot, 'intervenants'>): ReadonlySet<string> => {
  const connus = parAides.get(intervenants) ?? numerosDesAides(intervenants.values());
  parAides.set(intervenants, connus);
  return connus;
};

type Gestes = Pick<EtatDepot, 'saisies' | 'refus'>;

/** [PT-5] A refused gesture says nothing; one that waits already holds here, as everything typed does. */
const rattachementsDe = ({ saisies, refus }: Gestes): Rattachement[] =>
  [...saisies.values()].flatMap((s) => (s.type === 'rattachement' && !refus.has(s._id) ? [s] : []));

type ParUsager = ReadonlyMap<string, readonly Rattachement[]>;
const lusParUsager = new WeakMap<Gestes['saisies'], { refus: Gestes['refus']; parUsager: ParUsager }>();

/** Gestures by usager: computed once for each state of what is typed. */
const gestesParUsager = (etat: Gestes): ParUsager => {
  const lus = lusParUsager.get(etat.saisies);
  if (lus?.refus === etat.refus) return lus.parUsager;
  const parUsager = new Map<string, Rattachement[]>();
  for (const r of rattachementsDe(etat)) ajouterA(parUsager, r.usagerId, r);
  lusParUsager.set(etat.saisies, { refus: etat.refus, parUsager });
  return parUsager;
};

/** [PT-5] Where a usager may be called on that date. */
export const telephonesDe = (
  etat: Gestes & Pick<EtatDepot, 'usagers'>,
  usagerId: string,
  date: DateCivile,
): readonly string[] => {
  const usager = etat.usagers.get(usagerId);
  const gestes = gestesParUsager(etat).get(usagerId);
  return usager && gestes ? numerosDeLUsager(usager, date, gestes) : (usager?.telephones ?? RIEN);
};

export const numerosDuPoste = (etat: EtatDepot, poste: string): NumerosDuPoste => {
  const index = indexDe(etat.usagers);
  const rattachements = rattachementsDe(etat);
  const mobiles = mobilesDe(etat);
  const nonRecus = new Set(enAttente(etat, poste).flatMap((s) => (s.type === 'rattachement' ? [s._id] : [])));
  return {
    usagersDe: (numero) => index.get(numero) ?? RIEN,
    rattachements,
    estDUneAide: (numero) => mobiles.has(numero),
    nonRecus,
    recuLe: (id) => etat.accuses.get(id)?.recuLe,
  };
};
