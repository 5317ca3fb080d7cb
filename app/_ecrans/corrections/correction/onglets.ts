import { NATURES, type Nature } from '#shared/contrats/corrections/correction';
import type { DefinitionNature } from '#shared/domain/correction/natures/definition';
import { DEFINITIONS } from '#shared/domain/correction/natures/table';

/** A tab of the form of a visit: a kind, but that hours are one tab whether they create or correct. */
export type Onglet = Exclude<Nature, 'CREATION' | 'HORAIRE' | 'RETRAIT'> | 'HEURES';

export const natureDe = (onglet: Onglet, desHeures: Nature = 'HORAIRE'): Nature =>
  onglet === 'HEURES' ? desHeures : onglet;

const enOnglet = (nature: Nature): Onglet | undefined =>
  nature === 'HORAIRE' ? 'HEURES' : nature === 'CREATION' || nature === 'RETRAIT' ? undefined : nature;

const TOUS = NATURES.flatMap((nature) => {
  const { onglet } = DEFINITIONS[nature];
  const value = enOnglet(nature);
  return value && onglet ? [{ ...onglet, value }] : [];
});

/** What is proposed of a visit, the first one open. */
export const ongletsDe = (supprimee: boolean): { value: Onglet; label: string }[] =>
  TOUS.flatMap(({ value, libelle, surAnnulee = false }) =>
    surAnnulee === supprimee ? [{ value, label: libelle }] : [],
  );

/** Its button, what it does, the motifs that fit it. */
export const motsDe = (onglet: Onglet): NonNullable<DefinitionNature['onglet']> | undefined =>
  DEFINITIONS[natureDe(onglet)].onglet;
