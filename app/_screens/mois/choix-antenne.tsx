import { NativeSelect } from '@mantine/core';
import { ANTENNES, type Antenne } from '#shared/contrats/commun';

/** Whose month it is; said where there is no choice. `libelle`: what the choice is for. */
export const ChoixAntenne = ({
  libelle,
  antenne,
  antennes,
  choisir,
}: {
  libelle: string;
  antenne: Antenne;
  antennes: readonly Antenne[];
  choisir: (a: Antenne) => void;
}) =>
  antennes.length > 1 ? (
    <NativeSelect
      aria-label={libelle}
      value={antenne}
      data={antennes.map((a) => ({ value: a, label: ANTENNES[a].libelle }))}
      onChange={(ev) => {
        const choisie = antennes.find((a) => a === ev.currentTarget.value);
        if (choisie) choisir(choisie);
      }}
    />
  ) : (
    <span>{ANTENNES[antenne].libelle}</span>
  );
