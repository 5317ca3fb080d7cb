import type { Antenne } from '#shared/contrats/commun';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { usagersDuNumero } from '#shared/domain/pointage/numeros';
import { appelablesDe, quiServent } from '#shared/domain/pointage/offerts';
import { valableLe } from '#shared/domain/ventilation/versions';
import { ajouterA } from '#shared/listes';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { IntervenantAnnuaire, UsagerAnnuaire } from '../svi/etat';
import { type TelephonesDates, telephonesLe } from './telephones';

/** What the SVI keeps of an usager: no address, no birth date, and of the family name one letter. */
export type UsagerLocal = {
  id: string;
  prenom: string;
  initiale: string;
  antenne: Antenne;
  telephones: string[];
  codeUsager?: string;
  /** Since when the files no longer have it. */
  absentDepuis?: DateCivile;
  /** When the files last changed it. */
  vuLe: string;
};

export type IntervenantLocal = {
  id: string;
  antenne: Antenne;
  codeSvi: string;
  dateDebut: DateCivile;
  dateFin?: DateCivile;
  absentDepuis?: DateCivile;
  vuLe: string;
};

/** [PT-5] What a manager did with a number: given to an usager, or taken back, from a date or since ever; or what was so withdrawn. */
export type RattachementLocal = Pick<
  Rattachement,
  'id' | 'geste' | 'numero' | 'usagerId' | 'instant' | 'depuis' | 'retire'
>;

/** One antenna's part, by document id; `luLe`: when CouchDB was last heard of for it. */
export type PartAntenne = {
  luLe: Instant | undefined;
  usagers: Record<string, UsagerLocal>;
  intervenants: Record<string, IntervenantLocal>;
  rattachements: Record<string, RattachementLocal>;
};

/** By antenna, those of the register; one that is not among them yet keeps what its file held. */
export type DonneesAnnuaire = Map<Antenne, PartAntenne>;

export const partVide = (): PartAntenne => ({ luLe: undefined, usagers: {}, intervenants: {}, rattachements: {} });

export const donneesVides = (): DonneesAnnuaire => new Map(codesAntennes().map((code) => [code, partVide()]));

/** The part of an antenna, made where there is none. */
export const partDe = (donnees: DonneesAnnuaire, code: Antenne): PartAntenne => {
  const part = donnees.get(code) ?? partVide();
  donnees.set(code, part);
  return part;
};

/** Pure look-ups, as of a civil date. */
export type Annuaire = {
  intervenantDuCode: (code: string, date: DateCivile) => IntervenantAnnuaire | undefined;
  intervenant: (id: string) => IntervenantAnnuaire | undefined;
  usagerDuCode: (code: string, date: DateCivile) => UsagerAnnuaire | undefined;
  /** Sorted by id: the keys of CHOIX move neither between two requests of a call, nor for a day's file that somebody is missing from. */
  usagersDuNumero: (numero: string, date: DateCivile) => UsagerAnnuaire[];
  /** By antenna, what the screens say; CENTRAL is not one. */
  telephones: (date: DateCivile) => Partial<Record<Antenne, string>>;
  nombreUsagers: number;
  nombreIntervenants: number;
};

/** The same document may stand in several antennas (CL-1, aides who help elsewhere): one feed may lag behind another,
 * so the version that was changed last holds. */
const lesPlusRecents = <T extends { id: string; vuLe: string }>(documents: readonly T[]): Map<string, T> => {
  const retenus = new Map<string, T>();
  for (const document of documents) {
    const deja = retenus.get(document.id);
    if (!deja || deja.vuLe < document.vuLe) retenus.set(document.id, document);
  }
  return retenus;
};

const estPresent = (u: UsagerLocal): boolean => u.absentDepuis === undefined;

export const indexer = (donnees: DonneesAnnuaire, telephones: readonly TelephonesDates[] = []): Annuaire => {
  const parts = [...donnees.values()];
  const usagers = lesPlusRecents(parts.flatMap((p) => Object.values(p.usagers)));
  const aides = lesPlusRecents(parts.flatMap((p) => Object.values(p.intervenants)));
  const parCode = new Map<string, IntervenantLocal[]>();
  for (const aide of aides.values()) ajouterA(parCode, aide.codeSvi, aide);
  const parCodeUsager = new Map<string, UsagerLocal[]>();
  const parNumero = new Map<string, string[]>();
  for (const usager of usagers.values()) {
    if (usager.codeUsager !== undefined) ajouterA(parCodeUsager, usager.codeUsager, usager);
    for (const numero of usager.telephones) ajouterA(parNumero, numero, usager.id);
  }
  const gestes = new Map<string, RattachementLocal[]>();
  for (const part of parts) {
    for (const r of Object.values(part.rattachements)) ajouterA(gestes, r.numero, r);
  }
  const usagersDe = (numero: string): string[] => parNumero.get(numero) ?? [];
  return {
    intervenantDuCode: (code, date) => {
      const actifs = (parCode.get(code) ?? []).filter((i) => valableLe(i, date));
      // A code may have passed from an aide who left the files to a new one: the one still in the files holds.
      return actifs.find((i) => i.absentDepuis === undefined) ?? actifs[0];
    },
    intervenant: (id) => aides.get(id),
    usagerDuCode: (code, date) => {
      const servent = quiServent(parCodeUsager.get(code) ?? [], date);
      return servent.find(estPresent) ?? servent[0];
    },
    usagersDuNumero: (numero, date) => {
      const rattachements = gestes.get(numero) ?? [];
      const ids = usagersDuNumero(numero, date, { usagersDe, rattachements }).usagers;
      const tous = ids.flatMap((id) => usagers.get(id) ?? []);
      return appelablesDe(tous, date);
    },
    telephones: (date) => telephonesLe(telephones, date),
    nombreUsagers: usagers.size,
    nombreIntervenants: aides.size,
  };
};
