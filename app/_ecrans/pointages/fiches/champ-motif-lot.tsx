'use client';

import { useMemo } from 'react';
import { chercherMotifs } from '../../../_ui/actes/motifs';
import { ChampChoix } from '../../../_ui/champs/champ-choix';

const CONVENABLES = ['PANNE_SVI', 'TELEPHONE_INDISPONIBLE', 'TELEPHONE_REFUSE', 'LIGNE_OCCUPEE'];

type Props = {
  enVigueur: readonly string[];
  valeur: string;
  changer: (code: string) => void;
  erreur?: string | undefined;
};

/** Motif of the whole batch, by its first letters. */
export const ChampMotifLot = ({ enVigueur, valeur, changer, erreur }: Props) => {
  const options = useMemo(
    () => chercherMotifs(enVigueur, '', CONVENABLES).map((m) => ({ value: m.code, label: m.libelle })),
    [enVigueur],
  );
  return (
    <ChampChoix
      label="Motif"
      data={options}
      value={valeur === '' ? null : valeur}
      onChange={(v) => changer(v ?? '')}
      filter={({ search }) =>
        chercherMotifs(enVigueur, search, CONVENABLES).map((m) => ({ value: m.code, label: m.libelle }))
      }
      allowDeselect={false}
      nothingFoundMessage="Aucun motif ne commence ainsi"
      error={erreur}
      autoComplete="off"
      data-champ="motif"
    />
  );
};
