import type { Antenne } from '#shared/contrats/commun';
import type { VersionVisite, Visite } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne, idVisite } from '#shared/contrats/ids';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Stocke } from '../../../ports/documents';
import type { EnAntenne } from '../../../store/lectures/connus';
import type { Ecriture } from '../../../store/lots';

/** A planned visit as its documents stand; the one that is current, if any, is not withdrawn. */
export type Registre = {
  parPlace: Map<string, Stocke<Visite>>;
  courantes: Map<string, EnAntenne<Visite>>;
};

const place = (antenne: Antenne, _id: string): string => `${antenne} ${_id}`;

export const derniereVersion = (v: Visite): VersionVisite => {
  const derniere = v.versions.at(-1);
  if (!derniere) throw new Error(`visite sans version : ${v._id}`);
  return derniere;
};

export const registre = (visites: readonly EnAntenne<Visite>[]): Registre => {
  const parPlace = new Map<string, Stocke<Visite>>();
  const courantes = new Map<string, EnAntenne<Visite>>();
  for (const v of visites) {
    parPlace.set(place(v.antenne, v.doc._id), v.doc);
    if (!derniereVersion(v.doc).retiree) courantes.set(v.doc.id, v);
  }
  return { parPlace, courantes };
};

export type Prevue = Omit<VersionVisite, 'recuLe' | 'retiree'>;

const memePrevue = (a: VersionVisite, b: Prevue): boolean =>
  a.usagerId === b.usagerId &&
  a.intervenantId === b.intervenantId &&
  a.debut === b.debut &&
  a.fin === b.fin &&
  a.codePrestation === b.codePrestation;

/**
 * Puts a planned visit where it belongs: its antenna's database, under the date of its start. History is kept: a
 * version is added, and where the visit leaves a document (another day, another antenna) that one says it is withdrawn.
 */
export const placerVisite = (
  { parPlace, courantes }: Registre,
  id: string,
  antenne: Antenne,
  prevue: Prevue,
  instant: Instant,
): { etat: 'CREEE' | 'MODIFIEE' | 'INCHANGEE'; ecritures: Ecriture[] } => {
  const ancienne = courantes.get(id);
  const _id = idVisite(dateParis(prevue.debut), id);
  const version: VersionVisite = { recuLe: instant, ...prevue };
  const ecritures: Ecriture[] = [];
  if (ancienne && ancienne.antenne === antenne && ancienne.doc._id === _id) {
    const { absenteDepuis, ...doc } = ancienne.doc;
    const inchangee = memePrevue(derniereVersion(doc), prevue);
    if (inchangee && absenteDepuis === undefined) return { etat: 'INCHANGEE', ecritures };
    const versions = inchangee ? doc.versions : [...doc.versions, version];
    return { etat: 'MODIFIEE', ecritures: [{ base: baseAntenne(antenne), doc: { ...doc, versions } }] };
  }
  if (ancienne) ecritures.push(retirer(ancienne, instant));
  const { absenteDepuis: _, ...revenue } = parPlace.get(place(antenne, _id)) ?? {
    _id,
    type: 'visite' as const,
    id,
    versions: [],
  };
  ecritures.push({ base: baseAntenne(antenne), doc: { ...revenue, versions: [...revenue.versions, version] } });
  return { etat: ancienne ? 'MODIFIEE' : 'CREEE', ecritures };
};

const retirer = ({ antenne, doc }: EnAntenne<Visite>, instant: Instant): Ecriture => ({
  base: baseAntenne(antenne),
  doc: { ...doc, versions: [...doc.versions, { ...derniereVersion(doc), recuLe: instant, retiree: true }] },
});

export const marquerAbsente = ({ antenne, doc }: EnAntenne<Visite>, depuis: DateCivile): Ecriture => ({
  base: baseAntenne(antenne),
  doc: { ...doc, absenteDepuis: depuis },
});
