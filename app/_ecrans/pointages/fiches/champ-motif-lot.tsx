'use client';

import { useMemo } from 'react';
import { CONVENABLES } from '#shared/domain/correction/motifs';
import { chercherMotifs } from '../../../_ui/actes/motifs';
import { ChampChoix } from '../../../_ui/champs/champ-choix';

type Props = {
  enVigueur: readonly string[];
  valeur: string;
  changer: (code: string) => void;
  erreur?: string | undefined;
};

/** Motif of the whole batch, by its first letters. */
export const ChampMotifLot = ({ enVigueur, valeur, changer, erreur }: Props) => {
  const options = useMemo(
    () => chercherMotifs(enVigueur, '', CONVENABLES.FICHE).map((m) => ({ value: m.code, label: m.libelle })),
    [enVigueur],
  );
  return (
    <ChampChoix
      label="Motif"
      data={options}
      value={valeur === '' ? null : valeur}
      onChange={(v) => changer(v ?? '')}
      filter={({ search }) =>
        chercherMotifs(enVigueur, search, CONVENABLES.FICHE).map((m) => ({ value: m.code, label: m.libelle }))
      }
      allowDeselect={false}
      nothingFoundMessage="Aucun motif ne commence ainsi"
      error={erreur}
      autoComplete="off"
      data-champ="motif"
    />
  );
};
