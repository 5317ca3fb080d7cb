'use client';

import { ActionIcon, Button, Group, Loader, Text, Title } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import type { ConsultationUsager } from '#shared/contrats/dossiers/consultation';
import { moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { nomComplet } from '#shared/mots/textes';
import { ajouterMois, moisDe } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { consulterUsager } from '../../../_donnees/lecture/consulter';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { Icone } from '../../../_ui/mots/icones';
import { DepartDit } from './depart';
import { IdentiteConsultee } from './identite';
import { VisitesConsultees } from './visites';

const Corps = ({ lue: { usager, financeurs, visites }, jour }: { lue: ConsultationUsager; jour: DateCivile }) => (
  <>
    <Title order={2}>
      {nomComplet(usager)} <span className="discret">{usager.id}</span>
      <DepartDit depart={usager.depart} />
    </Title>
    <IdentiteConsultee usager={usager} financeurs={financeurs} jour={jour} />
    <VisitesConsultees visites={visites} />
  </>
);

/** One usager, month by month. */
export const DossierConsulte = ({ id }: { id: string }) => {
  const jour = useAujourdhui();
  const [mois, setMois] = useState(moisDe(jour));
  const { valeur, echec } = useLecture(['dossier', id, mois], (abandon) => consulterUsager(id, mois, abandon));
  return (
    <>
      <Group gap="sm">
        <Button component={Link} href="/consultation/" variant="default" size="xs">
          Autre usager
        </Button>
        <ActionIcon.Group>
          <ActionIcon variant="default" aria-label="Mois précédent" onClick={() => setMois(ajouterMois(mois, -1))}>
            <Icone nom="gauche" />
          </ActionIcon>
          <ActionIcon variant="default" aria-label="Mois suivant" onClick={() => setMois(ajouterMois(mois, 1))}>
            <Icone nom="droite" />
          </ActionIcon>
        </ActionIcon.Group>
        <Text size="sm" fw={600} role="status">
          {moisEnMots(mois)}
          {valeur ? ` : ${pluriel(valeur.visites.length, 'visite')}` : ''}
        </Text>
      </Group>
      {echec ? (
        <Text size="sm" c="var(--ton-orange-texte)" role="status">
          {echec}
        </Text>
      ) : null}
      {valeur ? (
        <Corps lue={valeur} jour={jour} />
      ) : echec ? null : (
        <Loader size="sm" aria-label="Lecture du dossier" />
      )}
    </>
  );
};
