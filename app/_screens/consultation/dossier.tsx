'use client';

import { ActionIcon, Button, Group, Loader, Text, Title } from '@mantine/core';
import Link from 'next/link';
import { useCallback, useState } from 'react';
import { ANTENNES } from '#shared/contrats/commun';
import type { ConsultationUsager, DossierConsulte as Dossier } from '#shared/contrats/consultation';
import { ajouterMois, moisDe } from '#shared/temps/paris';
import { consulterUsager } from '../../_data/consulter';
import { useAujourdhui } from '../../_data/hooks';
import { duree, moisEnMots, nomComplet, pluriel, telephone } from '../../_ui/formats';
import { Icone } from '../../_ui/icones';
import { useLecture } from '../compte/appeler';
import { VisitesConsultees } from './visites';

const chiffres = (d: string): string => d.split('-').reverse().join('/');

const Identite = ({ usager: u }: { usager: Dossier }) => (
  <dl className="compte__identite">
    <dt>Né(e) le</dt>
    <dd>{chiffres(u.dateNaissance)}</dd>
    <dt>Adresse</dt>
    <dd>
      {u.adresse}, {u.codePostal} {u.ville}
    </dd>
    <dt>Téléphone</dt>
    <dd>{u.telephones.map(telephone).join(', ') || 'aucun'}</dd>
    <dt>GIR</dt>
    <dd>{u.gir ?? 'non renseigné'}</dd>
    <dt>Antennes</dt>
    <dd>
      {u.antennes
        .map((a, n) =>
          n === 0 ? ANTENNES[a.antenne].libelle : `${ANTENNES[a.antenne].libelle} depuis le ${chiffres(a.depuis)}`,
        )
        .join(', puis ')}
    </dd>
    {u.prisesEnCharge.map((p) => (
      <div key={`${p.numero}${p.dateDebut}`} className="consultation__prise">
        <dt>Prise en charge {p.numero}</dt>
        <dd>
          {p.codeFinanceur}, du {chiffres(p.dateDebut)} {p.dateFin ? `au ${chiffres(p.dateFin)}` : 'sans fin'}
          {p.minutesMax === undefined ? '' : `, ${duree(p.minutesMax)} par mois au plus`}
        </dd>
      </div>
    ))}
  </dl>
);

const Corps = ({ lue: { usager, visites } }: { lue: ConsultationUsager }) => (
  <>
    <Title order={2}>
      {nomComplet(usager)} <span className="discret">{usager.id}</span>
    </Title>
    <Identite usager={usager} />
    <VisitesConsultees visites={visites} />
  </>
);

/** One usager, month by month. */
export const DossierConsulte = ({ id }: { id: string }) => {
  const [mois, setMois] = useState(moisDe(useAujourdhui()));
  const { valeur, echec } = useLecture(useCallback(() => consulterUsager(id, mois), [id, mois]));
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
      {valeur ? <Corps lue={valeur} /> : echec ? null : <Loader size="sm" aria-label="Lecture du dossier" />}
    </>
  );
};
