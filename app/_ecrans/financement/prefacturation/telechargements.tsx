'use client';

import { Button, Text } from '@mantine/core';
import { useId } from 'react';
import type { Antenne } from '#shared/contrats/commun';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import type { Mois } from '#shared/temps/types';
import { useSync } from '../../../_donnees/lecture/hooks';
import { prendrePrefacturation, type Quoi } from '../../../_donnees/lecture/prefacturation';
import { useAction } from '../../../_ui/demandes/appeler';

const FICHIERS: readonly { quoi: Quoi; libelle: string }[] = [
  { quoi: 'xlsx', libelle: 'XLSX' },
  { quoi: 'csv', libelle: 'CSV' },
  { quoi: 'complementaire', libelle: 'CSV des rectifications' },
];

type Props = { antenne: Antenne; mois: Mois; toutes: boolean; complements: boolean };

/** The files of the antenna on the screen, and of all together for the central service. */
export const Telechargements = ({ antenne, mois, toutes, complements }: Props) => {
  const { refus, enCours, faire } = useAction();
  const horsLigne = useSync().liaison === 'HORS_LIGNE';
  const raison = useId();
  const bouton = (antenne: Antenne | 'TOUTES', quoi: Quoi, libelle: string) => (
    <Button
      key={`${antenne} ${quoi}`}
      size="compact-sm"
      variant="default"
      disabled={enCours}
      // Still reached by the keyboard: its reason is then read out.
      aria-disabled={horsLigne}
      data-disabled={horsLigne}
      {...(horsLigne ? { 'aria-describedby': raison } : {})}
      aria-label={`Télécharger ${libelle}, ${antenne === 'TOUTES' ? 'toutes les antennes' : libelleAntenne(antenne)}`}
      onClick={() => {
        if (!horsLigne) void faire(() => prendrePrefacturation(antenne, mois, quoi));
      }}
    >
      {libelle}
    </Button>
  );
  return (
    <>
      {FICHIERS.filter((f) => f.quoi !== 'complementaire' || complements).map((f) =>
        bouton(antenne, f.quoi, f.libelle),
      )}
      {toutes ? bouton('TOUTES', 'xlsx', 'Toutes les antennes') : null}
      {horsLigne ? (
        <Text size="xs" c="dimmed" id={raison}>
          Télécharger demande le réseau : le serveur fait le fichier.
        </Text>
      ) : null}
      {refus && !horsLigne ? (
        <Text size="sm" c="var(--ton-rouge-texte)" role="alert">
          {refus.message}
        </Text>
      ) : null}
    </>
  );
};
