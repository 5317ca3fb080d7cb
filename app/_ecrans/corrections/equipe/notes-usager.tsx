'use client';

import { Button, Group, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import type { DateCivile } from '#shared/temps/types';
import { notesLues } from '../../../_donnees/depot/equipe';
import { useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { Section } from '../../../_ui/section';
import { lieuDeNote } from '../correction/lieu';
import { sujetUsager } from './composer';
import { estMotDAilleurs } from './mots-aides';
import { FormulaireNote, IconeNote, ListeNotes } from './notes';

/** On the usager's page: notes on them and on their visits. */
export const NotesUsager = ({ usagerId, jour }: { usagerId: string; jour: DateCivile }) => {
  const etat = useDepot();
  const { antenne } = usePoste();
  const [ouvert, setOuvert] = useState(false);
  const bouton = useRef<HTMLButtonElement>(null);
  const notes = notesLues(etat, jour).filter(
    (n) => n.usagerId === usagerId && !estMotDAilleurs(n, antenne, etat.usagers),
  );
  const fermer = (): void => {
    setOuvert(false);
    bouton.current?.focus();
  };
  return (
    <Section titre="Notes">
      {notes.length === 0 ? <Text size="sm">Aucune note. Ce que vous écrivez ici se voit sur ses visites.</Text> : null}
      <ListeNotes notes={notes} pres="USAGER" />
      <Group gap={6}>
        <Button
          ref={bouton}
          size="compact-xs"
          variant="default"
          leftSection={<IconeNote />}
          onClick={() => setOuvert(true)}
        >
          Écrire une note
        </Button>
      </Group>
      {ouvert ? (
        <FormulaireNote
          key={usagerId}
          sujets={[{ mot: 'l’usager', sujet: sujetUsager(usagerId, jour) }]}
          lieu={lieuDeNote(sujetUsager(usagerId, jour).objet)}
          fermer={fermer}
        />
      ) : null}
    </Section>
  );
};
